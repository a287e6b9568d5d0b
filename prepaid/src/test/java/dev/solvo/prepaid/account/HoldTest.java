package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static dev.solvo.prepaid.account.Issuer.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldTest {
    private static OperationKey hold(Issuer issuer, CardCode card, long fen) throws LedgerException {
        OperationKey key = issuer.key();
        done(issuer.till.authorise(Spending.of(card, fen(fen)), key));
        return key;
    }

    @Test
    void heldMoneyCannotBeSpent() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        done(issuer.till.authorise(Spending.of(card, fen(700)), issuer.key()), 700, 1_000, 700);
        refused(RefusalReason.INSUFFICIENT_FUNDS, issuer.till.debit(card, fen(301), issuer.key()));
        done(issuer.till.debit(card, fen(300), issuer.key()), 300, 700, 700);
        refused(RefusalReason.INSUFFICIENT_FUNDS, issuer.till.authorise(Spending.of(card, fen(1)), issuer.key()));
        assertEquals(300, issuer.system("settlement:till-1"));
        issuer.audit();
    }

    @Test
    void aHoldIsCapturedInPartsUntilNothingIsLeft() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        OperationKey hold = hold(issuer, card, 600);
        done(issuer.till.capture(card, hold, fen(200), CaptureRest.KEEP, issuer.key()), 200, 800, 400);
        done(issuer.otherTill.capture(card, hold, fen(100), CaptureRest.KEEP, issuer.key()), 100, 700, 300);
        OpenHold open = issuer.record(card).openHolds().get(0);
        assertEquals(List.of(fen(600), fen(300), fen(300)), List.of(open.authorised(), open.captured(), open.held()));
        refused(
                RefusalReason.EXCEEDS_ORIGINAL,
                issuer.till.capture(card, hold, fen(301), CaptureRest.KEEP, issuer.key()));
        done(issuer.till.capture(card, hold, fen(300), CaptureRest.KEEP, issuer.key()), 300, 400, 0);
        refused(RefusalReason.HOLD_CLOSED, issuer.till.capture(card, hold, fen(1), CaptureRest.KEEP, issuer.key()));
        refused(RefusalReason.HOLD_CLOSED, issuer.till.release(card, hold, issuer.key()));
        assertEquals(500, issuer.system("settlement:till-1"));
        assertEquals(100, issuer.system("settlement:till-2"));
        issuer.audit();
    }

    @Test
    void theLastCaptureReleasesTheRest() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        OperationKey hold = hold(issuer, card, 600);
        done(issuer.till.capture(card, hold, fen(150), CaptureRest.RELEASE, issuer.key()), 150, 850, 0);
        refused(RefusalReason.HOLD_CLOSED, issuer.till.capture(card, hold, fen(1), CaptureRest.KEEP, issuer.key()));
        issuer.audit();
    }

    @Test
    void captureAboveTheHoldIsBoundByPolicyAndBalance() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.captureAboveHold(15));
        CardCode card = issuer.card(1_100);
        OperationKey hold = hold(issuer, card, 1_000);
        refused(
                RefusalReason.EXCEEDS_ORIGINAL,
                issuer.till.capture(card, hold, fen(1_151), CaptureRest.KEEP, issuer.key()));
        refused(
                RefusalReason.INSUFFICIENT_FUNDS,
                issuer.till.capture(card, hold, fen(1_101), CaptureRest.KEEP, issuer.key()));
        done(issuer.till.capture(card, hold, fen(600), CaptureRest.KEEP, issuer.key()), 600, 500, 400);
        done(issuer.till.capture(card, hold, fen(450), CaptureRest.KEEP, issuer.key()), 450, 50, 0);
        issuer.audit();
    }

    @Test
    void anExpiredHoldIsReleasedWhenTheCardIsNextDecidedOn() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.holds(Duration.ofHours(1), Duration.ofDays(2)));
        CardCode card = issuer.card(1_000);
        OperationKey hold = hold(issuer, card, 900);
        issuer.pass(Duration.ofHours(1).minusMillis(1));
        refused(RefusalReason.INSUFFICIENT_FUNDS, issuer.till.debit(card, fen(200), issuer.key()));
        issuer.pass(Duration.ofMillis(1));
        done(issuer.till.debit(card, fen(200), issuer.key()), 200, 800, 0);
        refused(RefusalReason.HOLD_EXPIRED, issuer.till.capture(card, hold, fen(1), CaptureRest.KEEP, issuer.key()));
        refused(RefusalReason.HOLD_EXPIRED, issuer.till.release(card, hold, issuer.key()));
        OperationRecord released = issuer.operation(new OperationKey("~x~" + hold));
        assertEquals(OperationKind.EXPIRE_HOLD, released.kind());
        assertEquals(fen(900), released.approved());
        issuer.audit();
    }

    @Test
    void aCaptureOfAnExpiredHoldIsRefusedAndReleasesIt() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        OperationKey hold = hold(issuer, card, 900);
        issuer.pass(Duration.ofDays(7));
        refused(RefusalReason.HOLD_EXPIRED, issuer.till.capture(card, hold, fen(1), CaptureRest.KEEP, issuer.key()));
        issuer.has(card, 1_000, 0);
        assertEquals(fen(900), issuer.operation(new OperationKey("~x~" + hold)).approved());
        issuer.audit();
    }

    @Test
    void theSweepReleasesWhatIsDueAndNothingElse() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode first = issuer.card(1_000);
        CardCode second = issuer.card(1_000);
        hold(issuer, first, 100);
        done(issuer.till.authorise(Spending.of(second, fen(200)).heldFor(Duration.ofDays(10)), issuer.key()));
        OperationKey longer = issuer.key();
        done(issuer.till.authorise(Spending.of(first, fen(50)).heldFor(Duration.ofDays(8)), longer));
        issuer.pass(Duration.ofDays(7).minusMillis(1));
        assertEquals(new Sweep(0, 0, false), issuer.operator.sweepHolds(10));
        issuer.pass(Duration.ofMillis(1));
        assertEquals(new Sweep(1, 0, false), issuer.operator.sweepHolds(10));
        assertEquals(new Sweep(0, 0, false), issuer.operator.sweepHolds(10));
        issuer.has(first, 1_000, 50);
        issuer.has(second, 1_000, 200);
        issuer.pass(Duration.ofDays(30));
        assertEquals(new Sweep(1, 0, true), issuer.operator.sweepHolds(1));
        assertEquals(new Sweep(1, 0, false), issuer.operator.sweepHolds(5));
        issuer.has(first, 1_000, 0);
        issuer.has(second, 1_000, 0);
        issuer.audit();
    }

    @Test
    void holdsAreBoundInNumberAndTime() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.mostHolds(2).holds(Duration.ofDays(1), Duration.ofDays(2)));
        CardCode card = issuer.card(1_000);
        refused(
                RefusalReason.NOT_PERMITTED,
                issuer.till.authorise(
                        Spending.of(card, fen(1)).heldFor(Duration.ofDays(2).plusMillis(1)), issuer.key()));
        done(issuer.till.authorise(Spending.of(card, fen(1)).heldFor(Duration.ofDays(2)), issuer.key()));
        OperationKey second = hold(issuer, card, 1);
        refused(RefusalReason.TOO_MANY_HOLDS, issuer.till.authorise(Spending.of(card, fen(1)), issuer.key()));
        done(issuer.till.release(card, second, issuer.key()), 1, 1_000, 1);
        hold(issuer, card, 1);
        issuer.pass(Duration.ofDays(1));
        hold(issuer, card, 1);
        issuer.audit();
    }

    @Test
    void captureAndReleaseNeedAnAuthorisation() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(1), debit));
        OperationKey refusedHold = issuer.key();
        refused(RefusalReason.INSUFFICIENT_FUNDS, issuer.till.authorise(Spending.of(card, fen(5_000)), refusedHold));
        for (OperationKey wrong : List.of(debit, refusedHold, issuer.key())) {
            refused(RefusalReason.NOT_FOUND, issuer.till.capture(card, wrong, fen(1), CaptureRest.KEEP, issuer.key()));
            refused(RefusalReason.NOT_FOUND, issuer.till.release(card, wrong, issuer.key()));
        }
    }

    @Test
    void aStoppedCardStillPaysWhatItWasHeldFor() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.captureAboveHold(100));
        CardCode card = issuer.card(1_000);
        OperationKey hold = hold(issuer, card, 300);
        OperationKey other = hold(issuer, card, 200);
        done(issuer.operator.lost(card, "called", issuer.key()));
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.capture(card, hold, fen(301), CaptureRest.KEEP, issuer.key()));
        Answer.Done captured = done(issuer.till.capture(card, hold, fen(250), CaptureRest.RELEASE, issuer.key()));
        assertEquals(fen(250), captured.approved());
        assertTrue(captured.balance().isEmpty());
        done(issuer.till.release(card, other, issuer.key()));
        issuer.has(card, 750, 0);
        issuer.audit();
    }

    @Test
    void asManyHoldsAsThereCanBeExpireAtOnce() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.mostHolds(ProductRules.MOST_HOLDS));
        CardCode card = issuer.card(1_000);
        OperationKey last = issuer.key();
        for (int i = 0; i < ProductRules.MOST_HOLDS; i++) {
            last = hold(issuer, card, 1);
        }
        refused(RefusalReason.TOO_MANY_HOLDS, issuer.till.authorise(Spending.of(card, fen(1)), issuer.key()));
        issuer.pass(Duration.ofDays(7));
        done(issuer.till.debit(card, fen(1_000), issuer.key()), 1_000, 0, 0);
        done(issuer.till.reverse(card, last, issuer.key()), 0, 0, 0);
        issuer.audit();
    }

    @Test
    void anOperatorReleasesToo() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        OperationKey hold = hold(issuer, card, 300);
        done(issuer.operator.release(card, hold, "guest left", issuer.key()), 300, 1_000, 0);
    }
}
