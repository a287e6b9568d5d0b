package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CryptoCommandTest {
    private static final String KEY = "0123456789ABCDEFFEDCBA9876543210";

    @TempDir
    Path folder;

    /** Results of published vectors. */
    @ParameterizedTest
    @CsvSource({
        "'kcv key=" + KEY + "', 08D7B4",
        "'kcv key=" + KEY + " cipher=sm4 length=4', 2677F46B",
        "'encrypt cipher=sm4 key=" + KEY + " data=" + KEY + "', 681EDF34D206965E86B3E94F536E4246",
        "'session-key card-key=" + KEY + " atc=001C', E9FB384AF807B940FEDCEA613461B0C4",
        "'session-key scheme=visa card-key=" + KEY + " atc=001C', 0123456789ABCDF2FEDCBA987654CDF2",
        "'session-key scheme=emv2000 card-key=" + KEY + " atc=001C', E5BF6D1067F194B0A89B7F5D83BC64A2",
        "'card-key issuer-key=" + KEY + " pan=99012345678901234 psn=45', 67F8292358083E5EA7AB7FDA58D53B6B",
        "'mac-3 key=" + KEY + " data=8424000008', 0BFFF5DF3FAA24E1",
        "'sm3 data=616263', 66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0",
        "'ac session-key=29B33180E567CE38EA4CBC9D753B0E61 data=0123456789ABCDEF0123456789ABCDEF', FA624250B008B59A",
        "'arpc session-key=AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB arqc=1234567890ABCDEF arc=0000', F5E6F44147E2F1B0",
        "'arpc session-key=AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB arqc=1234567890ABCDEF csu=00000000', 9308BEBC",
        "'script-encipher form=mastercard session-key=" + KEY + " data=241234FFFFFFFFFF', 9859240AE52820C3",
        "'cvv key=" + KEY + " pan=4123456789012345 expiry=8701 service-code=101', 561",
        "'cvv key=" + KEY + " pan=4123456789012345 expiry=8701 service-code=101 digits=8', 56149820",
        "'pvv key=" + KEY + " pan=1122334455667788 index=2 pin=1912', 3244",
        "'ibm3624-pin key=" + KEY + " table=1234567890123456 validation-data=1122334455667788 offset=7710', 1234",
        "'ibm3624-offset key=" + KEY + " table=1234567890123456 validation-data=1122334455667788 pin=1111', 7697",
        "'pin-block format=2 pin=1234', 241234FFFFFFFFFF"
    })
    void calculatesWhatIsPublished(String line, String expected) {
        CommandRun run = run(line + " expect=" + expected);
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("agrees"), run.out());
        CommandRun other = run(line + " expect=" + expected.substring(1));
        assertEquals(1, other.exitCode(), other.out() + other.err());
        assertTrue(other.out().contains("differs"), other.out());
    }

    @Test
    void verifiesAndAnswersField55() {
        String field55 = "9F02060000000040009F03060000000000009F1A020124950580000480005F2A0201249A031911059C0101"
                + "9F370452BF4585820218009F3602001C9F100706010A03A060109F260829CCA15AE665FA2E";
        CommandRun run =
                run("arqc issuer-key=" + KEY + " pan=1234567890123456 arc=3030 field55=" + field55 + " --json");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("29CCA15AE665FA2E", run.json().path("ac").asText());
        assertEquals("VISA_10", run.json().path("version").asText());
        assertEquals("verified", run.json().path("9F26").asText());
        assertEquals("28993816AFAE4AEB3030", run.json().path("tag91").asText());
        String altered = field55.replace("665FA2E", "665FA2F");
        CommandRun wrong = run("arqc issuer-key=" + KEY + " pan=1234567890123456 field55=" + altered);
        assertEquals(1, wrong.exitCode(), wrong.out());
    }

    @Test
    void secretResultsAreMaskedUnlessAskedFor() {
        String line = "session-key card-key=" + KEY + " atc=001C";
        assertFalse(run(line).out().contains("E9FB384A"));
        assertFalse(run(line + " --json").out().contains("E9FB384A"));
        assertTrue(run(line + " --unmasked").out().contains("E9FB384AF807B940FEDCEA613461B0C4"));
    }

    @Test
    void secretsComeFromAFileOrStandardInput() throws IOException {
        Path file = Files.writeString(folder.resolve("key.txt"), KEY + "\n");
        assertTrue(run("kcv key=@" + file).out().contains("08D7B4"));
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream((KEY + "\n1912\n").getBytes(StandardCharsets.US_ASCII)));
            CommandRun run = run("pvv key=- pin=- pan=1122334455667788 index=2 expect=3244");
            assertEquals(0, run.exitCode(), run.out() + run.err());
        } finally {
            System.setIn(before);
        }
        assertEquals(65, run("kcv key=@" + folder.resolve("none")).exitCode());
        assertEquals(
                65, run("kcv key=@" + Files.createFile(folder.resolve("empty"))).exitCode());
    }

    /** Each is refused with a word about what is wrong and without the input. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kcv key=0123456789ABCDEF01",
                "kcv key=0123456789ABCDEG",
                "cvv key=0123456789ABCDEF pan=4123456789012345 expiry=8701 service-code=101",
                "cvv key=" + KEY + " pan=41234567890123456789 expiry=8701 service-code=101",
                "cvv key=" + KEY + " pan=4123456789012345 expiry=87017 service-code=101",
                "pvv key=" + KEY + " pan=1122334455667788 index=2 pin=191A",
                "mac-3 key=" + KEY + " data=0123456789 length=3",
                "mac-3 key=" + KEY + " data=0123456789 padding=4",
                "arpc session-key=" + KEY + " arqc=1234567890ABCDEF",
                "arqc issuer-key=" + KEY + " pan=1234567890123456 field55=9F0206",
                "arqc issuer-key=" + KEY + " pan=1234567890123456 field55=9F100100"
            })
    void wrongInputsAreRefused(String line) {
        CommandRun run = run(line);
        assertEquals(65, run.exitCode(), run.out() + run.err());
        assertTrue(run.err().startsWith("solvo: "), run.err());
        for (String part : line.split("[ =]", -1)) {
            assertFalse(part.length() > 9 && run.err().contains(part), run.err());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "kcv",
                "kcv key=" + KEY + " wrong=1",
                "kcv key=" + KEY + " key=" + KEY,
                "kcv " + KEY
            })
    void aWrongCommandLineIsTold(String line) {
        CommandRun run = run(line);
        assertEquals(64, run.exitCode(), run.out() + run.err());
        assertFalse(run.err().contains(KEY), run.err());
    }

    @Test
    void helpListsEveryCalculation() {
        String help = run("--help").out();
        for (String name : new String[] {"kcv", "cmac", "arqc", "cvc3", "ibm3624-offset", "sm2-verify"}) {
            assertTrue(help.contains("solvo crypto " + name + " "), name);
        }
        assertTrue(help.contains("history"), help);
    }

    private static CommandRun run(String line) {
        String[] words = ("crypto " + line).trim().split(" ", -1);
        return CommandRun.of((Object[]) words);
    }
}
