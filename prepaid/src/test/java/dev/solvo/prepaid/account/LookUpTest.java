package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static dev.solvo.prepaid.account.Issuer.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.LedgerAccount;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.SystemBalance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class LookUpTest {
    /** Not every engine stores them, and a statement's lines would break. */
    @Test
    void namesAndReasonsHaveNoControlCharacters() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        for (String text : List.of("", "a\u0000b", "a\nb", "\ud83d", "x".repeat(201))) {
            assertThrows(
                    IllegalArgumentException.class, () -> issuer.operator.block(card, text, new OperationKey("b1")));
            assertThrows(IllegalArgumentException.class, () -> issuer.accounts.operator(Issuer.TENANT, text));
        }
        done(issuer.operator.block(card, "\ud83d\ude00 \u4e22\u5931", new OperationKey("b2")));
    }

    @Test
    void aStatementHasARunningBalancePageByPage() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        OperationKey hold = issuer.key();
        done(issuer.till.authorise(Spending.of(card, fen(200)), hold));
        done(issuer.till.capture(card, hold, fen(150), CaptureRest.RELEASE, issuer.key()));
        refused(RefusalReason.INSUFFICIENT_FUNDS, issuer.till.debit(card, fen(5_000), issuer.key()));
        done(issuer.till.load(card, fen(50), issuer.key()));
        List<OperationRecord> all = new ArrayList<>();
        long after = 0;
        int pages = 0;
        while (true) {
            StatementPage page = issuer.operator.statement(card, after, Instant.EPOCH, Instant.MAX, 2);
            all.addAll(page.operations());
            pages++;
            if (page.next().isEmpty()) {
                break;
            }
            after = page.next().getAsLong();
        }
        assertEquals(3, pages);
        assertEquals(
                List.of(
                        OperationKind.ISSUE,
                        OperationKind.LOAD,
                        OperationKind.AUTHORISE,
                        OperationKind.CAPTURE,
                        OperationKind.DEBIT,
                        OperationKind.LOAD),
                all.stream().map(OperationRecord::kind).toList());
        long running = 0;
        for (OperationRecord operation : all) {
            running += operation.change().getAmountMinorLong();
            assertEquals(fen(running), operation.balance(), operation.kind().name());
        }
        assertEquals(900, running);
        assertEquals(Optional.of(RefusalReason.INSUFFICIENT_FUNDS), all.get(4).refusal());
        assertEquals(Optional.of(hold), all.get(3).original());
        assertEquals("till-1", all.get(3).terminal());
        assertEquals("Li", all.get(1).operator());
        assertEquals(2, all.get(3).postings().size());
        assertThrows(
                IllegalArgumentException.class,
                () -> issuer.operator.statement(card, 0, Instant.EPOCH, Instant.MAX, 0));
        assertEquals(
                List.of(),
                issuer.operator
                        .statement(issuer.code(), 0, Instant.EPOCH, Instant.MAX, 10)
                        .operations());
    }

    @Test
    void aStatementIsOfAPeriodWithoutItsEnd() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        Instant start = issuer.now();
        issuer.pass(Duration.ofHours(1));
        done(issuer.till.debit(card, fen(1), issuer.key()));
        issuer.pass(Duration.ofHours(1));
        done(issuer.till.debit(card, fen(2), issuer.key()));
        StatementPage page = issuer.operator.statement(
                card, 0, start.plus(Duration.ofHours(1)), start.plus(Duration.ofHours(2)), 10);
        assertEquals(
                List.of(fen(-1)),
                page.operations().stream().map(OperationRecord::change).toList());
    }

    @Test
    void theBalanceOfAnyTimeIsKnown() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        Instant start = issuer.now();
        issuer.pass(Duration.ofHours(1));
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(30), debit));
        issuer.pass(Duration.ofHours(1));
        done(issuer.till.reverse(card, debit, issuer.key()));
        assertEquals(Optional.of(fen(0)), issuer.operator.balanceAt(card, start));
        assertEquals(Optional.of(fen(100)), issuer.operator.balanceAt(card, start.plusMillis(1)));
        assertEquals(Optional.of(fen(70)), issuer.operator.balanceAt(card, start.plus(Duration.ofMinutes(90))));
        assertEquals(Optional.of(fen(100)), issuer.operator.balanceAt(card, Instant.MAX));
        assertEquals(Optional.of(fen(0)), issuer.operator.balanceAt(card, Instant.MIN));
    }

    @Test
    void totalsSayWhatIsOwedToCardsByCurrency() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        issuer.card(500);
        CardCode dollars = issuer.code();
        done(issuer.operator.issueActive(dollars, "dollar", issuer.key()));
        done(issuer.operator.load(dollars, Money.of(CurrencyUnit.USD, 2), issuer.key()));
        done(issuer.till.debit(card, fen(300), issuer.key()));
        done(issuer.operator.fee(card, fen(10), "idle", issuer.key()));
        done(issuer.operator.adjust(card, fen(5), "count", issuer.key()));
        TenantTotals totals = issuer.operator.totals();
        assertEquals(List.of(fen(1_195), Money.of(CurrencyUnit.USD, 2)), totals.owedToCards());
        assertTrue(totals.systemBalances().contains(new SystemBalance(LedgerAccount.FUNDING, "USD", -200)));
        assertTrue(totals.systemBalances().contains(new SystemBalance(LedgerAccount.ADJUSTMENT, "CNY", -5)));
        issuer.audit();
    }

    @Test
    void anOperationIsFoundByItsKeyAlone() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode from = issuer.card(100);
        CardCode to = issuer.card(0);
        OperationKey key = issuer.key();
        done(issuer.till.inBatch(3).transfer(Spending.of(from, fen(40)), to, key));
        OperationRecord operation = issuer.operation(key);
        assertEquals(Optional.of(issuer.record(to).account()), operation.other());
        assertEquals(fen(-40), operation.change());
        assertEquals(3, operation.batch());
        OperationRecord taken = issuer.operation(new OperationKey("~in~" + key));
        assertEquals(fen(40), taken.change());
        assertEquals(Optional.of(key), taken.original());
        assertEquals(List.of(), issuer.operator.operations(issuer.key()));
    }

    @Test
    void aCardIsShownWithItsHolds() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.expiry(30, 0));
        CardCode card = issuer.card(100);
        OperationKey hold = issuer.key();
        done(issuer.till.authorise(Spending.of(card, fen(40)), hold));
        CardRecord record = issuer.record(card);
        assertEquals(Issuer.START, record.opened());
        assertEquals(Issuer.PRODUCT, record.product());
        assertEquals(Optional.of(Instant.parse("2026-12-31T00:00:00Z")), record.expires());
        assertEquals(
                List.of(new OpenHold(
                        hold,
                        "till-1",
                        fen(40),
                        fen(0),
                        fen(40),
                        Issuer.START,
                        Optional.of(Issuer.START.plus(Duration.ofDays(7))))),
                record.openHolds());
        assertEquals(Optional.empty(), record.successor());
    }
}
