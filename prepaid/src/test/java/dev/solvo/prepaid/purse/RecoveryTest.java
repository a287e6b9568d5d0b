package dev.solvo.prepaid.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.simulator.purse.PurseFault;
import dev.solvo.simulator.purse.PurseFault.Effect;
import dev.solvo.simulator.purse.PurseFault.Step;
import dev.solvo.simulator.purse.PurseIssuer.Behaviour;
import dev.solvo.simulator.purse.PurseKeys;
import dev.solvo.simulator.purse.SimulatedPsam;
import dev.solvo.tlv.Bytes;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Cards that leave in the middle, and what is found out when they come back. */
final class RecoveryTest {
    /** The pending transaction as another process reads it after a kill. */
    static PendingTransaction afterKill(PendingTransaction pending) {
        try {
            return PendingTransaction.parse(Bytes.of(pending.toBytes().toByteArray()));
        } catch (PurseException e) {
            throw new AssertionError(e);
        }
    }

    @Nested
    final class Purchases {
        private final PurseBench bench = PurseBench.holding(1000);

        private PendingPurchase torn(Effect effect) {
            bench.reinsert(PurseFault.at(Step.COMPLETE, effect));
            PurseCard card = bench.ready();
            UnknownTransaction outcome = assertInstanceOf(UnknownTransaction.class, bench.purchase(card, 300));
            assertEquals(UnknownTransaction.Cause.NO_ANSWER, outcome.cause());
            bench.reinsert();
            return assertInstanceOf(PendingPurchase.class, afterKill(outcome.pending()));
        }

        private RecoveredPurchase recover(PendingPurchase pending) {
            return bench.run(bench.reader.recover(bench.ready(), pending));
        }

        /** The module has lost its power, too: it knows of no purchase. */
        private void newPsam() {
            bench.psam = new SimulatedPsam(PurseKeys.published(), PurseBench.TERMINAL.value(), 50);
        }

        private UnknownTransaction.Cause unknown(RecoveredPurchase outcome) {
            return assertInstanceOf(UnknownTransaction.class, outcome).cause();
        }

        @ParameterizedTest(name = "{0} {1}")
        @CsvSource({
            "SELECT,     TORN_BEFORE", "SELECT,     TORN_AFTER",
            "INITIALIZE, TORN_BEFORE", "INITIALIZE, TORN_AFTER",
        })
        void beforeTheDebitNothingIsPending(Step step, Effect effect) {
            bench.reinsert(PurseFault.at(step, effect));
            SelectOutcome selected = bench.run(bench.reader.select());
            if (step == Step.INITIALIZE) {
                PurseCard card =
                        assertInstanceOf(SelectOutcome.Selected.class, selected).card();
                assertEquals(NotDone.Reason.CARD_LOST, PurchaseTest.notDone(bench.purchase(card, 300)));
            } else {
                assertEquals(NotDone.Reason.CARD_LOST, PurchaseTest.notDone(selected));
            }
            assertTrue(bench.stored.isEmpty());
            assertEquals(1000, bench.balance());
        }

        @ParameterizedTest
        @EnumSource(names = {"TORN_BEFORE", "TORN_AFTER"})
        void compoundPurchaseTornAtItsRecord(Effect effect) {
            bench.reinsert(PurseFault.at(Step.UPDATE_CACHE, effect));
            PurseStep<PurchaseOutcome> begin = bench.reader.compoundPurchase(
                    bench.select(),
                    PurseBench.yuan(300),
                    List.of(new CompoundRecord(1, Bytes.fromHex("AA"))),
                    bench.nextTime());
            assertEquals(NotDone.Reason.CARD_LOST, PurchaseTest.notDone(bench.run(begin)));
            assertTrue(bench.stored.isEmpty());
        }

