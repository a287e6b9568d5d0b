package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.conflict;
import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static dev.solvo.prepaid.account.Issuer.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import dev.solvo.prepaid.ledger.OperationKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayTest {
    @FunctionalInterface
    interface Asking {
        Answer ask(Issuer issuer, Scene scene, OperationKey key) throws LedgerException;
    }

    record Scene(CardCode card, CardCode other, CardCode fresh, OperationKey hold, OperationKey debit) {}

    private static Scene scene(Issuer issuer) throws LedgerException {
        CardCode card = issuer.card(10_000);
        OperationKey hold = issuer.key();
        done(issuer.till.authorise(Spending.of(card, fen(500)), hold));
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(400), debit));
        return new Scene(card, issuer.card(0), issuer.code(), hold, debit);
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                op("debit", (i, s, k) -> i.till.debit(s.card, fen(10), k)),
                op("debit refused", (i, s, k) -> i.till.debit(s.card, fen(100_000), k)),
                op(
                        "debit with fee and rules",
                        (i, s, k) -> i.till.debit(Spending.of(s.card, fen(10)).orLess(), k)),
                op("authorise", (i, s, k) -> i.till.authorise(Spending.of(s.card, fen(10)), k)),
                op("capture", (i, s, k) -> i.till.capture(s.card, s.hold, fen(10), CaptureRest.KEEP, k)),
                op("capture refused", (i, s, k) -> i.till.capture(s.card, s.hold, fen(501), CaptureRest.KEEP, k)),
                op("release", (i, s, k) -> i.till.release(s.card, s.hold, k)),
                op("refund", (i, s, k) -> i.till.refund(s.card, s.debit, fen(10), k)),
                op("refund refused", (i, s, k) -> i.till.refund(s.card, s.debit, fen(401), k)),
                op("unlinked refund", (i, s, k) -> i.till.unlinkedRefund(s.card, fen(10), k)),
                op("load", (i, s, k) -> i.till.load(s.card, fen(10), k)),
                op("reverse", (i, s, k) -> i.till.reverse(s.card, s.debit, k)),
                op("reverse what never was", (i, s, k) -> i.till.reverse(s.card, OperationKey.of("never"), k)),
                op("activate refused", (i, s, k) -> i.till.activate(s.card, k)),
                op("transfer", (i, s, k) -> i.till.transfer(Spending.of(s.card, fen(10)), s.other, k)),
                op("issue", (i, s, k) -> i.operator.issueActive(s.fresh, Issuer.PRODUCT, k)),
                op("operator's load", (i, s, k) -> i.operator.load(s.card, fen(10), k)),
                op("adjust", (i, s, k) -> i.operator.adjust(s.card, fen(-10), "why", k)),
                op("fee", (i, s, k) -> i.operator.fee(s.card, fen(10), "why", k)),
                op("block", (i, s, k) -> i.operator.block(s.card, "why", k)),
                op("lost", (i, s, k) -> i.operator.lost(s.card, "why", k)),
                op("unblock refused", (i, s, k) -> i.operator.unblock(s.card, "why", k)),
                op("expire", (i, s, k) -> i.operator.expire(s.card, "why", k)),
                op("replace", (i, s, k) -> i.operator.replace(s.card, s.fresh, "why", k)),
                op("set PIN", (i, s, k) -> i.operator.setPin(s.card, Pin.of("1234"), k)),
                op("clear PIN refused", (i, s, k) -> i.operator.clearPin(s.card, "why", k)));
    }

    private static Arguments op(String name, Asking asking) {
        return Arguments.of(name, asking);
    }

    private static Issuer issuer() {
        return new Issuer(rules -> rules.unlinkedRefunds(true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void theSameKeyGetsTheSameAnswerByteForByte(String name, Asking asking) throws LedgerException {
        Issuer issuer = issuer();
        Scene scene = scene(issuer);
        OperationKey key = issuer.key();
        Answer first = asking.ask(issuer, scene, key);
        assertFalse(first.replayed());
        done(issuer.operator.adjust(scene.other, fen(7), "something else", issuer.key()));
        Answer.Done meanwhile = null;
        if (issuer.record(scene.card).state() == dev.solvo.prepaid.ledger.CardState.ACTIVE) {
            meanwhile = done(issuer.operator.adjust(scene.card, fen(1), "something else", issuer.key()));
        }
        CardBalance before = issuer.record(scene.card).balance();
        Answer again = asking.ask(issuer, scene, key);
        assertTrue(again.replayed());
        assertEquals(first.stored(), again.stored(), () -> first + " and " + again);
        assertEquals(first.getClass(), again.getClass());
        assertEquals(before, issuer.record(scene.card).balance(), () -> "asked twice, done once");
        assertTrue(meanwhile == null || meanwhile.journal() > 0);
        issuer.audit();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void theSameKeyForSomethingElseIsAConflict(String name, Asking asking) throws LedgerException {
        Issuer issuer = issuer();
        Scene scene = scene(issuer);
        OperationKey key = issuer.key();
        asking.ask(issuer, scene, key);
        CardBalance before = issuer.record(scene.card).balance();
        Set<String> accepted = Set.of("issue");
        CardCode card = accepted.contains(name) ? scene.fresh : scene.card;
        conflict(issuer.operator.load(card, fen(11), key));
        assertEquals(before, issuer.record(scene.card).balance());
        issuer.audit();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                op("another amount", (i, s, k) -> i.till.debit(s.card, fen(11), k)),
                op(
                        "less will do",
                        (i, s, k) -> i.till.debit(Spending.of(s.card, fen(10)).orLess(), k)),
                op("another terminal", (i, s, k) -> i.otherTill.debit(s.card, fen(10), k)),
                op("another kind", (i, s, k) -> i.till.authorise(Spending.of(s.card, fen(10)), k)),
                op("another card", (i, s, k) -> i.till.debit(s.other, fen(10), k)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void everythingThatIsAskedForCounts(String name, Asking other) throws LedgerException {
        Issuer issuer = issuer();
        Scene scene = scene(issuer);
        OperationKey key = issuer.key();
        done(issuer.till.debit(scene.card, fen(10), key));
        conflict(other.ask(issuer, scene, key));
    }

    @Test
    void aBatchNumberIsNotPartOfWhatIsAskedFor() throws LedgerException {
        Issuer issuer = issuer();
        Scene scene = scene(issuer);
        OperationKey key = issuer.key();
        Answer first = issuer.till.inBatch(1).debit(scene.card, fen(10), key);
        Answer again = issuer.till.inBatch(2).debit(scene.card, fen(10), key);
        assertTrue(again.replayed());
        assertEquals(first.stored(), again.stored());
        assertEquals(1, issuer.operation(key).batch());
    }

    @Test
    void thePinIsNotNeededToGetAnAnswerAgain() throws LedgerException {
        Issuer issuer = issuer();
        CardCode card = issuer.cardWithPin(1_000, "2580");
        OperationKey key = issuer.key();
        Answer first = issuer.till.debit(Spending.of(card, fen(10)).withPin(Pin.of("2580")), key);
        done(first, 10, 990, 0);
        Answer again = issuer.till.debit(card, fen(10), key);
        assertTrue(again.replayed());
        assertEquals(first.stored(), again.stored());
    }

    @Test
    void whatWasRefusedStaysRefusedAndANewKeyIsANewAttempt() throws LedgerException {
        Issuer issuer = issuer();
        CardCode card = issuer.card(10);
        OperationKey key = issuer.key();
        Answer first = issuer.till.debit(card, fen(11), key);
        refused(RefusalReason.INSUFFICIENT_FUNDS, first);
        done(issuer.till.load(card, fen(100), issuer.key()));
        Answer again = issuer.till.debit(card, fen(11), key);
        assertEquals(first.stored(), again.stored());
        done(issuer.till.debit(card, fen(11), issuer.key()), 11, 99, 0);
    }

    @Test
    void aForgottenKeyIsAConflictAndNeverDoneAgain() throws LedgerException {
        Issuer issuer = issuer();
        CardCode card = issuer.card(100);
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(10), debit));
        issuer.pass(Duration.ofDays(400));
        assertEquals(0, issuer.accounts.forgetKeys());
        done(issuer.till.debit(card, fen(10), debit));
        issuer.pass(Duration.ofMillis(1));
        assertEquals(3, issuer.accounts.forgetKeys());
        conflict(issuer.till.debit(card, fen(10), debit));
        issuer.has(card, 90, 0);
        assertEquals(fen(10), issuer.operation(debit).approved());
        issuer.audit();
    }

    @Test
    void anUnknownOutcomeIsLearnedWithTheSameKey() throws LedgerException {
        for (FaultyLedger.Fault fault : List.of(FaultyLedger.Fault.LOST_BEFORE, FaultyLedger.Fault.LOST_AFTER)) {
            for (boolean plain : new boolean[] {true, false}) {
                Issuer sound = new Issuer(
                        plain
                                ? rules -> rules
                                : rules -> rules.velocity(
                                        VelocityLimit.operations(Set.of(OperationKind.DEBIT), Duration.ofDays(1), 5)));
                CardCode card = sound.card(100);
                FaultyLedger faulty = new FaultyLedger(sound.ledger);
                Issuer issuer = sound.over(faulty);
                OperationKey key = issuer.key();
                faulty.failExecution(1, fault);
                assertEquals(new Answer.Unknown(key), issuer.till.debit(card, fen(10), key));
                Answer decided = issuer.till.debit(card, fen(10), key);
                done(decided, 10, 90, 0);
                assertEquals(fault == FaultyLedger.Fault.LOST_AFTER, decided.replayed());
                assertEquals(
                        decided.stored(), issuer.till.debit(card, fen(10), key).stored());
                sound.has(card, 90, 0);
                sound.audit();
            }
        }
    }

    @Test
    void aFailureThatStoredNothingIsThrown() throws LedgerException {
        Issuer sound = issuer();
        CardCode card = sound.card(100);
        FaultyLedger faulty = new FaultyLedger(sound.ledger);
        Issuer issuer = sound.over(faulty);
        OperationKey key = issuer.key();
        faulty.failExecution(1, FaultyLedger.Fault.NOTHING_STORED);
        LedgerException thrown = org.junit.jupiter.api.Assertions.assertThrows(
                LedgerException.class, () -> issuer.till.debit(card, fen(10), key));
        assertEquals(LedgerException.Cause.UNAVAILABLE, thrown.reason());
        sound.has(card, 100, 0);
        done(issuer.till.debit(card, fen(10), key), 10, 90, 0);
    }

    @Test
    void unknownOutcomesOfOtherDesksAreAnswersToo() throws LedgerException {
        Issuer sound = issuer();
        CardCode card = sound.card(100);
        FaultyLedger faulty = new FaultyLedger(sound.ledger);
        Issuer issuer = sound.over(faulty);
        OperationKey key = issuer.key();
        faulty.failExecution(1, FaultyLedger.Fault.LOST_AFTER);
        assertInstanceOf(Answer.Unknown.class, issuer.operator.block(card, "why", key));
        assertTrue(issuer.operator.block(card, "why", key).replayed());
        OperationKey batch = issuer.key();
        faulty.failExecution(1, FaultyLedger.Fault.LOST_AFTER);
        assertEquals(new BatchAnswer.Unknown(batch), issuer.till.closeBatch(1, List.of(), batch));
        assertEquals(new BatchAnswer.Matched(batch, true), issuer.till.closeBatch(1, List.of(), batch));
        OperationKey offline = issuer.key();
        OfflineSpending spending = new OfflineSpending(card, fen(5), issuer.now(), 1);
        faulty.failExecution(1, FaultyLedger.Fault.LOST_AFTER);
        assertEquals(new OfflineAnswer.Unknown(offline), issuer.offline.book(spending, offline));
        assertEquals(new OfflineAnswer.Booked(offline, fen(0), fen(5), true), issuer.offline.book(spending, offline));
        sound.audit();
    }

    @Test
    void answersThatDifferHaveDifferentBytes() throws LedgerException {
        Issuer issuer = new Issuer(new MemoryLedger(), rules -> rules);
        CardCode card = issuer.card(100);
        Answer first = issuer.till.debit(card, fen(10), issuer.key());
        Answer second = issuer.till.debit(card, fen(10), issuer.key());
        assertNotEquals(first.stored(), second.stored());
        OperationKey key = issuer.key();
        List<Answer> all = List.of(
                new Answer.Conflict(key),
                new Answer.Unknown(key),
                Answers.notAccepted(key),
                Answers.refused(key, RefusalReason.LIMIT));
        assertEquals(4, all.stream().map(Answer::stored).distinct().count());
    }
}
