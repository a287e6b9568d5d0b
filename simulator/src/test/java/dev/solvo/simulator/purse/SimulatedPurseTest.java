package dev.solvo.simulator.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.purse.PurseFault.Effect;
import dev.solvo.simulator.purse.PurseFault.Step;
import dev.solvo.tlv.Bytes;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulatedPurseTest {
    private static final PurseKeys KEYS =
            PurseKeys.published().diversifiedBy(PurseImage.standard().serial().slice(2));

    private static PurseImage image(String line) throws SimulatorTextException {
        return PurseImage.parse(PurseImage.standard().text() + line + "\n");
    }

    private static SimulatedPurse card(String line) throws SimulatorTextException {
        return SimulatedPurse.insert(image(line), 1);
    }

    private static PurseReader reader(String line) throws Exception {
        return new PurseReader(card(line)).selected();
    }

    @Nested
    final class StatusWords {
        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "balance,          805C000204",
            "initialize,       805000020B010000006411223344556610",
            "log,              00B201C400",
            "public data,      00B095001E",
            "VERIFY,           0020000003123456",
            "proof,            805A000602000008",
            "block,            841E00000400000000",
            "cash data,        80CA9F7900",
        })
        void beforeSelection(String name, String command) throws Exception {
            assertEquals("6985", new PurseReader(card("")).status(command));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "balance of a third purse,      805C000304,                         6A86",
            "balance with P1,               805C010204,                         6A86",
            "balance of wrong length,       805C000205,                         6700",
            "SELECT of another name,        00A4040005A000000001,               6A82",
            "SELECT by identifier,          00A40000023F00,                     6A86",
            "unknown instruction,           80FF0000,                           6D00",
            "unknown class,                 90FF0000,                           6E00",
            "balance in a wrong class,      005C000204,                         6E00",
            "load without PIN,              805000020B010000006411223344556610, 6982",
            "passbook purchase without PIN, 805001010B01000000641122334455660F, 6982",
            "purse purchase of nothing,     805001020B01000000001122334455660F, 9000",
            "more than there is,            805001020B01000000641122334455660F, 9401",
            "unknown key,                   805001020B02000000001122334455660F, 9403",
            "compound on the passbook,      805003010B01000000001122334455660F, 6A86",
            "cash withdrawal,               805002010B01000000001122334455660F, 6A86",
            "begun with a wrong length,     805001020A010000000011223344550F,   6700",
            "credit without a beginning,    805200000B202611301200000000000004, 6985",
            "debit without a beginning,     805401000F00000001202611301200000000000008, 6985",
            "cache without a beginning,     80DC01C80101,                       6985",
            "no proof,                      805A000602000108,                   9406",
            "proof of a wrong length,       805A0006010008,                     6700",
            "log record that is not there,  00B201C400,                         6A83",
            "log by identifier,             00B201C000,                         6A86",
            "another file,                  00B2012C00,                         6A82",
            "another binary file,           00B0960006,                         6A82",
            "binary behind the end,         00B0951E01,                         6A86",
            "too much binary,               00B095001F,                         6700",
            "VERIFY with P2,                0020000103123456,                   6A86",
            "VERIFY of one byte,            002000000112,                       6700",
            "wrong PIN,                     0020000003000000,                   63C2",
            "wrong old PIN,                 805E010007000000FF654321,           63C2",
            "change without separator,      805E010006123456654321,             6700",
            "reload with a wrong code,      805E00000765432100000000,           9302",
            "block without a challenge,     841E00000400000000,                 6985",
            "challenge of three bytes,      0084000003,                         6700",
            "cash data of the purse,        80CA9F7900,                         6985",
        })
        void afterSelection(String name, String command, String expected) throws Exception {
            assertEquals(expected, reader("").status(command));
        }
    }

    @Nested
    final class Counters {
        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "purse load,         purse 0 65535 0,      02, 9402",
            "last purse load,    purse 0 65534 0,      02, 9000",
            "passbook load,      passbook 0 65535 0,   01, 9402",
            "over the limit,     purse 99901 0 0,      02, 9402",
            "up to the limit,    purse 99900 0 0,      02, 9000",
        })
        void loads(String name, String line, String p2, String expected) throws Exception {
            assertEquals(
                    expected,
                    reader(line).withPin().status("805000" + p2 + "0B0100000064" + PurseReader.TERMINAL + "10"));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "purse,           purse 500 0 65535,    01, 02, 9402",
            "last of purse,   purse 500 0 65534,    01, 02, 9000",
            "compound,        purse 500 0 65535,    03, 02, 9402",
            "passbook,        passbook 500 0 65535, 01, 01, 9402",
        })
        void purchases(String name, String line, String p1, String p2, String expected) throws Exception {
            assertEquals(
                    expected,
                    reader(line).withPin().status("8050" + p1 + p2 + "0B0100000064" + PurseReader.TERMINAL + "0F"));
        }

        @Test
        void exhaustedAfterTheLast() throws Exception {
            SimulatedPurse card = card("purse 500 65534 65534");
            PurseReader reader = new PurseReader(card).selected().withPin();
            assertEquals("9000", reader.load(KEYS, 2, 10).statusWord().toString());
            assertEquals("9402", reader.load(KEYS, 2, 10).statusWord().toString());
            assertEquals("9000", reader.purchase(KEYS, 2, 10, 1).statusWord().toString());
            assertEquals("9402", reader.purchase(KEYS, 2, 10, 2).statusWord().toString());
            assertEquals(500, card.image().purseBalanceMinor());
        }
    }

    @Nested
    final class Transactions {
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void loadAndPurchase(int p2) throws Exception {
            PurseReader reader = reader("").withPin();
            assertEquals("9000", reader.load(KEYS, p2, 1000).statusWord().toString());
            assertEquals("9000", reader.purchase(KEYS, p2, 300, 1).statusWord().toString());
            assertEquals(700, reader.balance(p2));
            assertEquals(0, reader.balance(3 - p2));
            assertEquals("9401", reader.purchase(KEYS, p2, 701, 2).statusWord().toString());
        }

        @Test
        void wrongCodesChangeNothing() throws Exception {
            SimulatedPurse card = card("purse 500 3 4");
            PurseReader reader = new PurseReader(card).selected().withPin();
            reader.send("805000020B0100000064" + PurseReader.TERMINAL + "10");
            assertEquals("9302", reader.status("805200000B" + PurseReader.TIME + "0000000004"));
            assertEquals("6985", reader.status("805200000B" + PurseReader.TIME + "0000000004"));
            reader.send("805001020B0100000064" + PurseReader.TERMINAL + "0F");
            assertEquals("9302", reader.status("805401000F00000001" + PurseReader.TIME + "0000000008"));
            assertEquals(
                    image("purse 500 3 4")
                            .text()
                            .lines()
                            .filter(line -> line.startsWith("purse"))
                            .toList()
                            .get(1),
                    card.image()
                            .text()
                            .lines()
                            .filter(line -> line.startsWith("purse"))
                            .toList()
                            .get(0));
        }

        @Test
        void anotherCommandEndsWhatWasBegun() throws Exception {
            PurseReader reader = reader("purse 500 0 0").withPin();
            reader.send("805001020B0100000064" + PurseReader.TERMINAL + "0F");
            reader.balance(2);
            assertEquals("6985", reader.status("805401000F00000001" + PurseReader.TIME + "0000000008"));
        }

        @Test
        void compoundPurchaseWritesRecordAndDebitTogether() throws Exception {
            SimulatedPurse card = card("purse 500 0 0");
            PurseReader reader = new PurseReader(card).selected();
            String begin = "805003020B0100000064" + PurseReader.TERMINAL + "0F";
            reader.send(begin);
            assertEquals("9000", reader.status("80DC01C803AABBCC"));
            reader.balance(2);
            assertEquals("6A83", reader.status("00B201C800"));
            Bytes begun = reader.send(begin).data();
            assertEquals("9000", reader.status("80DC01C803AABBCC"));
            assertEquals(
                    "9000", reader.debit(KEYS, begun, "09", 100, 1).statusWord().toString());
            assertEquals("AABBCC9000", reader.answer("00B201C800"));
            assertEquals(400, reader.balance(2));
            assertEquals("9000", reader.status("805A000902000108"));
            assertEquals("9406", reader.status("805A000602000108"));
        }

        @Test
        void proofIsAskedWithTheNumberAfterTheTransaction() throws Exception {
            PurseReader reader = reader("purse 500 0 7");
            Bytes done = reader.purchase(KEYS, 2, 100, 1).data();
            Bytes proof = reader.send("805A000602000808").data();
            assertEquals(done.slice(0, 4), proof.slice(4));
            assertEquals(done.slice(4), proof.slice(0, 4));
            assertEquals("9406", reader.status("805A000602000708"));
            assertEquals("9406", reader.status("805A000202000808"));
        }

        @Test
        void logKeepsTheLatestTen() throws Exception {
            PurseReader reader = reader("purse 500 0 0");
            for (int i = 1; i <= 12; i++) {
                reader.purchase(KEYS, 2, i, i);
            }
            assertEquals(
                    "000B" + "000000" + "0000000C" + "06" + PurseReader.TERMINAL + PurseReader.TIME + "9000",
                    reader.answer("00B201C400"));
            assertEquals(3, reader.send("00B20AC400").data().slice(5, 9).toUnsignedLong());
            assertEquals("6A83", reader.status("00B20BC400"));
        }
    }

    @Nested
    final class Torn {
        @ParameterizedTest
        @EnumSource(names = {"TORN_BEFORE", "TORN_AFTER"})
        void debit(Effect effect) throws Exception {
            SimulatedPurse card = SimulatedPurse.insert(
                    image("purse 500 0 0"), SeededRandom.of(1), List.of(PurseFault.at(Step.COMPLETE, effect)));
            PurseReader reader = new PurseReader(card).selected();
            assertThrows(CardTransportException.class, () -> reader.purchase(KEYS, 2, 100, 1));
            assertThrows(CardTransportException.class, () -> reader.balance(2));
            card.reinsert();
            assertEquals("6985", reader.status("805C000204"));
            reader.selected();
            assertEquals(effect == Effect.TORN_AFTER ? 400 : 500, reader.balance(2));
            assertEquals(effect == Effect.TORN_AFTER ? "9000" : "9406", reader.status("805A000602000108"));
        }

        @Test
        void wrongCodesComeFromACardThatDidIt() throws Exception {
            SimulatedPurse card = SimulatedPurse.insert(
                    image("purse 500 0 0"),
                    SeededRandom.of(1),
                    List.of(
                            PurseFault.at(Step.COMPLETE, Effect.WRONG_MAC),
                            new PurseFault(Step.COMPLETE, 2, Effect.WRONG_TAC)));
            PurseReader reader = new PurseReader(card).selected();
            Bytes first = reader.purchase(KEYS, 2, 100, 1).data();
            Bytes proof = reader.send("805A000602000108").data();
            assertEquals(first.slice(0, 4), proof.slice(4));
            assertFalse(first.slice(4).equals(proof.slice(0, 4)));
            Bytes second = reader.purchase(KEYS, 2, 100, 2).data();
            proof = reader.send("805A000602000208").data();
            assertFalse(second.slice(0, 4).equals(proof.slice(4)));
            assertEquals(second.slice(4), proof.slice(0, 4));
            assertEquals(300, reader.balance(2));
        }
    }

    @Nested
    final class Pins {
        @Test
        void triesRunOut() throws Exception {
            SimulatedPurse card = card("");
            PurseReader reader = new PurseReader(card).selected();
            assertEquals("63C2", reader.status("0020000003000000"));
            assertEquals("63C1", reader.status("0020000003000000"));
            assertEquals("6983", reader.status("0020000003000000"));
            card.reinsert();
            reader.selected();
            assertEquals("6983", reader.status("0020000003123456"));
        }

        @Test
        void rightPinSetsTheTries() throws Exception {
            PurseReader reader = reader("");
            reader.status("0020000003000000");
            assertEquals("9000", reader.status("0020000003123456"));
            assertEquals("63C2", reader.status("0020000003000000"));
            assertEquals("6982", reader.status("805000020B0100000064" + PurseReader.TERMINAL + "10"));
        }

        @Test
        void change() throws Exception {
            PurseReader reader = reader("");
            assertEquals("9000", reader.status("805E010007123456FF654321"));
            assertEquals("63C2", reader.status("0020000003123456"));
            assertEquals("9000", reader.status("0020000003654321"));
        }

        @Test
        void reloadSetsPinAndTries() throws Exception {
            PurseReader reader = reader("pin 123456 3 0");
            Bytes code = PurseCryptography.code(PurseCryptography.folded(KEYS.reload()), Bytes.fromHex("4711"));
            assertEquals("9000", reader.status("805E0000064711" + code.toHex()));
            assertEquals("9000", reader.status("00200000024711"));
        }

        @Test
        void unblock() throws Exception {
            PurseReader reader = reader("pin 123456 3 0");
            Bytes challenge = reader.send("0084000004").data();
            Bytes block = Bytes.fromHex("0312345680000000");
            Bytes enciphered = enciphered(KEYS.unblock(), block);
            Bytes code = PurseCryptography.commandCode(
                    KEYS.unblock(), challenge, Bytes.fromHex("842400000C").plus(enciphered));
            assertEquals("9000", reader.status("842400000C" + enciphered.toHex() + code.toHex()));
            assertEquals("9000", reader.status("0020000003123456"));
        }

        private Bytes enciphered(Bytes key, Bytes block) {
            try (SecretBytes secret = SecretBytes.of(key);
                    SoftwareKey cipher = SoftwareKey.of(KeyAlgorithm.TDES, secret)) {
                return Bytes.of(cipher.encrypt(block.toByteArray()));
            }
        }
    }

    @Nested
    final class Blocking {
        @Test
        void applicationAndBack() throws Exception {
            PurseReader reader = reader("purse 500 0 0");
            assertEquals("6988", secure(reader, "841E000004", 1));
            assertEquals("9000", secure(reader, "841E000004", 0));
            assertEquals("9303", reader.status("805C000204"));
            assertEquals("6283", reader.status(PurseReader.SELECT));
            assertEquals("9000", secure(reader, "8418000004", 0));
            assertEquals(500, reader.balance(2));
        }

        @Test
        void forever() throws Exception {
            PurseReader reader = reader("");
            assertEquals("9000", secure(reader, "841E000104", 0));
            assertEquals("9303", secure(reader, "8418000004", 0));
            assertEquals("9303", reader.status("805C000204"));
        }

        @Test
        void card() throws Exception {
            SimulatedPurse card = SimulatedPurseTest.card("");
            PurseReader reader = new PurseReader(card).selected();
            assertEquals("9000", secure(reader, "8416000004", 0));
            assertEquals("6A81", reader.status(PurseReader.SELECT));
            card.reinsert();
            assertEquals("6A81", reader.status(PurseReader.SELECT));
        }

        @Test
        void challengeServesOnce() throws Exception {
            PurseReader reader = reader("");
            Bytes challenge = reader.send("0084000004").data();
            Bytes code = PurseCryptography.commandCode(KEYS.maintenance(), challenge, Bytes.fromHex("841E000004"));
            reader.balance(2);
            assertEquals("6985", reader.status("841E000004" + code.toHex()));
        }

        private String secure(PurseReader reader, String header, int spoil) throws Exception {
            Bytes challenge = reader.send("0084000004").data();
            Bytes code = PurseCryptography.commandCode(KEYS.maintenance(), challenge, Bytes.fromHex(header));
            return reader.status(header + (spoil == 0 ? code : PurseCryptography.spoilt(code)).toHex());
        }
    }

    @Test
    void selectionTellsTheSerialNumber() throws Exception {
        assertEquals(
                "6F2E" + "8409A00000000386980701" + "A521" + "9F0C1E" + "9999990000000000" + "0201"
                        + "99990000000000000001" + "20200101" + "20991231" + "0000" + "9000",
                new PurseReader(card("")).answer(PurseReader.SELECT));
        assertEquals(
                "99990000000000000001", reader("").send("00B0950A0A").data().toHex());
    }

    @Test
    void electronicCash() throws Exception {
        PurseReader reader = new PurseReader(card(""));
        assertEquals("9000", reader.status("00A4040008A000000333010106"));
        assertEquals("9F79060000000100009000", reader.answer("80CA9F7900"));
        assertEquals("6A88", reader.status("80CA9F3600"));
        assertEquals("6985", reader.status("805C000204"));
    }
}