        @Test
        void tornBeforeTheDebit_isNotDebited() {
            PendingPurchase pending = torn(Effect.TORN_BEFORE);
            assertEquals(new NotDebited(pending.facts()), recover(pending));
            assertEquals(1000, bench.balance());
            assertEquals(0, bench.psam.totalMinor());
        }

        @Test
        void tornAfterTheDebit_isPaidOnce() {
            PendingPurchase pending = torn(Effect.TORN_AFTER);
            Paid paid = assertInstanceOf(Paid.class, recover(pending));
            assertEquals(PsamConfirmation.CONFIRMED, paid.confirmation());
            assertEquals(pending.facts(), paid.record().facts());
            assertEquals(700, bench.balance());
            assertEquals(300, bench.psam.totalMinor());
            try (TransactionAuthenticationCodes codes = PurseBench.codes()) {
                assertTrue(codes.verify(paid.record()).isPresent());
            }
            // Once more: the module has counted it and does not again, the log still shows it.
            assertEquals(new Paid(paid.record(), PsamConfirmation.UNAVAILABLE), recover(pending));
            assertEquals(300, bench.psam.totalMinor());
        }

        @Test
        void compoundPurchaseIsProvedByItsOwnType() {
            bench.reinsert(PurseFault.at(Step.COMPLETE, Effect.TORN_AFTER));
            PurseStep<PurchaseOutcome> begin = bench.reader.compoundPurchase(
                    bench.select(),
                    PurseBench.yuan(300),
                    List.of(new CompoundRecord(1, Bytes.fromHex("AA"))),
                    bench.nextTime());
            UnknownTransaction outcome = assertInstanceOf(UnknownTransaction.class, bench.run(begin));
            bench.reinsert();
            Paid paid = assertInstanceOf(Paid.class, recover((PendingPurchase) outcome.pending()));
            assertEquals(
                    PurseTransactionType.COMPOUND_PURCHASE,
                    paid.record().facts().type());
        }

        @Test
        void moduleThatForgot_logTells() {
            PendingPurchase pending = torn(Effect.TORN_AFTER);
            newPsam();
            Paid paid = assertInstanceOf(Paid.class, recover(pending));
            assertEquals(PsamConfirmation.UNAVAILABLE, paid.confirmation());
            try (TransactionAuthenticationCodes codes = PurseBench.codes()) {
                assertTrue(codes.verify(paid.record()).isPresent());
            }
        }

        /** The number was taken by a purchase elsewhere: its proof must not be taken for ours. */
        @Test
        void otherPurchaseWithTheNumber_isNotOurs() {
            PendingPurchase pending = torn(Effect.TORN_BEFORE);
            newPsam();
            assertInstanceOf(Paid.class, bench.purchase(bench.select(), 300));
            assertEquals(700, bench.balance());
            assertEquals(new NotDebited(pending.facts()), recover(pending));
        }

        @Test
        void laterPurchaseTookTheProof_logTells() {
            PendingPurchase pending = torn(Effect.TORN_AFTER);
            newPsam();
            assertInstanceOf(Paid.class, bench.purchase(bench.select(), 10));
            assertEquals(new DebitedWithoutCode(pending.facts()), recover(pending));
        }

        @Test
        void laterPurchasesPushedItOutOfTheLog_staysUnknown() {
            PendingPurchase pending = torn(Effect.TORN_AFTER);
            for (int i = 0; i < 10; i++) {
                assertInstanceOf(Paid.class, bench.purchase(bench.select(), 10));
            }
            assertEquals(UnknownTransaction.Cause.NO_EVIDENCE, unknown(recover(pending)));
        }

        @Test
        void ninePurchasesLeaveItInTheLog() {
            PendingPurchase pending = torn(Effect.TORN_AFTER);
            for (int i = 0; i < 9; i++) {
                assertInstanceOf(Paid.class, bench.purchase(bench.select(), 10));
            }
            assertEquals(new DebitedWithoutCode(pending.facts()), recover(pending));
        }

