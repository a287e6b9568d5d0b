package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.conflict;
import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static dev.solvo.prepaid.account.Issuer.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReversalTest {
    @Test
    void aDebitIsUndoneWithItsFee() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.fee(OperationKind.DEBIT, 7));
        CardCode card = issuer.card(1_000);
        OperationKey debit = issuer.key();
        issuer.till.debit(card, fen(100), debit);
        issuer.has(card, 893, 0);
        done(issuer.till.reverse(card, debit, issuer.key()), 100, 1_000, 0);
        assertEquals(0, issuer.system("fees"));
        assertEquals(0, issuer.system("settlement:till-1"));
        assertTrue(issuer.operation(debit).reversed());
        assertTrue(issuer.operation(new OperationKey("~c~" + debit)).reversed());
        refused(RefusalReason.REVERSED, issuer.till.reverse(card, debit, issuer.key()));
        issuer.audit();
    }

    @Test
    void aLoadIsUndoneAsLongAsItIsThere() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.fee(OperationKind.LOAD, 10));
        CardCode card = issuer.card(0);
        OperationKey load = issuer.key();
        issuer.till.load(card, fen(500), load);
        done(issuer.till.debit(card, fen(1), issuer.key()));
        refused(RefusalReason.INSUFFICIENT_FUNDS, issuer.till.reverse(card, load, issuer.key()));
        OperationKey second = issuer.key();
        issuer.till.load(card, fen(500), second);
        issuer.has(card, 979, 0);
        done(issuer.till.reverse(card, second, issuer.key()), 500, 489, 0);
        assertEquals(10, issuer.system("fees"));
        issuer.audit();
    }

    @Test
    void anAuthorisationIsUndoneUnlessSomethingWasCaptured() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        OperationKey hold = issuer.key();
        done(issuer.till.authorise(Spending.of(card, fen(300)), hold));
        done(issuer.till.reverse(card, hold, issuer.key()), 300, 1_000, 0);
        refused(RefusalReason.REVERSED, issuer.till.capture(card, hold, fen(1), CaptureRest.KEEP, issuer.key()));
        refused(RefusalReason.REVERSED, issuer.till.release(card, hold, issuer.key()));
        OperationKey other = issuer.key();
        done(issuer.till.authorise(Spending.of(card, fen(300)), other));
        OperationKey capture = issuer.key();
        done(issuer.till.capture(card, other, fen(1), CaptureRest.KEEP, capture));
        refused(RefusalReason.NOT_REVERSIBLE, issuer.till.reverse(card, other, issuer.key()));
        done(issuer.till.reverse(card, capture, issuer.key()), 1, 1_000, 300);
        done(issuer.till.reverse(card, other, issuer.key()), 300, 1_000, 0);
        issuer.audit();
    }

    @Test
    void aCaptureIsUndoneAndHeldAgain() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.captureAboveHold(50));
        CardCode card = issuer.card(1_000);
        OperationKey hold = issuer.key();
        done(issuer.till.authorise(Spending.of(card, fen(400)), hold));
        OperationKey part = issuer.key();
        done(issuer.till.capture(card, hold, fen(100), CaptureRest.KEEP, part), 100, 900, 300);
        done(issuer.till.reverse(card, part, issuer.key()), 100, 1_000, 400);
        OperationKey last = issuer.key();
        done(issuer.till.capture(card, hold, fen(100), CaptureRest.RELEASE, last), 100, 900, 0);
        done(issuer.till.reverse(card, last, issuer.key()), 100, 1_000, 400);
        OperationKey above = issuer.key();
        done(issuer.till.capture(card, hold, fen(600), CaptureRest.KEEP, above), 600, 400, 0);
        done(issuer.till.reverse(card, above, issuer.key()), 600, 1_000, 400);
        done(issuer.till.capture(card, hold, fen(400), CaptureRest.KEEP, issuer.key()), 400, 600, 0);
        issuer.audit();
    }

    @Test
    void whatIsCapturedIsNotHeldAgainOnceTheHoldIsOver() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        OperationKey hold = issuer.key();
        done(issuer.till.authorise(Spending.of(card, fen(400)), hold));
        OperationKey capture = issuer.key();
        done(issuer.till.capture(card, hold, fen(100), CaptureRest.KEEP, capture));
        done(issuer.till.release(card, hold, issuer.key()), 300, 900, 0);
        done(issuer.till.reverse(card, capture, issuer.key()), 100, 1_000, 0);
        OperationKey late = issuer.key();
        OperationKey second = issuer.key();
        done(issuer.till.authorise(Spending.of(card, fen(400)), second));
        done(issuer.till.capture(card, second, fen(100), CaptureRest.KEEP, late));
        issuer.pass(Duration.ofDays(7));
        done(issuer.till.reverse(card, late, issuer.key()), 100, 1_000, 0);
        issuer.audit();
    }

    @Test
    void whatTheLastCaptureFreedAndWasSpentSinceIsNotHeldAgain() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(400);
        OperationKey hold = issuer.key();
        done(issuer.till.authorise(Spending.of(card, fen(400)), hold));
        OperationKey capture = issuer.key();
        done(issuer.till.capture(card, hold, fen(100), CaptureRest.RELEASE, capture));
        done(issuer.till.debit(card, fen(250), issuer.key()), 250, 50, 0);
        done(issuer.till.reverse(card, capture, issuer.key()), 100, 150, 150);
        issuer.audit();
    }

    @Test
    void anActivationIsUndoneWhileTheCardIsEmpty() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.expiry(10, 0));
        CardCode card = issuer.code();
        done(issuer.operator.issueInactive(card, Issuer.PRODUCT, issuer.key()));
        OperationKey activation = issuer.key();
        done(issuer.till.activate(card, activation));
        OperationKey load = issuer.key();
        done(issuer.till.load(card, fen(1), load));
        refused(RefusalReason.NOT_REVERSIBLE, issuer.till.reverse(card, activation, issuer.key()));
        done(issuer.till.reverse(card, load, issuer.key()));
        done(issuer.till.reverse(card, activation, issuer.key()));
        assertEquals(CardState.INACTIVE, issuer.record(card).state());
        assertTrue(issuer.record(card).expires().isEmpty());
        done(issuer.till.activate(card, issuer.key()));
        issuer.audit();
    }

    @Test
    void anOriginalThatComesLateIsRefusedWhateverItSays() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        OperationKey late = issuer.key();
        OperationKey reversal = issuer.key();
        done(issuer.till.reverse(card, late, reversal), 0, 1_000, 0);
        Answer first = issuer.till.debit(card, fen(10), late);
        refused(RefusalReason.REVERSED, first);
        Answer again = issuer.till.load(card, fen(99), late);
        refused(RefusalReason.REVERSED, again);
        assertEquals(first.stored(), again.stored());
        done(issuer.till.reverse(card, late, issuer.key()), 0, 1_000, 0);
        assertEquals(OperationKind.TOMBSTONE, issuer.operation(late).kind());
        Answer replayed = issuer.till.reverse(card, late, reversal);
        assertTrue(replayed.replayed());
        issuer.has(card, 1_000, 0);
        issuer.audit();
    }

    @Test
    void aTombstoneOnAnotherCardOfTheKeyIsAConflict() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        CardCode other = issuer.card(1_000);
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(10), debit));
        conflict(issuer.till.reverse(other, debit, issuer.key()));
        issuer.has(card, 990, 0);
    }

    @Test
    void aRefusedOriginalNeedsNoUndoing() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(10);
        OperationKey debit = issuer.key();
        refused(RefusalReason.INSUFFICIENT_FUNDS, issuer.till.debit(card, fen(11), debit));
        done(issuer.till.reverse(card, debit, issuer.key()), 0, 10, 0);
        refused(RefusalReason.INSUFFICIENT_FUNDS, issuer.till.debit(card, fen(11), debit));
    }

    @Test
    void aTerminalReversesItsOwnOnly() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(10), debit));
        refused(RefusalReason.NOT_FOUND, issuer.otherTill.reverse(card, debit, issuer.key()));
        done(issuer.operator.reverse(card, debit, "customer complained", issuer.key()), 10, 100, 0);
        assertEquals("customer complained", lastOf(issuer, card).reason());
        assertEquals("Li", lastOf(issuer, card).operator());
        issuer.audit();
    }

    private static OperationRecord lastOf(Issuer issuer, CardCode card) throws LedgerException {
        var operations = issuer.operator
                .statement(card, 0, java.time.Instant.MIN, java.time.Instant.MAX, 1_000)
                .operations();
        return operations.get(operations.size() - 1);
    }

    @Test
    void somethingRefundedIsNotReversed() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(10), debit));
        done(issuer.till.refund(card, debit, fen(1), issuer.key()));
        refused(RefusalReason.NOT_REVERSIBLE, issuer.till.reverse(card, debit, issuer.key()));
    }

    @Test
    void aFeeIsReversedByAnOperatorOnly() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        OperationKey fee = issuer.key();
        done(issuer.operator.fee(card, fen(10), "idle", fee), 10, 90, 0);
        refused(RefusalReason.NOT_FOUND, issuer.till.reverse(card, fee, issuer.key()));
        done(issuer.operator.reverse(card, fee, "wrongly", issuer.key()), 10, 100, 0);
        OperationKey adjust = issuer.key();
        done(issuer.operator.adjust(card, fen(-3), "count", adjust), 3, 97, 0);
        refused(RefusalReason.NOT_REVERSIBLE, issuer.operator.reverse(card, adjust, "no", issuer.key()));
        issuer.audit();
    }

    @Test
    void aStoppedCardIsReversedToo() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(10), debit));
        done(issuer.operator.block(card, "why not", issuer.key()));
        Answer.Done reversed = done(issuer.till.reverse(card, debit, issuer.key()));
        assertEquals(fen(10), reversed.approved());
        assertTrue(reversed.balance().isEmpty());
        OperationKey never = issuer.key();
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.reverse(card, never, issuer.key()));
        done(issuer.operator.unblock(card, "found", issuer.key()));
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(card, fen(1), never));
        issuer.has(card, 100, 0);
        issuer.audit();
    }
}
