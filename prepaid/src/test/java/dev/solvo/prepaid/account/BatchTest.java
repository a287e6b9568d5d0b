package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static dev.solvo.prepaid.account.Issuer.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static BatchLine line(OperationKind kind, long count, long fen) {
        return new BatchLine(kind, count, fen(fen));
    }

    @Test
    void totalsAreWhatWasDoneAndNotReversed() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(10_000);
        TerminalDesk till = issuer.till.inBatch(4);
        done(till.debit(card, fen(100), issuer.key()));
        OperationKey wrong = issuer.key();
        done(till.debit(card, fen(50), wrong));
        done(till.reverse(card, wrong, issuer.key()));
        OperationKey kept = issuer.key();
        done(till.debit(card, fen(30), kept));
        done(till.refund(card, kept, fen(10), issuer.key()));
        refused(RefusalReason.INSUFFICIENT_FUNDS, till.debit(card, fen(99_999), issuer.key()));
        done(till.load(card, fen(500), issuer.key()));
        done(issuer.till.inBatch(5).debit(card, fen(1), issuer.key()));
        done(issuer.otherTill.inBatch(4).debit(card, fen(1), issuer.key()));
        issuer.offline.inBatch(4).book(new OfflineSpending(card, fen(20), issuer.now(), 1), issuer.key());
        issuer.offline.inBatch(4).book(new OfflineSpending(issuer.code(), fen(5), issuer.now(), 2), issuer.key());
        List<BatchLine> totals = List.of(
                line(OperationKind.LOAD, 1, 500),
                line(OperationKind.DEBIT, 2, 130),
                line(OperationKind.REFUND, 1, 10),
                line(OperationKind.OFFLINE_DEBIT, 2, 25));
        assertEquals(totals, issuer.operator.batch(Issuer.TILL, 4));
        OperationKey key = issuer.key();
        assertEquals(new BatchAnswer.Matched(key, false), issuer.till.closeBatch(4, totals, key));
        List<BatchLine> reordered = new ArrayList<>(totals);
        java.util.Collections.reverse(reordered);
        assertEquals(new BatchAnswer.Matched(key, true), issuer.till.closeBatch(4, reordered, key));
        assertEquals(new BatchAnswer.Conflict(key), issuer.till.closeBatch(4, totals.subList(0, 2), key));
        assertEquals(new BatchAnswer.Conflict(key), issuer.till.closeBatch(3, totals, key));
        issuer.audit();
    }

    @Test
    void differencesAreListedLineByLine() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(10_000);
        TerminalDesk till = issuer.till.inBatch(1);
        done(till.debit(card, fen(100), issuer.key()));
        done(till.load(card, fen(5), issuer.key()));
        OperationKey key = issuer.key();
        List<BatchLine> theirs = List.of(
                line(OperationKind.DEBIT, 2, 150),
                line(OperationKind.REFUND, 0, 0),
                new BatchLine(OperationKind.CAPTURE, 1, Money.of(CurrencyUnit.USD, 3)));
        BatchAnswer.Different answer = assertInstanceOf(BatchAnswer.Different.class, till.closeBatch(1, theirs, key));
        assertEquals(
                List.of(
                        new BatchDifference(OperationKind.LOAD, 0, fen(0), 1, fen(5)),
                        new BatchDifference(OperationKind.DEBIT, 2, fen(150), 1, fen(100)),
                        new BatchDifference(
                                OperationKind.CAPTURE,
                                1,
                                Money.of(CurrencyUnit.USD, 3),
                                0,
                                Money.zero(CurrencyUnit.USD))),
                answer.differences());
        assertEquals(0, answer.more());
        done(till.debit(card, fen(50), issuer.key()));
        assertEquals(new BatchAnswer.Different(key, answer.differences(), 0, true), till.closeBatch(1, theirs, key));
    }

    @Test
    void manyDifferencesAreCounted() throws LedgerException {
        Issuer issuer = new Issuer();
        List<BatchLine> theirs = new ArrayList<>();
        for (OperationKind kind : BatchLine.KINDS) {
            for (CurrencyUnit currency :
                    List.of(CurrencyUnit.USD, CurrencyUnit.EUR, CurrencyUnit.JPY, CurrencyUnit.GBP)) {
                theirs.add(new BatchLine(kind, Long.MAX_VALUE, Money.ofMinor(currency, Long.MAX_VALUE)));
            }
        }
        BatchAnswer.Different answer =
                assertInstanceOf(BatchAnswer.Different.class, issuer.till.closeBatch(1, theirs, issuer.key()));
        assertEquals(theirs.size(), answer.differences().size() + answer.more());
        assertEquals(true, answer.differences().size() >= 8);
    }

    @Test
    void linesThatMeanNothingCannotBeMade() {
        Issuer issuer = new Issuer();
        BatchLine line = line(OperationKind.DEBIT, 1, 1);
        assertThrows(
                IllegalArgumentException.class, () -> issuer.till.closeBatch(1, List.of(line, line), issuer.key()));
        assertThrows(IllegalArgumentException.class, () -> line(OperationKind.AUTHORISE, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> line(OperationKind.DEBIT, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> line(OperationKind.DEBIT, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> issuer.till.closeBatch(0, List.of(line), issuer.key()));
    }
}