        @Test
        void otherCardStaysUnknown() {
            PendingPurchase pending = torn(Effect.TORN_AFTER);
            PurseBench other = PurseBench.with("serial 99990000000000000002\npurse 1000 5 7");
            assertEquals(
                    UnknownTransaction.Cause.OTHER_CARD,
                    unknown(other.run(other.reader.recover(other.ready(), pending))));
        }

        @Test
        void counterThatWentBackStaysUnknown() {
            PendingPurchase pending = torn(Effect.TORN_AFTER);
            PurseBench other = PurseBench.with("purse 1000 5 6");
            assertEquals(
                    UnknownTransaction.Cause.OTHER_COUNTER,
                    unknown(other.run(other.reader.recover(other.ready(), pending))));
        }

        @Test
        void passbookTellsAfterThePin() {
            bench.reinsert(PurseFault.at(Step.COMPLETE, Effect.TORN_AFTER));
            PurseCard card = bench.ready();
            PurseStep<PurchaseOutcome> begin =
                    bench.reader.purchase(card, PurseAccount.PASSBOOK, PurseBench.yuan(300), bench.nextTime());
            UnknownTransaction outcome = assertInstanceOf(UnknownTransaction.class, bench.run(begin));
            PendingPurchase pending = (PendingPurchase) outcome.pending();
            bench.reinsert();
            PurseCard back = bench.select();
            assertEquals(
                    UnknownTransaction.Cause.PIN_REQUIRED, unknown(bench.run(bench.reader.recover(back, pending))));
            bench.enterPin();
            assertInstanceOf(Paid.class, bench.run(bench.reader.recover(back, pending)));
        }

        @Test
        void counterExhaustedByThisPurchase() {
            PurseBench last = PurseBench.with("purse 1000 0 65534");
            last.reinsert(PurseFault.at(Step.COMPLETE, Effect.TORN_AFTER));
            UnknownTransaction outcome = assertInstanceOf(UnknownTransaction.class, last.purchase(last.select(), 300));
            last.reinsert();
            Paid paid = assertInstanceOf(
                    Paid.class, last.run(last.reader.recover(last.select(), (PendingPurchase) outcome.pending())));
            assertEquals(65534, paid.record().facts().offlineSequence());
        }

        @ParameterizedTest(name = "{0} {1}")
        @CsvSource({
            "INITIALIZE, TORN_BEFORE", "INITIALIZE, TORN_AFTER",
            "PROVE,      TORN_BEFORE", "PROVE,      TORN_AFTER",
        })
        void tornAgainWhileRecovering(Step step, Effect effect) {
            PendingPurchase pending = torn(Effect.TORN_AFTER);
            bench.reinsert(PurseFault.at(step, effect));
            assertEquals(UnknownTransaction.Cause.NO_ANSWER, unknown(recover(pending)));
            bench.reinsert();
            assertInstanceOf(Paid.class, recover(pending));
            assertEquals(700, bench.balance());
        }

        @Test
        void tornAgainInTheLog() {
            PendingPurchase pending = torn(Effect.TORN_AFTER);
            newPsam();
            bench.reinsert(PurseFault.at(Step.READ, Effect.TORN_BEFORE));
            assertEquals(UnknownTransaction.Cause.NO_EVIDENCE, unknown(recover(pending)));
            bench.reinsert();
            assertInstanceOf(Paid.class, recover(pending));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "no status for INITIALIZE,   50, 6F00,             UNCLEAR_STATUS",
            "short INITIALIZE,           50, 00009000,         MALFORMED_ANSWER",
            "no status for the proof,    5A, 6F00,             UNCLEAR_STATUS",
            "short proof,                5A, 000000009000,     MALFORMED_ANSWER",
        })
        void hostileAnswersStayUnknown(String name, String ins, String answer, UnknownTransaction.Cause cause) {
            PendingPurchase pending = torn(Effect.TORN_AFTER);
            PurseCard card = bench.ready();
            assertEquals(
                    cause,
                    unknown(bench.terminal(PurchaseTest.answering(bench, Integer.parseInt(ins, 16), answer))
                            .run(bench.reader.recover(card, pending))));
        }

