package dev.solvo.simulator.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.simulator.SimulatorTextException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CardImageTest {
    private static final String HEAD = "[application A0000009990101]\nlabel \"TEST\"\n";

    /** Line breaks are written as | here. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "unknown section; [file 1]; 1",
                "heading without end; [pse; 1",
                "unknown keyword; |colour red; 2",
                "keyword twice; description one|description two; 2",
                "flag with argument; blocked yes; 1",
                "label missing; |[application A0000009990101]; 2",
                "AID too short; [application A0000009]; 1",
                "AID not hexadecimal; [application A00000099901XX]; 1",
                "unknown word in the directory; [pse]|sfi 11; 2",
                "unknown fault; [faults]|at once; 2",
                "fault without effect; [faults]|command 5; 2",
                "fault at command 0; [faults]|command 0 remove; 2",
                "fault with an unknown effect; [faults]|ins B2 1 explode; 2",
                "fault with half a status word; [faults]|command 1 status 6F; 2",
                "fault at half an instruction; [faults]|ins B 1 remove; 2",
                "faults at presentation 0; [faults 0]|ins B2 1 tear; 1",
                "unknown word in the proximity directory; [ppse]|sfi 1; 2",
            })
    void cardFaults_nameTheirLine(String name, String text, int line) {
        assertFault(text.replace('|', '\n'), line);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "label without quotes; label TEST; 3",
                "priority too high; priority 16; 3",
                "priority with a strange word; priority 1 please; 3",
                "PDOL entry without length; pdol 9F02; 3",
                "PDOL entry that is no tag; pdol 1F:6; 3",
                "unknown function; aip telepathy; 3",
                "unknown method; oda rsa; 3",
                "method without PAN; oda cda; 0",
                "unknown key; oda cda|icc-key icc-rsa-9999|record 1.1|5A 9999990000000016; 0",
                "key of the wrong kind; oda cda|icc-key icc-p256|record 1.1|5A 9999990000000016; 0",
                "certificate expiry out of range; certificate-expiry 205012; 3",
                "certificate expiry in month 13; certificate-expiry 202213; 3",
                "card key longer than the issuer's; oda cda|issuer-key pin-rsa-896|record 1.1|5A 9999990000000016; 0",
                "PIN too short; pin 123; 3",
                "PIN with letters; pin 12A4; 3",
                "more tries than the limit; pin 1234|pin-try-limit 2|pin-tries-left 3; 5",
                "unknown PIN form; pin 1234|pin-forms spoken; 4",
                "unknown cryptogram; cryptogram cvn99; 3",
                "issuer authentication by post; issuer-authentication post; 3",
                "issuer authentication half mandatory; issuer-authentication external perhaps; 3",
                "limits in the wrong order; consecutive-offline 5 3; 3",
                "one limit; consecutive-offline 5; 3",
                "currency with letters; cumulative-offline EURO 1 2; 3",
                "unknown condition; go-online-if bored; 3",
                "format 3; format 3; 3",
                "log without objects; log 11 10; 3",
                "log in a payment file; log 1 10 9A:3; 3",
                "record without number; record 1; 3",
                "record of file 31; record 31.1; 3",
                "record twice; record 1.1|57 00|record 1.1|57 00; 5",
                "empty record; record 1.1; 3",
                "record with raw bytes and objects; record 1.1|raw 7000|57 00; 3",
                "odd digits; record 1.1|57 0; 4",
                "lower-case tag; record 1.1|5f20 00; 3",
                "text without end; record 1.1|5F20 \"; 4",
                "unknown CVM; record 1.1|8E cvm 0 0 handshake; 4",
                "CVM list without amounts; record 1.1|8E cvm 0; 4",
                "nothing to generate; record 1.1|90 generated; 4",
                "signed record with a certificate; oda cda|record 1.1|5A 9999990000000016|record 1.2 signed|90 generated; 7",
                "PAN with letters; record 1.1|5A 99999900AB000016; 0",
                "CDOL that ends early; record 1.1|8C 9F02; 0",
                "object outside a record; 57 00; 3",
                "data without value; data 9F14; 3",
                "unknown kernel; contactless kernel-9; 3",
                "unknown card transaction qualifier; contactless kernel-3|qualifiers faster; 4",
                "terminal CVM that is none; contactless kernel-3|terminal-cvm handshake; 4",
                "device CVM without word; contactless kernel-3|device-cvm; 4",
                "status word for an unlocked phone; contactless kernel-3|device-cvm performed 6986; 4",
                "half a status word; contactless kernel-3|device-cvm on-request 69; 4",
                "unknown issuer data; contactless kernel-3|issuer-data long; 4",
                "relay resistance without times of answers; contactless kernel-2|relay-resistance 30 60 24; 4",
                "relay resistance with a time too long; contactless kernel-2|relay-resistance 30 65536 24 9000; 4",
                "directory object without value; contactless kernel-3|directory 42; 4",
                "processing options twice; contactless kernel-3|processing-options|5F34 01|atc 1|processing-options; 7",
                "contactless word without a kernel; qualifiers 0080; 3",
            })
    void applicationFaults_nameTheirLine(String name, String lines, int line) {
        assertFault(HEAD + lines.replace('|', '\n'), line);
    }

    @Test
    void recordTooLong_isRefused() {
        assertFault(HEAD + "record 1.1\n57 " + "00".repeat(252), 3);
    }

    @Test
    void nameTooLong_isRefused() {
        assertFault(HEAD + "preferred-name \"" + "A".repeat(240) + "\"", 0);
    }

    @Test
    void messages_showNoDigitsOfTheText() {
        for (String secret : List.of("pin 123456789012345", "5413339000006165 x", "[application 5413339000006165X]")) {
            SimulatorTextException fault =
                    assertThrows(SimulatorTextException.class, () -> CardImage.parse(HEAD + secret));
            assertFalse(fault.toString().contains("5413339"), fault.toString());
            assertFalse(fault.toString().contains("12345"), fault.toString());
        }
    }

    @Test
    void fileLocator_groupsRunsOfRecords() throws Exception {
        String text = HEAD + """
                record 1.1 signed
                  57 00
                record 1.2 signed
                  5F20 41
                record 1.3
                  5F30 0201
                record 1.4 signed
                  5F25 200101
                record 3.2
                  5F28 0056
                record 3.4
                  9F07 FF00
                """;
        Terminal terminal = new Terminal(SimulatedCard.insert(CardImage.parse(text), 1));
        terminal.select(Terminal.TEST_AID);
        assertEquals(
                "771682020000941008010302080404011802020018040400",
                terminal.send("80A8000002830000").data().toHex());
    }

    @Test
    void values_areWrittenInSeveralWays() throws Exception {
        String text = HEAD + """
                record 1.1
                  5F20 "DOE/J"
                  8C dol 9F02:6 95:5
                  8E cvm 1000 2000 plaintext-pin+next@under-x 42@supported no-cvm
                  9F4F 9A 03
                """;
        Terminal terminal = new Terminal(SimulatedCard.insert(CardImage.parse(text), 1)).read(Terminal.TEST_AID);
        assertEquals("444F452F4A", terminal.get(0x5F20).toHex());
        assertEquals("9F02069505", terminal.get(0x8C).toHex());
        assertEquals("000003E8000007D0410642031F00", terminal.get(0x8E).toHex());
        assertEquals("9A03", terminal.get(0x9F4F).toHex());
    }

    @Test
    void hiddenObject_isNotGiven() throws Exception {
        Terminal terminal = new Terminal(SimulatedCard.insert(CardImage.parse(HEAD + "hidden 9F36\ndata 9F14 05"), 1));
        terminal.select(Terminal.TEST_AID);
        assertEquals("6A88", terminal.status("80CA9F3600"));
        assertEquals("9F140105", terminal.send("80CA9F1400").data().toHex());
    }

    @Property(tries = 300)
    void damagedImages_giveTheOneException(@ForAll @IntRange(max = 20_000) int at, @ForAll char letter) {
        StringBuilder text = new StringBuilder(CardImages.named("no-oda").text());
        text.setCharAt(at % text.length(), letter);
        parseTolerantly(text.toString());
    }

    @Test
    void imageCutAnywhere_givesTheOneException() {
        String text = CardImages.named("no-oda").text();
        List<Integer> cuts = new ArrayList<>();
        for (int end = 0; end < text.length(); end++) {
            parseTolerantly(text.substring(0, end));
            cuts.add(end);
        }
        assertEquals(text.length(), cuts.size());
    }

    private static void parseTolerantly(String text) {
        try {
            CardImage.parse(text);
        } catch (SimulatorTextException expected) {
            assertTrue(expected.lineNumber() >= 0);
        }
    }

    private static void assertFault(String text, int line) {
        SimulatorTextException fault = assertThrows(SimulatorTextException.class, () -> CardImage.parse(text));
        assertEquals(line, fault.lineNumber(), fault.getMessage());
    }
}
