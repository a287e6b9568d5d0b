package dev.solvo.prepaid.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.simulator.purse.PurseFault;
import dev.solvo.simulator.purse.PurseFault.Effect;
import dev.solvo.simulator.purse.PurseFault.Step;
import dev.solvo.simulator.purse.PurseKeys;
import dev.solvo.simulator.purse.SimulatedPsam;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Selection, PIN, balance, log, proof, electronic cash, and the security module in a reader. */
final class ReadingTest {
    private static CardTransport always(String answer) {
        return command -> new CardTransport.Exchange(ResponseApdu.parse(Bytes.fromHex(answer)), 0);
    }

    @Nested
    final class Select {
        /** The file control information of a city card, as another project keeps it in its tests; numbers changed. */
        @Test
        void cityCard() {
            String answer = "6F328409A00000000386980701A5259F0801029F0C1E8698200075900000820599990000000000000001"
                    + "201807242024101602149000";
            PurseBench bench = PurseBench.holding(0);
            PurseCard card = assertInstanceOf(
                            SelectOutcome.Selected.class,
                            bench.terminal(always(answer)).run(bench.reader.select()))
                    .card();
            assertEquals("99990000000000000001", card.serial().value().toHex());
            assertEquals("8698200075900000", card.issuer().toHex());
            assertEquals(Optional.of(LocalDate.of(2018, 7, 24)), card.validFrom());
            assertEquals(Optional.of(LocalDate.of(2024, 10, 16)), card.validUntil());
            assertEquals(PurseSettings.CITY_UNION, card.applicationName());
        }

        /** A card without the public data in its answer to SELECT is asked for its file. */
        @Test
        void readsTheFile() {
            PurseBench bench = PurseBench.holding(0);
            CardTransport card = PurchaseTest.answering(bench, 0xFF, "9000");
            CardTransport terse = command -> {
                CardTransport.Exchange exchange = card.transmit(command);
                return command.ins() == 0xA4 ? new CardTransport.Exchange(ResponseApdu.of(0x9000), 0) : exchange;
            };
            PurseCard read = assertInstanceOf(
                            SelectOutcome.Selected.class, bench.terminal(terse).run(bench.reader.select()))
                    .card();
            assertEquals(bench.select(), read);
        }

        @Test
        void triesTheNamesInOrder() {
            PurseBench bench = PurseBench.holding(0);
            PurseSettings settings = new PurseSettings(
                    List.of(Bytes.fromHex("A00000000101"), PurseSettings.CITY_UNION),
                    PurseBench.CNY,
                    1,
                    PurseBench.TERMINAL);
            assertEquals(
                    PurseSettings.CITY_UNION,
                    assertInstanceOf(SelectOutcome.Selected.class, bench.run(new PurseReader(settings).select()))
                            .card()
                            .applicationName());
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "nothing there,          6A82,     NO_APPLICATION",
            "template cut,           6F329000, MALFORMED_ANSWER",
            "nonsense in the answer, FFFF9000, MALFORMED_ANSWER",
        })
        void notSelected(String name, String answer, NotDone.Reason reason) {
            PurseBench bench = PurseBench.holding(0);
            assertEquals(
                    reason, PurchaseTest.notDone(bench.terminal(always(answer)).run(bench.reader.select())));
        }

