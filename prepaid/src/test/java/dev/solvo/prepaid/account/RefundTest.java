package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static dev.solvo.prepaid.account.Issuer.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.LedgerException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefundTest {
    @Test
    void refundsAreCappedByTheOriginal() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(600), debit));
        done(issuer.till.refund(card, debit, fen(250), issuer.key()), 250, 650, 0);
        done(issuer.otherTill.refund(card, debit, fen(250), issuer.key()), 250, 900, 0);
        refused(RefusalReason.EXCEEDS_ORIGINAL, issuer.till.refund(card, debit, fen(101), issuer.key()));
        done(issuer.till.refund(card, debit, fen(100), issuer.key()), 100, 1_000, 0);
        refused(RefusalReason.EXCEEDS_ORIGINAL, issuer.till.refund(card, debit, fen(1), issuer.key()));
        assertEquals(fen(600), issuer.operation(debit).refunded());
        assertEquals(250, issuer.system("settlement:till-1"));
        assertEquals(-250, issuer.system("settlement:till-2"));
        issuer.audit();
    }

    @Test
    void aReversedRefundMayBeRefundedAgain() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(600), debit));
        OperationKey refund = issuer.key();
        done(issuer.till.refund(card, debit, fen(600), refund));
        done(issuer.till.reverse(card, refund, issuer.key()), 600, 400, 0);
        assertEquals(fen(0), issuer.operation(debit).refunded());
        done(issuer.till.refund(card, debit, fen(600), issuer.key()), 600, 1_000, 0);
        refused(RefusalReason.REVERSED, issuer.till.reverse(card, refund, issuer.key()));
        issuer.audit();
    }

    @Test
    void aRefundThatWasSpentCannotBeReversed() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(100), debit));
        OperationKey refund = issuer.key();
        done(issuer.till.refund(card, debit, fen(100), refund));
        done(issuer.till.debit(card, fen(1), issuer.key()));
        refused(RefusalReason.INSUFFICIENT_FUNDS, issuer.till.reverse(card, refund, issuer.key()));
        issuer.has(card, 99, 0);
        issuer.audit();
    }

    @Test
    void capturesAreRefundedOneByOne() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        OperationKey hold = issuer.key();
        done(issuer.till.authorise(Spending.of(card, fen(500)), hold));
        OperationKey capture = issuer.key();
        done(issuer.till.capture(card, hold, fen(200), CaptureRest.KEEP, capture));
        refused(RefusalReason.NOT_FOUND, issuer.till.refund(card, hold, fen(1), issuer.key()));
        refused(RefusalReason.EXCEEDS_ORIGINAL, issuer.till.refund(card, capture, fen(201), issuer.key()));
        done(issuer.till.refund(card, capture, fen(200), issuer.key()), 200, 1_000, 300);
        issuer.audit();
    }

    @Test
    void whatWasNotSpentCannotBeRefunded() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        CardCode other = issuer.card(100);
        OperationKey load = issuer.key();
        done(issuer.till.load(card, fen(10), load));
        OperationKey refusedDebit = issuer.key();
        refused(RefusalReason.INSUFFICIENT_FUNDS, issuer.till.debit(card, fen(999), refusedDebit));
        OperationKey elsewhere = issuer.key();
        done(issuer.till.debit(other, fen(10), elsewhere));
        for (OperationKey wrong : List.of(load, refusedDebit, elsewhere, issuer.key())) {
            refused(RefusalReason.NOT_FOUND, issuer.till.refund(card, wrong, fen(1), issuer.key()));
        }
        OperationKey reversed = issuer.key();
        done(issuer.till.debit(card, fen(10), reversed));
        done(issuer.till.reverse(card, reversed, issuer.key()));
        refused(RefusalReason.REVERSED, issuer.till.refund(card, reversed, fen(1), issuer.key()));
    }

    @Test
    void aBlockedCardTakesItsMoneyBackAndShowsNothing() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(60), debit));
        done(issuer.operator.block(card, "stolen?", issuer.key()));
        Answer.Done refund = done(issuer.till.refund(card, debit, fen(60), issuer.key()));
        assertTrue(refund.balance().isEmpty());
        assertTrue(refund.state().isEmpty());
        issuer.has(card, 100, 0);
    }
}