        @Test
        void blockedSince_proofTells() {
            PendingPurchase pending = torn(Effect.TORN_AFTER);
            PurseCard card = bench.ready();
            assertInstanceOf(
                    Paid.class,
                    bench.terminal(PurchaseTest.answering(bench, 0x50, "9303"))
                            .run(bench.reader.recover(card, pending)));
        }
    }

    @Nested
    final class Loads {
        private final PurseBench bench = PurseBench.holding(1000);

        private PendingLoad torn(Effect effect) {
            bench.reinsert(PurseFault.at(Step.COMPLETE, effect));
            UnknownTransaction outcome = assertInstanceOf(UnknownTransaction.class, bench.load(bench.ready(), 500));
            bench.reinsert();
            return assertInstanceOf(PendingLoad.class, afterKill(outcome.pending()));
        }

        private RecoveredLoad recover(PendingLoad pending) {
            return bench.run(bench.reader.recover(bench.ready(), pending));
        }

        private UnknownTransaction.Cause unknown(RecoveredLoad outcome) {
            return assertInstanceOf(UnknownTransaction.class, outcome).cause();
        }

        @ParameterizedTest
        @EnumSource(names = {"TORN_BEFORE", "TORN_AFTER"})
        void beforeTheIssuerIsAskedNothingIsPending(Effect effect) {
            bench.reinsert(PurseFault.at(Step.INITIALIZE, effect));
            assertEquals(NotDone.Reason.CARD_LOST, PurchaseTest.notDone(bench.load(bench.ready(), 500)));
            assertTrue(bench.stored.isEmpty());
        }

        @Test
        void tornBeforeTheCredit_isNotLoaded() {
            PendingLoad pending = torn(Effect.TORN_BEFORE);
            assertEquals(1, bench.issuer.openLoads());
            NotLoaded outcome = assertInstanceOf(NotLoaded.class, recover(pending));
            assertEquals(HostNotice.ACCEPTED, outcome.notice());
            assertEquals(0, bench.issuer.openLoads());
            assertEquals(1000, bench.balance());
        }

        @Test
        void tornAfterTheCredit_isLoadedOnce() {
            PendingLoad pending = torn(Effect.TORN_AFTER);
            Loaded loaded = assertInstanceOf(Loaded.class, recover(pending));
            assertEquals(HostNotice.ACCEPTED, loaded.notice());
            assertEquals(1500, bench.balance());
            assertEquals(500, bench.issuer.loadedMinor());
            assertInstanceOf(Loaded.class, recover(pending));
            assertEquals(500, bench.issuer.loadedMinor());
        }

        /** Killed between the first note and the issuer's answer: the card was never told to take the money. */
        @Test
        void killedWhileTheIssuerWasAsked() {
            bench.load(bench.ready(), 500);
            PendingLoad first = (PendingLoad) afterKill(bench.stored.get(0));
            NotLoaded outcome = assertInstanceOf(NotLoaded.class, recover(first));
            assertEquals(first.facts(), outcome.report().facts());
        }

        @Test
        void issuerThatIsOffline_isToldLater() {
            PendingLoad pending = torn(Effect.TORN_AFTER);
            bench.reportsAreLost = true;
            Loaded loaded = assertInstanceOf(Loaded.class, recover(pending));
            assertEquals(HostNotice.NOT_DELIVERED, loaded.notice());
            bench.reportsAreLost = false;
            assertEquals(HostNotice.ACCEPTED, bench.report(new LoadReport.Credited(loaded.record())));
        }

        /** The number was taken by another load: the issuer does not believe its code for ours, and the log tells. */
        @Test
        void otherLoadWithTheNumber_isNotOurs() {
            PendingLoad pending = torn(Effect.TORN_BEFORE);
            bench.issuer.behave(Behaviour.AUTHORISE);
            assertInstanceOf(Loaded.class, bench.load(bench.ready(), 20));
            assertInstanceOf(NotLoaded.class, recover(pending));
            assertEquals(1020, bench.balance());
            assertEquals(20, bench.issuer.loadedMinor());
        }

        /** The next load is the same in all but its second, and was torn, too: the first one's report must not release it. */
        @Test
        void sameLoadAgainWithTheNumber_isNotReleased() {
            PendingLoad first = torn(Effect.TORN_BEFORE);
            PendingLoad second = torn(Effect.TORN_AFTER);
            assertEquals(first.facts().onlineSequence(), second.facts().onlineSequence());
            assertInstanceOf(NotLoaded.class, recover(first));
            assertEquals(1, bench.issuer.openLoads());
            assertEquals(
                    HostNotice.ACCEPTED,
                    assertInstanceOf(Loaded.class, recover(second)).notice());
            assertEquals(500, bench.issuer.loadedMinor());
            assertEquals(1500, bench.balance());
        }

        @Test
        void laterLoadTookTheProof_codeIsLost() {
            PendingLoad pending = torn(Effect.TORN_AFTER);
            assertInstanceOf(Loaded.class, bench.load(bench.ready(), 20));
            assertEquals(UnknownTransaction.Cause.CODE_LOST, unknown(recover(pending)));
        }

        @Test
        void otherCardAndMissingPin() {
            PendingLoad pending = torn(Effect.TORN_AFTER);
            PurseBench other = PurseBench.with("serial 99990000000000000002");
            assertEquals(
                    UnknownTransaction.Cause.OTHER_CARD,
                    unknown(other.run(other.reader.recover(other.ready(), pending))));
            assertEquals(
                    UnknownTransaction.Cause.PIN_REQUIRED,
                    unknown(bench.run(bench.reader.recover(bench.select(), pending))));
        }

        @ParameterizedTest(name = "{0} {1}")
        @CsvSource({
            "INITIALIZE, TORN_BEFORE", "INITIALIZE, TORN_AFTER",
            "PROVE,      TORN_BEFORE", "PROVE,      TORN_AFTER",
        })
        void tornAgainWhileRecovering(Step step, Effect effect) {
            PendingLoad pending = torn(Effect.TORN_AFTER);
            bench.reinsert(PurseFault.at(step, effect));
            assertEquals(UnknownTransaction.Cause.NO_ANSWER, unknown(recover(pending)));
            bench.reinsert();
            assertInstanceOf(Loaded.class, recover(pending));
            assertEquals(1500, bench.balance());
        }

        @Test
        void counterExhaustedByThisLoad() {
            PurseBench last = PurseBench.with("purse 1000 65534 0");
            last.reinsert(PurseFault.at(Step.COMPLETE, Effect.TORN_AFTER));
            UnknownTransaction outcome = assertInstanceOf(UnknownTransaction.class, last.load(last.ready(), 500));
            last.reinsert();
            assertInstanceOf(
                    Loaded.class, last.run(last.reader.recover(last.ready(), (PendingLoad) outcome.pending())));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "no status for CREDIT, 6F00,         UNCLEAR_STATUS",
            "memory failure,       6581,         UNCLEAR_STATUS",
            "short code,           0102039000,   MALFORMED_ANSWER",
        })
        void unclearAnswersAreUnknown(String name, String answer, UnknownTransaction.Cause cause) {
            PurseCard card = bench.ready();
            LoadOutcome outcome = bench.terminal(PurchaseTest.answering(bench, 0x52, answer))
                    .run(bench.reader.load(card, PurseAccount.PURSE, PurseBench.yuan(500), bench.nextTime()));
            assertEquals(
                    cause, assertInstanceOf(UnknownTransaction.class, outcome).cause());
        }
    }
}
