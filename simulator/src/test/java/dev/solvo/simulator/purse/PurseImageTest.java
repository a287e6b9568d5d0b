package dev.solvo.simulator.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.simulator.SimulatorTextException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PurseImageTest {
    @Test
    void cardComesBackFromItsImage() throws Exception {
        SimulatedPurse card = SimulatedPurse.insert(
                PurseImage.parse(PurseImage.standard().text() + "purse 500 3 4\npin 123456 3 2\nrecord 01 AABB\n"), 1);
        PurseKeys keys =
                PurseKeys.published().diversifiedBy(card.image().serial().slice(2));
        new PurseReader(card).selected().purchase(keys, 2, 100, 9);
        PurseImage image = card.image();
        SimulatedPurse again = SimulatedPurse.insert(PurseImage.parse(image.text()), 2);
        assertEquals(image.text(), again.image().text());
        PurseReader reader = new PurseReader(again).selected();
        assertEquals(400, reader.balance(2));
        assertEquals("9000", reader.status("805A000602000508"));
        assertEquals("AABB9000", reader.answer("00B201C800"));
        assertEquals("63C1", reader.status("0020000003000000"));
        assertEquals(23, reader.send("00B201C400").data().length());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "unknown keyword,    colour red,          unknown keyword",
        "odd digits,         serial 123,          expected hexadecimal digits",
        "short serial,       serial 1234,         expected 10 bytes",
        "number of the key,  key master 00,       'expected one of purchase, load, transaction, maintenance, unblock, reload'",
        "short key,          key load 00,         expected 16 bytes",
        "negative balance,   purse -1 0 0,        expected a number from 0 to 4294967295",
        "long counter,       purse 0 65536 0,     expected a number from 0 to 65535",
        "missing counter,    purse 0 0,           expected 3 arguments",
        "too many tries,     pin 1234 3 4,        expected a number from 0 to 3",
        "unknown block,      blocked a-bit,       'expected no, application, forever or card'",
        "short log,          log 00,              expected 23 bytes",
    })
    void faultNamesTheLineAndNothingOfIt(String name, String line, String expected) {
        SimulatorTextException fault = assertThrows(
                SimulatorTextException.class, () -> PurseImage.parse("aid A000000003\n# comment\n" + line));
        assertEquals("line 3: " + expected, fault.getMessage());
    }

    @Test
    void imageWithoutNameOrWithSomeKeysIsRefused() {
        assertThrows(SimulatorTextException.class, () -> PurseImage.parse(""));
        SimulatorTextException fault = assertThrows(
                SimulatorTextException.class,
                () -> PurseImage.parse("aid A000000003\nkey load 00112233445566778899AABBCCDDEEFF"));
        assertEquals("the image has some keys of six, expected all or none", fault.getMessage());
    }

    @Test
    void nothingSecretIsPrinted() {
        PurseImage image = PurseImage.standard();
        assertTrue(image.text().contains("pin 123456"));
        assertFalse(image.toString().contains("123456 "));
        assertEquals("PurseImage[" + image.description() + "]", image.toString());
        assertFalse(PurseKeys.published()
                .toString()
                .contains(PurseKeys.published().load().toHex()));
    }

    @Test
    void endlessImageIsRefused() {
        assertThrows(SimulatorTextException.class, () -> PurseImage.parse("aid A000000003\n" + "#\n".repeat(1_000)));
    }
}
