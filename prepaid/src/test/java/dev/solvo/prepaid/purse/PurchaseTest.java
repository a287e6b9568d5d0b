package dev.solvo.prepaid.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.simulator.purse.PurseFault;
import dev.solvo.simulator.purse.PurseFault.Effect;
import dev.solvo.simulator.purse.PurseFault.Step;
import dev.solvo.simulator.purse.PurseKeys;
import dev.solvo.simulator.purse.SimulatedPsam;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PurchaseTest {
    @Test
    void paid() {
        PurseBench bench = PurseBench.holding(1000);
        PurseCard card = bench.select();
        Paid paid = assertInstanceOf(Paid.class, bench.purchase(card, 300));
        assertEquals(PsamConfirmation.CONFIRMED, paid.confirmation());
        PurchaseFacts facts = paid.record().facts();
        assertEquals(card.serial(), facts.serial());
        assertEquals(PurseTransactionType.PURSE_PURCHASE, facts.type());
        assertEquals(PurseBench.yuan(300), facts.amount());
        assertEquals(PurseBench.yuan(1000), facts.oldBalance());
        assertEquals(PurseBench.yuan(700), facts.newBalance());
        assertEquals(7, facts.offlineSequence());
        assertEquals(1, facts.terminalSequence());
        assertEquals(700, bench.balance());
        assertEquals(300, bench.psam.totalMinor());
        assertEquals(List.of(new PendingPurchase(facts)), bench.stored);
        try (TransactionAuthenticationCodes codes = PurseBench.codes()) {
            assertEquals(
                    paid.record(), codes.verify(paid.record()).orElseThrow().record());
        }
    }

    @Test
    void passbookNeedsPin() {
        PurseBench bench = PurseBench.holding(1000);
        PurseCard card = bench.select();
        PurseStep<PurchaseOutcome> begin =
                bench.reader.purchase(card, PurseAccount.PASSBOOK, PurseBench.yuan(300), bench.nextTime());
        assertEquals(NotDone.Reason.PIN_REQUIRED, notDone(bench.run(begin)));
        bench.enterPin();
        Paid paid = assertInstanceOf(
                Paid.class,
                bench.run(bench.reader.purchase(card, PurseAccount.PASSBOOK, PurseBench.yuan(300), bench.nextTime())));
        assertEquals(
                PurseTransactionType.PASSBOOK_PURCHASE, paid.record().facts().type());
        assertEquals(700, bench.card.image().passbookBalanceMinor());
        assertEquals(1000, bench.balance());
    }

    @Test
    void compoundPurchaseWritesRecordAndDebit() throws Exception {
        PurseBench bench = PurseBench.holding(1000);
        PurseCard card = bench.select();
        Paid paid = assertInstanceOf(
                Paid.class,
                bench.run(bench.reader.compoundPurchase(
                        card,
                        PurseBench.yuan(0),
                        List.of(
                                new CompoundRecord(1, Bytes.fromHex("AABB")),
                                new CompoundRecord(2, Bytes.fromHex("CC"))),
                        bench.nextTime())));
        assertEquals(
                PurseTransactionType.COMPOUND_PURCHASE, paid.record().facts().type());
        assertEquals(1000, bench.balance());
        assertEquals("AABB", record(bench, 1));
        assertEquals("CC", record(bench, 2));
        try (TransactionAuthenticationCodes codes = PurseBench.codes()) {
            assertTrue(codes.verify(paid.record()).isPresent());
        }
    }

    private static String record(PurseBench bench, int tag) throws Exception {
        return bench.card
                .transmit(CommandApdu.case2(0x00, 0xB2, tag, 0xC8, 256))
                .response()
                .data()
                .toHex();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "more than there is,  purse 299 0 0,      INSUFFICIENT_BALANCE, 9401",
        "exhausted counter,   purse 1000 0 65535, OUT_OF_RANGE,         9402",
        "unknown key,         key-index 2,        KEY_NOT_FOUND,        9403",
    })
    void cardRefuses(String name, String lines, NotDone.Reason reason, String statusWord) {
        PurseBench bench = PurseBench.with(lines);
        NotDone outcome = assertInstanceOf(NotDone.class, bench.purchase(bench.select(), 300));
        assertEquals(reason, outcome.reason());
        assertEquals(Optional.of(statusWord), outcome.statusWord().map(Object::toString));
        assertEquals(List.of(), bench.stored);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "blocked by the issuer, blocked application,       BLOCKED",
        "not valid yet,         valid 20300101 20991231,   NOT_VALID",
        "not valid any more,    valid 20200101 20261129,   NOT_VALID",
    })
    void terminalRefuses(String name, String lines, NotDone.Reason reason) {
        PurseBench bench = PurseBench.with("purse 1000 0 0\n" + lines);
        assertEquals(reason, notDone(bench.purchase(bench.select(), 300)));
    }

    @Test
    void validOnItsLastDayAndWithoutDays() {
        PurseBench bench = PurseBench.with("purse 1000 0 0\nvalid 20261130 20261130");
        assertInstanceOf(Paid.class, bench.purchase(bench.select(), 300));
        bench = PurseBench.with("purse 1000 0 0\nvalid 00000000 FFFFFFFF");
        assertInstanceOf(Paid.class, bench.purchase(bench.select(), 300));
    }

    @Test
    void lastNumberOfCardAndModule() {
        PurseBench bench = PurseBench.with("purse 1000 0 65534");
        bench.psam = new SimulatedPsam(PurseKeys.published(), PurseBench.TERMINAL.value(), SimulatedPsam.MAX_SEQUENCE);
        PurseCard card = bench.select();
        Paid paid = assertInstanceOf(Paid.class, bench.purchase(card, 300));
        assertEquals(0xFFFF_FFFFL, paid.record().facts().terminalSequence());
        assertEquals(65534, paid.record().facts().offlineSequence());
        assertEquals(NotDone.Reason.OUT_OF_RANGE, notDone(bench.purchase(card, 300)));
    }

    @Test
    void exhaustedModuleRefuses() {
        PurseBench bench = PurseBench.holding(1000);
        bench.psam =
                new SimulatedPsam(PurseKeys.published(), PurseBench.TERMINAL.value(), SimulatedPsam.MAX_SEQUENCE + 1);
        assertEquals(NotDone.Reason.PSAM_REFUSED, notDone(bench.purchase(bench.select(), 300)));
        assertEquals(List.of(), bench.stored);
    }

    @Test
    void absentModule() {
        PurseBench bench = PurseBench.holding(1000);
        bench.psam = psam(PurseFault.at(Step.INITIALIZE, Effect.TORN_BEFORE));
        assertEquals(NotDone.Reason.PSAM_UNAVAILABLE, notDone(bench.purchase(bench.select(), 300)));
    }

    @Test
    void cardDoesNotBelieveAWrongModule() {
        PurseBench bench = PurseBench.holding(1000);
        bench.psam = psam(PurseFault.at(Step.INITIALIZE, Effect.WRONG_MAC));
        assertEquals(NotDone.Reason.WRONG_MAC, notDone(bench.purchase(bench.select(), 300)));
        assertEquals(1000, bench.balance());
    }

    @Test
    void cardWithAWrongProofIsUnproven() {
        PurseBench bench = PurseBench.holding(1000);
        bench.reinsert(PurseFault.at(Step.COMPLETE, Effect.WRONG_MAC));
        Unproven outcome = assertInstanceOf(Unproven.class, bench.purchase(bench.select(), 300));
        assertEquals(PsamConfirmation.REFUSED, outcome.confirmation());
        assertEquals(0, bench.psam.totalMinor());
    }

    @Test
    void moduleThatLeavesBeforeConfirming() {
        PurseBench bench = PurseBench.holding(1000);
        bench.psam = psam(PurseFault.at(Step.COMPLETE, Effect.TORN_BEFORE));
        Unproven outcome = assertInstanceOf(Unproven.class, bench.purchase(bench.select(), 300));
        assertEquals(PsamConfirmation.UNAVAILABLE, outcome.confirmation());
    }

    @Test
    void nothingHappensIfNothingCanBeStored() {
        PurseBench bench = PurseBench.holding(1000);
        bench.storeFails = true;
        assertEquals(NotDone.Reason.NOT_STORED, notDone(bench.purchase(bench.select(), 300)));
        assertEquals(1000, bench.balance());
    }

    @Test
    void keyInTheTerminalInPlaceOfAModule() {
        PurseBench bench = PurseBench.holding(1000);
        long[] numbers = {41};
        try (PurseMasterKey master = PurseBench.master(
                PurseKeyPurpose.PURCHASE, PurseKeys.published().purchase())) {
            KeyedPsam psam = new KeyedPsam(master, PurseBench.TERMINAL, () -> numbers[0]++);
            BlockingPurseTerminal terminal = new BlockingPurseTerminal(bench.card, psam, bench, bench);
            PurseStep<PurchaseOutcome> begin =
                    bench.reader.purchase(bench.select(), PurseAccount.PURSE, PurseBench.yuan(300), bench.nextTime());
            Paid paid = assertInstanceOf(Paid.class, terminal.run(begin));
            assertEquals(41, paid.record().facts().terminalSequence());
            assertEquals(PsamConfirmation.UNAVAILABLE, psam.confirm(Bytes.repeat(0, 4)));
            bench.reinsert(PurseFault.at(Step.COMPLETE, Effect.WRONG_MAC));
            assertInstanceOf(
                    Unproven.class,
                    terminal.run(bench.reader.purchase(
                            bench.select(), PurseAccount.PURSE, PurseBench.yuan(300), bench.nextTime())));
            numbers[0] = SimulatedPsam.MAX_SEQUENCE + 1;
            assertEquals(
                    NotDone.Reason.PSAM_REFUSED,
                    notDone(terminal.run(bench.reader.purchase(
                            bench.select(), PurseAccount.PURSE, PurseBench.yuan(300), bench.nextTime()))));
        }
    }

    /** What the card says to DEBIT, and what is known then. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "memory failure,       6581,                   UNCLEAR_STATUS",
        "no diagnosis,         6F00,                   UNCLEAR_STATUS",
        "warning,              6200,                   UNCLEAR_STATUS",
        "too short,            010203049000,           MALFORMED_ANSWER",
        "too long,             0102030405060708099000, MALFORMED_ANSWER",
    })
    void unclearAnswersAreUnknown(String name, String answer, UnknownTransaction.Cause cause) {
        PurseBench bench = PurseBench.holding(1000);
        PurseCard card = bench.select();
        UnknownTransaction outcome = assertInstanceOf(
                UnknownTransaction.class,
                bench.terminal(answering(bench, 0x54, answer))
                        .run(bench.reader.purchase(card, PurseAccount.PURSE, PurseBench.yuan(300), bench.nextTime())));
        assertEquals(cause, outcome.cause());
        assertEquals(bench.lastStored(), outcome.pending());
    }

    @ParameterizedTest
    @ValueSource(strings = {"6700", "6982", "6985", "6988", "6A86", "6D00", "6E00", "9302", "9303", "9401", "9402"})
    void refusalsOfDebitAreNotDone(String statusWord) {
        PurseBench bench = PurseBench.holding(1000);
        PurseCard card = bench.select();
        NotDone outcome = assertInstanceOf(
                NotDone.class,
                bench.terminal(answering(bench, 0x54, statusWord))
                        .run(bench.reader.purchase(card, PurseAccount.PURSE, PurseBench.yuan(300), bench.nextTime())));
        assertEquals(Optional.of(statusWord), outcome.statusWord().map(Object::toString));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "empty,            9000,                                   MALFORMED_ANSWER",
        "one byte short,   000003E8000700000001000102039000,                  MALFORMED_ANSWER",
        "one byte long,    000003E8000700000001000102030405069000, MALFORMED_ANSWER",
        "exhausted,        000003E8FFFF0000000100010203049000,     OUT_OF_RANGE",
        "less than told,   0000000100070000000100010203049000,     INSUFFICIENT_BALANCE",
    })
    void malformedBeginnings(String name, String answer, NotDone.Reason reason) {
        PurseBench bench = PurseBench.holding(1000);
        PurseCard card = bench.select();
        assertEquals(
                reason,
                notDone(bench.terminal(answering(bench, 0x50, answer))
                        .run(bench.reader.purchase(card, PurseAccount.PURSE, PurseBench.yuan(300), bench.nextTime()))));
        assertEquals(List.of(), bench.stored);
    }

    @Test
    void amountsOutOfRangeAreMisuse() {
        PurseBench bench = PurseBench.holding(1000);
        PurseCard card = bench.select();
        for (Money wrong : List.of(
                PurseBench.yuan(0), PurseBench.yuan(-1), PurseBench.yuan(0x1_0000_0000L), Money.parse("EUR 1.00"))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> bench.reader.purchase(card, PurseAccount.PURSE, wrong, bench.nextTime()));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> bench.reader.compoundPurchase(card, Money.parse("EUR 0.00"), List.of(), bench.nextTime()));
    }

    @Test
    void stepTakesOneAnswer() {
        PurseBench bench = PurseBench.holding(1000);
        PurseStep<PurchaseOutcome> first =
                bench.reader.purchase(bench.select(), PurseAccount.PURSE, PurseBench.yuan(300), bench.nextTime());
        if (!(first instanceof TransmitApdu<PurchaseOutcome> step)) {
            throw new AssertionError(first);
        }
        step.resume(ResponseApdu.of(0x9401));
        assertThrows(IllegalStateException.class, () -> step.resume(ResponseApdu.of(0x9401)));
        assertThrows(IllegalStateException.class, () -> step.failed(CardTransportException.Kind.TIME_OUT));
    }

    static CardTransport answering(PurseBench bench, int ins, String answer) {
        return command -> command.ins() == ins
                ? new CardTransport.Exchange(ResponseApdu.parse(Bytes.fromHex(answer)), 0)
                : bench.card.transmit(command);
    }

    static NotDone.Reason notDone(Object outcome) {
        return assertInstanceOf(NotDone.class, outcome).reason();
    }

    static SimulatedPsam psam(PurseFault fault) {
        return new SimulatedPsam(PurseKeys.published(), PurseBench.TERMINAL.value(), 1, List.of(fault));
    }
}
