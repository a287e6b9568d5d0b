package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DUKPT, enciphered PIN blocks and key blocks; the values are those of X9.24-1, X9.24-3, TR-31, X9.143 and ISO 20038. */
final class CryptoKeysCommandTest {
    private static final String BDK = "bdk=0123456789ABCDEFFEDCBA9876543210";
    private static final String NUMBER = BDK + " ksn=FFFF9876543210E00001";
    private static final String DATA = "data=3430313233343536373839303944393837";
    private static final String AES_BDK = "bdk=FEDCBA9876543210F1F1F1F1F1F1F1F1";
    private static final String AES_NUMBER = AES_BDK + " ksn=123456789012345600000001";
    private static final String AES_INITIAL_KEY = "initial-key=1273671EA26AC29AFA4D1084127652A1";
    private static final String LONG_BDK = AES_BDK + "FEDCBA9876543210F1F1F1F1F1F1F1F1";
    private static final String WRAPPED = "3F419E1CB7079442AA37474C2EFBF8B8";
    private static final String AES_PROTECTION =
            "kbpk=88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6";
    private static final String HIDDEN =
            "D0144P0AE00E00002C77FA3F4A553BED6E88AE5C172A4166E3D4ACA8E2AC71C158A476FAC12C13C3829DE55D3AB54C48F4C4FEF7"
                    + "AC75E90FC47F1B77E7B19A73ED46E64410082557";
    private static final String SERIAL =
            "B0104B0TX12S0100KS1800604B120F9292800000BB68BE8680A400D9191AD4ECE45B6E6C0D21C4738A52190E248719E24B433627";

