package dev.solvo.simulator.card;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.tlv.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that are unknown, malformed or out of sequence, by how far the transaction is. */
final class StatusWordTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "unknown instruction,            00A2000000,           6D00",
        "unknown class,                  90A4040000,           6E00",
        "unknown class and instruction,  B0FF000000,           6E00",
        "SELECT in a wrong class,        80A4040005A00000099900, 6E00",
        "READ RECORD with nothing,       00B2011400,           6985",
        "GET DATA with nothing,          80CA9F3600,           6985",
        "options with nothing,           80A8000002830000,     6985",
        "challenge with nothing,         0084000000,           6985",
        "GENERATE AC with nothing,       80AE4000,             6985",
        "VERIFY with nothing,            0020008008241234FFFFFFFFFF, 6985",
    })
    void beforeSelection(String name, String command, String expected) throws Exception {
        assertEquals(expected, Terminal.with("pin-plaintext").status(filled(command)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "record before options,          00B2011400,           6985",
        "cryptogram before options,      80AE40000100,         6985",
        "VERIFY before options,          0020008008241234FFFFFFFFFF, 6985",
        "signature before options,       00880000040102030400, 6985",
        "external authenticate,          00820000080102030405060708, 6985",
        "options with P1,                80A8010002830000,     6A86",
        "options with too much,          80A800000383010000,   6700",
        "options without template,       80A8000002840000,     6A80",
        "options with a wrong length,    80A8000002830100,     6A80",
        "options in a wrong class,       00A8000002830000,     6E00",
        "GET DATA of an unknown object,  80CA9F7F00,           6A88",
        "GET DATA of no tag,             80CA000000,           6A88",
        "challenge with P2,              0084000100,           6A86",
        "challenge with data,            00840000010100,  6700",
        "script before ARQC,             841E0000080102030405060708, 6985",
    })
    void afterSelection(String name, String command, String expected) throws Exception {
        Terminal terminal = new Terminal(SimulatedCard.insert(withEverything(), 1));
        terminal.select(Terminal.TEST_AID);
        assertEquals(expected, terminal.status(filled(command)));
    }

    /** The template's length has one byte up to 127 and two above. EMV 4.4 Book 3, Annex B2. */
    @ParameterizedTest(name = "83 {1} and {0} bytes")
    @CsvSource({
        "127, 7F, 9000",
        "127, 817F, 6700",
        "128, 8180, 9000",
        "128, 80, 6700",
        "252, 81FC, 9000",
        "252, FC, 6700",
        "252, 81FB, 6A80",
        "251, 81FC, 6700",
    })
    void optionsOfALongList(int bytes, String length, String expected) throws Exception {
        int listed = bytes == 251 ? 252 : bytes;
        String image = CardImages.named("offline-cda")
                .text()
                .replace("oda cda", "oda cda\npdol 9F1C:" + (listed - 120) + " 9F1C:120");
        Terminal terminal = new Terminal(SimulatedCard.insert(CardImage.parse(image), 1));
        terminal.select(Terminal.TEST_AID);
        Bytes template = Bytes.fromHex("83" + length).plus(Bytes.repeat(0x31, bytes));
        assertEquals(
                expected,
                terminal.send(CommandApdu.case4(0x80, 0xA8, 0, 0, template, 256))
                        .statusWord()
                        .toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "options again,                  80A8000002830000,     6985",
        "record that is not there,       00B2091400,           6A83",
        "file that is not there,         00B2015400,           6A82",
        "READ RECORD of record 0,        00B2001400,           6A86",
        "READ RECORD by identifier,      00B2011300,           6A86",
        "CDOL data too short,            80AE40000100,         6700",
        "two signatures asked for,       80AE580001,      6A86",
        "RFU cryptogram,                 80AEC00001,      6A86",
        "RFU bits,                       80AE410001,      6A86",
        "P2 of GENERATE AC,              80AE400101,      6A86",
        "DDOL data too long,             0088000005010203040500, 6700",
        "P2 of INTERNAL AUTHENTICATE,    00880001040102030400, 6A86",
        "external authenticate too soon, 00820000080102030405060708, 6985",
        "VERIFY with P1,                 0020018008241234FFFFFFFFFF, 6A86",
        "VERIFY in an unknown form,      0020008108241234FFFFFFFFFF, 6A86",
        "VERIFY in a form not offered,   0020008808241234FFFFFFFFFF, 6A86",
        "VERIFY of a wrong length,       0020008007241234FFFFFFFF,   6700",
        "VERIFY with chaining,           1020008008241234FFFFFFFFFF, 6E00",
    })
    void afterOptions(String name, String command, String expected) throws Exception {
        Terminal terminal = new Terminal(SimulatedCard.insert(withEverything(), 1)).read(Terminal.TEST_AID);
        assertEquals(expected, terminal.status(filled(command)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ARQC again,                     80AE8000(CDOL2)00, 6985",
        "CDOL1 data again,               80AE4000(CDOL1)00, 6700",
        "VERIFY too late,                0020008008241234FFFFFFFFFF, 6985",
        "signature too late,             00880000040102030400, 6985",
        "issuer data too short,          008200000701020304050607, 6700",
        "issuer data too long,           00820000110102030405060708090A0B0C0D0E0F1011, 6700",
        "P1 of EXTERNAL AUTHENTICATE,    00820100080102030405060708, 6A86",
        "wrong issuer data,              008200000A01020304050607083030, 6300",
        "script without a code,          841E00000701020304050607, 6988",
        "script with a wrong code,       841E0000080102030405060708, 6988",
        "script in a wrong class,        801E0000080102030405060708, 6E00",
    })
    void afterRequestCryptogram(String name, String command, String expected) throws Exception {
        Terminal terminal = new Terminal(SimulatedCard.insert(withEverything(), 1)).read(Terminal.TEST_AID);
        assertEquals("9000", terminal.first(0x80).statusWord().toString());
        assertEquals(expected, terminal.status(filled(command)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "GENERATE AC again,              80AE4000(CDOL2)00, 6985",
        "external authenticate,          00820000080102030405060708, 6985",
        "options,                        80A8000002830000,     6985",
        "script after TC,                841E0000080102030405060708, 6985",
        "records stay readable,          00B2011400,           9000",
    })
    void afterOfflineApproval(String name, String command, String expected) throws Exception {
        Terminal terminal = new Terminal(SimulatedCard.insert(withEverything(), 1)).read(Terminal.TEST_AID);
        assertEquals("9000", terminal.first(0x40).statusWord().toString());
        assertEquals(expected, terminal.status(filled(command)));
    }

    /** Lc and zeros in place of the lists' names. */
    private static String filled(String command) {
        return command.replace("(CDOL1)", "1D" + "00".repeat(29)).replace("(CDOL2)", "1F" + "00".repeat(31));
    }

    private static CardImage withEverything() throws Exception {
        return CardImage.parse(CardImages.named("pin-plaintext")
                .text()
                .replace("aip cvm", "issuer-authentication external\naip issuer-authentication cvm"));
    }
}