        @Test
        void blocked() {
            PurseBench bench = PurseBench.with("blocked application");
            assertTrue(bench.select().blocked());
            assertEquals(
                    NotDone.Reason.BLOCKED, PurchaseTest.notDone(bench.run(bench.reader.balance(PurseAccount.PURSE))));
        }
    }

    @Nested
    final class PinAndBalance {
        @Test
        void triesAreCounted() {
            PurseBench bench = PurseBench.holding(0);
            bench.select();
            try (Pin wrong = Pin.of("0000")) {
                assertEquals(new PinOutcome.Wrong(2), bench.run(bench.reader.verifyPin(wrong)));
                assertEquals(new PinOutcome.Wrong(1), bench.run(bench.reader.verifyPin(wrong)));
                assertEquals(
                        NotDone.Reason.PIN_BLOCKED, PurchaseTest.notDone(bench.run(bench.reader.verifyPin(wrong))));
            }
        }

        @ParameterizedTest
        @CsvSource({"1234, 1234", "12345, 12345F", "123456789012, 123456789012"})
        void digitsArePacked(String pin, String expected) {
            try (Pin digits = Pin.of(pin)) {
                CommandApdu command = PurseCommands.verify(digits);
                assertEquals(
                        "00200000" + String.format("%02X", expected.length() / 2) + expected,
                        command.toBytes().toHex());
            }
        }

        @ParameterizedTest
        @EnumSource
        void balance(PurseAccount account) {
            PurseBench bench = PurseBench.with("purse 4294967295 0 0\npassbook 4294967295 0 0");
            bench.select();
            assertEquals(
                    new BalanceOutcome.Balance(PurseBench.yuan(0xFFFF_FFFFL)),
                    bench.run(bench.reader.balance(account)));
        }

        @ParameterizedTest
        @CsvSource({"0000009000, MALFORMED_ANSWER", "00000000009000, MALFORMED_ANSWER", "6985, REFUSED"})
        void noBalance(String answer, NotDone.Reason reason) {
            PurseBench bench = PurseBench.holding(0);
            assertEquals(
                    reason,
                    PurchaseTest.notDone(bench.terminal(always(answer)).run(bench.reader.balance(PurseAccount.PURSE))));
        }

        @Test
        void cardThatLeaves() {
            PurseBench bench = PurseBench.holding(0);
            bench.reinsert(PurseFault.at(Step.GET_BALANCE, Effect.TORN_AFTER));
            bench.select();
            assertEquals(
                    NotDone.Reason.CARD_LOST,
                    PurchaseTest.notDone(bench.run(bench.reader.balance(PurseAccount.PURSE))));
        }
    }

    @Nested
    final class LogAndProof {
        @Test
        void latestFirst() {
            PurseBench bench = PurseBench.holding(1000);
            PurseCard card = bench.ready();
            bench.load(card, 500);
            PurchaseRecord purchase =
                    assertInstanceOf(Paid.class, bench.purchase(card, 300)).record();
            LogOutcome.Log log = assertInstanceOf(LogOutcome.Log.class, bench.run(bench.reader.log()));
            assertEquals(
                    List.of(PurseTransactionType.PURSE_PURCHASE, PurseTransactionType.PURSE_LOAD),
                    log.records().stream().map(LogRecord::type).toList());
            assertEquals(
                    new LogRecord(
                            7,
                            PurseBench.yuan(0),
                            PurseBench.yuan(300),
                            PurseTransactionType.PURSE_PURCHASE,
                            PurseBench.TERMINAL,
                            purchase.facts().time()),
                    log.records().get(0));
        }

        @Test
        void neverMoreThanTen() {
            PurseBench bench = PurseBench.holding(0);
            String record = "0001" + "000000" + "00000001" + "06" + "112233445566" + "20261130120000" + "9000";
            LogOutcome.Log log = assertInstanceOf(
                    LogOutcome.Log.class, bench.terminal(always(record)).run(bench.reader.log()));
            assertEquals(10, log.records().size());
        }

        @Test
        void linesThatWereNeverWritten() {
            PurseBench bench = PurseBench.holding(0);
            LogOutcome.Log log = assertInstanceOf(
                    LogOutcome.Log.class,
                    bench.terminal(always("00".repeat(23) + "9000")).run(bench.reader.log()));
            assertEquals(List.of(), log.records());
            assertEquals(10, log.unreadable());
        }

        @ParameterizedTest
        @CsvSource({"00009000, MALFORMED_ANSWER", "6982, PIN_REQUIRED"})
        void noLog(String answer, NotDone.Reason reason) {
            PurseBench bench = PurseBench.holding(0);
            assertEquals(
                    reason, PurchaseTest.notDone(bench.terminal(always(answer)).run(bench.reader.log())));
        }

        @Test
        void proof() {
            PurseBench bench = PurseBench.holding(1000);
            PurchaseRecord record = assertInstanceOf(Paid.class, bench.purchase(bench.select(), 300))
                    .record();
            ProofOutcome.Proof proof = assertInstanceOf(
                    ProofOutcome.Proof.class, bench.run(bench.reader.prove(PurseTransactionType.PURSE_PURCHASE, 7)));
            assertEquals(record.tac(), proof.tac());
            assertEquals(
                    NotDone.Reason.NO_PROOF,
                    PurchaseTest.notDone(bench.run(bench.reader.prove(PurseTransactionType.PURSE_PURCHASE, 8))));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> bench.reader.prove(PurseTransactionType.PURSE_PURCHASE, 65535));
        }

        @ParameterizedTest
        @CsvSource({
            "22, LENGTH, 00",
            "23, UNSUPPORTED, 00",
            "23, FORMAT, 06",
        })
        void brokenRecords(int length, PurseException.Reason reason, String type) {
            String whole = "0001" + "000000" + "00000001" + type + "112233445566" + "20261330120000";
            PurseException fault = assertThrows(
                    PurseException.class,
                    () -> LogRecord.parse(Bytes.fromHex(whole).slice(0, length), PurseBench.CNY));
            assertEquals(reason, fault.reason());
        }
    }

    @Nested
    final class Cash {
        private final Bytes name = Bytes.fromHex("A000000333010106");

        private ElectronicCashOutcome read(CardTransport card) {
            return PurseBench.holding(0).terminal(card).run(PurseReader.electronicCash(name, PurseBench.CNY));
        }

        @Test
        void everything() {
            ElectronicCash cash = assertInstanceOf(ElectronicCash.class, read(PurseBench.holding(0).card));
            assertEquals(PurseBench.yuan(10_000), cash.balance());
            assertEquals(Optional.of(PurseBench.yuan(100_000)), cash.limit());
            assertEquals(Optional.of(PurseBench.yuan(20_000)), cash.transactionLimit());
            assertEquals(Optional.of(PurseBench.yuan(1_000)), cash.resetThreshold());
            assertEquals(Optional.of(Bytes.fromHex("454343313131")), cash.authorisationCode());
        }

        @Test
        void balanceAlone() {
            ElectronicCash cash = assertInstanceOf(
                    ElectronicCash.class,
                    read(command -> new CardTransport.Exchange(
                            command.ins() == 0xA4
                                    ? ResponseApdu.of(0x9000)
                                    : command.p2() == 0x79
                                            ? ResponseApdu.success(Bytes.fromHex("9F7906000000000123"))
                                            : ResponseApdu.of(0x6A88),
                            0)));
            assertEquals(PurseBench.yuan(123), cash.balance());
            assertEquals(Optional.empty(), cash.limit());
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "digit above nine, 9F790600000000012A9000, MALFORMED_ANSWER",
            "five bytes,       9F790500000000129000,   MALFORMED_ANSWER",
            "another tag,      9F7706000000000123 9000, MALFORMED_ANSWER",
            "cut,              9F79069000,             MALFORMED_ANSWER",
            "empty,            9000,                   MALFORMED_ANSWER",
            "no such data,     6A88,                   REFUSED",
        })
        void noBalance(String name, String answer, NotDone.Reason reason) {
            CardTransport card = command -> new CardTransport.Exchange(
                    command.ins() == 0xA4 ? ResponseApdu.of(0x9000) : ResponseApdu.parse(Bytes.fromHex(answer)), 0);
            assertEquals(reason, PurchaseTest.notDone(read(card)));
        }

        @Test
        void noSuchApplication() {
            assertEquals(NotDone.Reason.NO_APPLICATION, PurchaseTest.notDone(read(always("6A82"))));
        }
    }

    @Nested
    final class ModuleInAReader {
        @Test
        void number() throws Exception {
            assertEquals(PurseBench.TERMINAL, new CardPsam(PurseBench.holding(0).psam).readTerminalNumber());
            assertThrows(PurseException.class, () -> new CardPsam(always("6A82")).readTerminalNumber());
            assertThrows(PurseException.class, () -> new CardPsam(always("1122339000")).readTerminalNumber());
        }

        @Test
        void bankAndCity() {
            PurseBench bench = PurseBench.holding(1000);
            Bytes bank = Bytes.repeat(0x22, 8);
            Bytes city = Bytes.repeat(0x33, 8);
            SimulatedPsam below = new SimulatedPsam(
                    PurseKeys.published().diversifiedBy(city).diversifiedBy(bank), PurseBench.TERMINAL.value(), 1);
            SimulatedPsam above = new SimulatedPsam(PurseKeys.published(), PurseBench.TERMINAL.value(), 1);
            PsamRequest request = new PsamRequest(
                    RecordTest.SERIAL,
                    Bytes.repeat(1, 4),
                    7,
                    300,
                    PurseTransactionType.PURSE_PURCHASE,
                    RecordTest.TIME,
                    1,
                    0);
            assertEquals(new CardPsam(below).prove(request), new CardPsam(above, List.of(bank, city)).prove(request));
            assertInstanceOf(PsamAnswer.Proved.class, new CardPsam(bench.psam).prove(request));
        }

        @Test
        void exactCommand() {
            StringBuilder sent = new StringBuilder();
            CardPsam psam = new CardPsam(command -> {
                sent.append(command.toBytes().toHex());
                return new CardTransport.Exchange(ResponseApdu.of(0x9402), 0);
            });
            assertEquals(
                    new PsamAnswer.Refused(),
                    psam.prove(new PsamRequest(
                            RecordTest.SERIAL,
                            Bytes.fromHex("01020304"),
                            7,
                            300,
                            PurseTransactionType.PURSE_PURCHASE,
                            RecordTest.TIME,
                            1,
                            0)));
            assertEquals(
                    "807000001C" + "01020304" + "0007" + "0000012C" + "06" + "20261130120001" + "0100"
                            + "0000000000000001" + "08",
                    sent.toString());
        }

        @ParameterizedTest
        @CsvSource({"9302, REFUSED", "6985, UNAVAILABLE", "9000, CONFIRMED"})
        void confirmation(String answer, PsamConfirmation expected) {
            assertEquals(expected, new CardPsam(always(answer)).confirm(Bytes.repeat(0, 4)));
        }

        @Test
        void answerOfAnotherLengthIsNone() {
            PsamRequest request = new PsamRequest(
                    RecordTest.SERIAL,
                    Bytes.repeat(1, 4),
                    7,
                    300,
                    PurseTransactionType.PURSE_PURCHASE,
                    RecordTest.TIME,
                    1,
                    0);
            assertEquals(new PsamAnswer.Unavailable(), new CardPsam(always("010203049000")).prove(request));
            assertThrows(
                    IllegalArgumentException.class, () -> new CardPsam(always("9000"), List.of(Bytes.repeat(0, 7))));
        }
    }
}