    @ParameterizedTest
    @CsvSource({
        "dukpt-initial-key " + BDK + " ksn=FFFF9876543210E00000, 6AC292FAA1315B4D858AB3A3D7D5933A",
        "dukpt-keys initial-key=6AC292FAA1315B4D858AB3A3D7D5933A ksn=FFFF9876543210E00001 purpose=transaction,"
                + " 042666B49184CFA368DE9628D0397BC9",
        "dukpt-keys " + BDK + " ksn=9876543210F00000 purpose=pin, AA4D58DB653EC7B548C75F2F047DD24A",
        "dukpt-keys " + BDK + " ksn=FFFF9876543210E00008 purpose=data-request, C39B2778B058AC376FB18DC906F75CBA",
        "dukpt-pin-encipher " + NUMBER + " pin=1234 pan=4012345678909, 1B9C1845EB993A7A",
        "dukpt-pin-decipher " + NUMBER + " block=1B9C1845EB993A7A pan=4012345678909, 1234",
        "dukpt-mac " + NUMBER + " " + DATA + " padding=1 length=4, 9CCC7817",
        "dukpt-mac " + NUMBER + " " + DATA + " padding=1 length=4 direction=response, 20364223",
        "dukpt-mac " + NUMBER + " " + DATA + " method=cmac, 211003F1D5B79DD7",
        "dukpt-mac " + NUMBER + " " + DATA + " method=cmac direction=response, 82CC2B9B9EC710A6",
        "dukpt-encrypt " + NUMBER + " iv=0000000000000000 " + DATA + "00000000000000,"
                + " FC0D53B7EA1FDA9EE68AAF2E70D9B9506229BE2AA993F04F",
        "dukpt-decrypt " + NUMBER + " iv=0000000000000000 direction=response"
                + " data=1FCC89AF66222F27B903898BB2BC8589CDBFDE5EC6AFCC25,"
                + " 343031323334353637383930394439383700000000000000",
        "dukpt-decrypt " + BDK + " ksn=FFFF9876543210E00008 direction=pin-variant iv=0000000000000000"
                + " data=C25C1D1197D31CAA87285D59A892047426D9182EC11353C0, "
                + "2542353435323330303535313232373138395E484F47414E",
        "dukpt-initial-key " + AES_BDK + " ksn=123456789012345600000000, 1273671EA26AC29AFA4D1084127652A1",
        "dukpt-keys " + AES_INITIAL_KEY + " ksn=123456789012345600000001 purpose=transaction,"
                + " 4F21B565BAD9835E112B6465635EAE44",
        "dukpt-keys " + AES_NUMBER + " purpose=pin, AF8CB133A78F8DC2D1359F18527593FB",
        "dukpt-keys " + AES_NUMBER + " purpose=data-request, A35C412EFD41FDB98B69797C02DCD08F",
        "dukpt-keys " + LONG_BDK + " ksn=123456789012345600000001 purpose=mac-request type=aes-128,"
                + " F04A1FABD4176E15490CEC82E217A96D",
        "dukpt-keys " + LONG_BDK + " ksn=123456789012345600000001 purpose=mac-request,"
                + " 61DABDF4B340CF461EE860B1D1AB55357142BD2D6977306859CF49AEFE8F1549",
        "dukpt-update-key " + AES_INITIAL_KEY + " ksn=123456789012345600000000, 9A9770AEE1ACD1B13473D0463A1883B9",
        "dukpt-update-key " + AES_BDK + " ksn=123456789012345600000000 type=tdes-2, 4744A5ECBC62B5C4BB76FBEAE1E244A3",
        "dukpt-pin-decipher " + AES_NUMBER + " block=A912150391AB65A67E52883D81CE2D15 pan=4111111111111111, 1234",
        "dukpt-mac " + AES_NUMBER + " " + DATA + " length=16, A2EB5C1C35809E58404E873C3C411E31",
        "dukpt-mac " + AES_NUMBER + " " + DATA + " length=16 direction=response, DD4E1895FD9BF53D8DAF25568ABF551D",
        "dukpt-mac " + AES_NUMBER + " " + DATA + " type=hmac-128,"
                + " B6F8B3159CD4E140159DA87A68C0FB7AF2F123D222662E98988C76386E8E8A02",
        "dukpt-encrypt " + AES_NUMBER + " iv=00000000000000000000000000000000 " + DATA
                + "000000000000000000000000000000,"
                + " E5AFA5B408A3310E3D779C8A9A2AE29448BD5B4232582090DB703AF647205A79",
        "keyblock-unwrap kbpk=EFE0853B256B583D868F251CE99EA1D9 allow=visible-key-length"
                + " block=A0072K0TN00N0000F40D5672C6D0EC86F860BA88D44D00F0CA9A8CE8CD2F640287A9A9EB,"
                + " 5DB50B454F8389ADCE573BE50861F2BF",
        "keyblock-unwrap kbpk=1D22BF32387C600AD97F9B97A51311AC allow=visible-key-length block=" + SERIAL
                + ", E8BC63E5479455E26577F715D587FE68",
        "keyblock-unwrap kbpk=B8ED59E0A279A295E9F5ED7944FD06B9 block=C0112B0TX12S0100KS1800604B120F9292800000"
                + "42B758A2400AB598AE37782823DAF0BA4BDB0DAFF34915345CA169AE1F976A429EB139E5,"
                + " EDB380DD340BC2620247D445F5B8D678",
        "keyblock-unwrap " + AES_PROTECTION + " block=" + HIDDEN + ", " + WRAPPED,
        "keyblock-unwrap kbpk=3235362D62697420414553207772617070696E67202849534F20323030333829"
                + " allow=visible-key-length block=E0084B0TV16N0000B2AE5E26BBA7F246E84D5EA24167E208A6B66EF2E27E55A5"
                + "2DB52F0AEACB94C57547, 777261707065642033444553206B6579"
    })
    void calculatesWhatIsPublished(String line, String expected) {
        CommandRun run = run(line + " expect=" + expected);
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("agrees"), run.out());
        String last = expected.endsWith("0") ? "1" : "0";
        assertEquals(1, run(line + " expect=" + expected.substring(1) + last).exitCode());
    }

    @Test
    void givesAllKeysOfATransaction() {
        JsonNode tripleDes = run("dukpt-keys " + NUMBER + " --unmasked --json").json();
        for (String purpose :
                new String[] {"transaction", "pin", "mac-request", "mac-response", "data-request", "data-response"}) {
            assertEquals(32, tripleDes.path(purpose).asText().length(), purpose);
            assertEquals(6, tripleDes.path(purpose + "-kcv").asText().length(), purpose);
        }
        JsonNode aes = run("dukpt-keys " + AES_NUMBER + " --unmasked --json").json();
        for (String purpose : new String[] {
            "transaction",
            "pin",
            "mac-request",
            "mac-response",
            "mac-both",
            "data-request",
            "data-response",
            "data-both",
            "key-encryption"
        }) {
            assertEquals(32, aes.path(purpose).asText().length(), purpose);
        }
        JsonNode hash = run("dukpt-keys " + AES_NUMBER + " type=hmac-128 --unmasked --json")
                .json();
        assertEquals(5, hash.size(), hash.toString());
        assertEquals(32, hash.path("mac-both").asText().length());
    }

    @Test
    void hidesKeysAndPins() {
        assertFalse(run("dukpt-keys " + AES_NUMBER).out().contains("AF8CB133"));
        assertFalse(run("dukpt-keys " + AES_NUMBER + " --json").out().contains("AF8CB133"));
        assertTrue(run("dukpt-keys " + AES_NUMBER + " --unmasked").out().contains("AF8CB133"));
        String pin = "dukpt-pin-decipher " + NUMBER + " block=1B9C1845EB993A7A pan=4012345678909";
        assertFalse(run(pin).out().contains("1234"));
        assertFalse(run("keyblock-unwrap " + AES_PROTECTION + " block=" + HIDDEN)
                .out()
                .contains(WRAPPED));
    }

    @Test
    void readsNumbersOfTenBytesForAes() {
        JsonNode answer = run("dukpt-initial-key " + AES_BDK + " cipher=aes ksn=0E11111111FFFFFF0000 --json")
                .json();
        assertEquals("00E11111111FFFFE00000000", answer.path("ksn").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=0", "format=1", "format=3", "cipher=aes"})
    void decipherGivesThePinThatWasEnciphered(String format) {
        String inputs = " key=0123456789ABCDEFFEDCBA9876543210 pan=4012345678909 " + format;
        String block = run("pin-encipher pin=271828" + inputs + " --json")
                .json()
                .path("block")
                .asText();
        assertEquals(format.startsWith("cipher") ? 32 : 16, block.length());
        CommandRun run = run("pin-decipher block=" + block + inputs + " --unmasked --json");
        assertEquals("271828", run.json().path("pin").asText(), run.err());
    }

    @Test
    void readsAHeaderWithoutAKey() {
        JsonNode whole = run("keyblock-header block=" + SERIAL + " --json").json();
        assertEquals("B", whole.path("version").asText());
        assertEquals("B0", whole.path("usage").asText());
        assertEquals("T", whole.path("algorithm").asText());
        assertEquals("X", whole.path("mode").asText());
        assertEquals("12", whole.path("key-version").asText());
        assertEquals("S", whole.path("exportability").asText());
        assertEquals("00604B120F9292800000", whole.path("block-KS").asText());
        JsonNode alone = run("keyblock-header block=D0000P0TE00N0100KS1800604B120F9292800000 --json")
                .json();
        assertEquals("00604B120F9292800000", alone.path("block-KS").asText());
    }

    @Test
    void wrapsWithCheckValuesThatItCalculates() {
        // X9.143:2021, 6.3.6.7
        String inputs =
                AES_PROTECTION + " key=" + WRAPPED + " usage=P0 algorithm=T mode=E exportability=E blocks=KC,KP";
        JsonNode made =
                run("keyblock-wrap " + inputs + " obfuscation=none --json").json();
        String block = made.path("block").asText();
        assertTrue(block.startsWith("D0144P0TE00E0300KC0C0057C409KP10012331550BC9PB04"), block);
        assertEquals("0057C409", made.path("block-KC").asText());
        assertEquals("012331550BC9", made.path("block-KP").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "A, kbpk=89E88CF7931444F334BD7547FC3F380C",
        "B, kbpk=DD7515F2BFC17F85CE48F3CA25CB21F6",
        "C, kbpk=B8ED59E0A279A295E9F5ED7944FD06B9",
        "D, " + AES_PROTECTION,
        "E, " + AES_PROTECTION
    })
    void unwrapsWhatItWraps(String version, String protection) {
        String inputs = protection + " key=" + WRAPPED + " blocks=LB:till,TS:20200818221218Z";
        String fields = " version=" + version + " usage=P0 algorithm=T mode=E key-version=12 context=2";
        String block = run("keyblock-wrap " + inputs + fields + " --json")
                .json()
                .path("block")
                .asText();
        String header = " header=" + version + "0000P0TE12N0020";
        String same = run("keyblock-wrap " + inputs + header + " --json")
                .json()
                .path("block")
                .asText();
        assertEquals(block.length(), same.length());
        for (String made : new String[] {block, same}) {
            CommandRun run = run("keyblock-unwrap " + protection + " block=" + made + " expect=" + WRAPPED + " --json");
            assertEquals(0, run.exitCode(), run.err());
            assertEquals("till", run.json().path("block-LB").asText());
            assertEquals("20200818221218Z", run.json().path("block-TS").asText());
            assertEquals("exchange", run.json().path("context").asText());
        }
    }

    @Test
    void aTamperedBlockIsNotAuthentic() {
        String tampered = HIDDEN.replace("P0AE", "P0AD");
        CommandRun run = run("keyblock-unwrap " + AES_PROTECTION + " block=" + tampered);
        assertEquals(1, run.exitCode(), run.out());
        assertFalse(run.out().contains("key"), run.out());
    }

    /** Each is refused with a word about what is wrong and without the input. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dukpt-keys ksn=FFFF9876543210E00001",
                "dukpt-keys " + NUMBER + " initial-key=6AC292FAA1315B4D858AB3A3D7D5933A",
                "dukpt-keys " + BDK + " ksn=FFFF9876543210E00000",
                "dukpt-keys " + BDK + " ksn=FFFF9876543210EFF803",
                "dukpt-keys " + NUMBER + " purpose=wrong",
                "dukpt-keys " + NUMBER + " type=aes-128",
                "dukpt-keys " + AES_NUMBER + " type=aes-256",
                "dukpt-keys " + AES_NUMBER + " type=aes-129",
                "dukpt-keys " + NUMBER + "00",
                "dukpt-update-key " + NUMBER,
                "dukpt-pin-encipher " + AES_NUMBER + " pin=1234 pan=4012345678909 format=0",
                "dukpt-pin-decipher " + NUMBER + " block=1B9C1845EB993A7B pan=4012345678909",
                "dukpt-mac " + NUMBER + " " + DATA + " direction=sideways",
                "dukpt-mac " + NUMBER + " " + DATA + " method=hmac",
                "dukpt-mac " + AES_NUMBER + " " + DATA + " method=mac-3",
                "pin-encipher key=0123456789ABCDEF pin=1234 pan=4012345678909",
                "keyblock-unwrap kbpk=1D22BF32387C600AD97F9B97A51311AC block=" + SERIAL,
                "keyblock-unwrap kbpk=1D22BF32387C600AD97F9B97A51311AC allow=anything block=" + SERIAL,
                "keyblock-header block=D0000P0AE00E",
                "keyblock-header block=B0000ZZTE00N0000",
                "keyblock-wrap " + AES_PROTECTION + " key=" + WRAPPED + " header=D0000P0AE00N0000 usage=P0",
                "keyblock-wrap " + AES_PROTECTION + " key=" + WRAPPED + " usage=P0 algorithm=A",
                "keyblock-wrap " + AES_PROTECTION + " key=" + WRAPPED + " header=D0000P0AE00N0000 blocks=KS:12",
                "keyblock-wrap " + AES_PROTECTION + " key=" + WRAPPED + " header=D0000P0AE00N0000 blocks=LB",
                "keyblock-wrap " + AES_PROTECTION + " key=" + WRAPPED + " header=B0000P0AE00N0000"
            })
    void wrongInputsAreRefused(String line) {
        CommandRun run = run(line);
        assertEquals(65, run.exitCode(), run.out() + run.err());
        assertTrue(run.err().startsWith("solvo: "), run.err());
        for (String part : line.split("[ =]", -1)) {
            assertFalse(
                    part.length() > 12 && !part.startsWith("dukpt") && run.err().contains(part), run.err());
        }
    }

    @Test
    void helpListsThem() {
        String help = run("--help").out();
        for (String name : new String[] {"dukpt-initial-key", "dukpt-keys", "keyblock-header", "keyblock-wrap"}) {
            assertTrue(help.contains("solvo crypto " + name + " "), name);
        }
    }

    private static CommandRun run(String line) {
        return CommandRun.of((Object[]) ("crypto " + line).split(" ", -1));
    }
}
