package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static dev.solvo.prepaid.account.Issuer.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OfflineTest {
    private static OfflineSpending spent(Issuer issuer, CardReference card, long fen) {
        return new OfflineSpending(card, fen(fen), issuer.now(), 7);
    }

    private static void booked(Issuer issuer, OfflineSpending spending, OperationKey key, long debited, long suspense)
            throws LedgerException {
        assertEquals(
                new OfflineAnswer.Booked(key, fen(debited), fen(suspense), false), issuer.offline.book(spending, key));
        assertEquals(
                new OfflineAnswer.Booked(key, fen(debited), fen(suspense), true), issuer.offline.book(spending, key));
    }

    @Test
    void whatTheCardHasNotGoesToSuspense() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        booked(issuer, spent(issuer, card, 70), issuer.key(), 70, 0);
        booked(issuer, spent(issuer, card, 70), issuer.key(), 30, 40);
        booked(issuer, spent(issuer, card, 70), issuer.key(), 0, 70);
        issuer.has(card, 0, 0);
        assertEquals(210, issuer.system("settlement:till-1"));
        assertEquals(-110, issuer.system("suspense"));
        issuer.audit();
    }

    @Test
    void heldMoneyIsNotTaken() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        done(issuer.till.authorise(Spending.of(card, fen(90)), issuer.key()));
        booked(issuer, spent(issuer, card, 30), issuer.key(), 10, 20);
        issuer.pass(Duration.ofDays(8));
        booked(issuer, spent(issuer, card, 30), issuer.key(), 30, 0);
        issuer.audit();
    }

    @ParameterizedTest
    @EnumSource(value = CardState.class, mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
    void whatAStoppedCardSpentGoesToSuspenseWholly(CardState state) throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = CardStateTest.in(state, issuer);
        long before = issuer.record(card).balance().ledger().getAmountMinorLong();
        booked(issuer, spent(issuer, card, 30), issuer.key(), 0, 30);
        issuer.has(card, before, 0);
        issuer.audit();
    }

    @Test
    void theDateCountsWhenItWasSpent() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.expiry(1, 100));
        CardCode card = issuer.card(100);
        OfflineSpending inTime = spent(issuer, card, 30);
        issuer.pass(Duration.ofDays(3));
        booked(issuer, inTime, issuer.key(), 30, 0);
        booked(issuer, spent(issuer, card, 30), issuer.key(), 0, 30);
    }

    @Test
    void anUnknownCardIsNotedUnderTheTerminalAndNotBookedAgainOnceItIsIssued() throws LedgerException {
        for (Ledger ledger : List.of(new MemoryLedger(), MemoryLedger.inShards(256))) {
            Issuer issuer = new Issuer(ledger, rules -> rules);
            CardCode code = issuer.code();
            OperationKey key = issuer.key();
            OfflineSpending spending = spent(issuer, code, 30);
            booked(issuer, spending, key, 0, 30);
            assertEquals(
                    new OfflineAnswer.Booked(key, fen(0), fen(30), true),
                    issuer.with(Issuer.keys(2, 1)).offline.book(spending, key));
            done(issuer.operator.issueActive(code, Issuer.PRODUCT, issuer.key()));
            done(issuer.operator.load(code, fen(100), issuer.key()));
            assertEquals(new OfflineAnswer.Booked(key, fen(0), fen(30), true), issuer.offline.book(spending, key));
            issuer.has(code, 100, 0);
            CardReference terminal = AccountReference.ofTerminal(Issuer.TENANT, Issuer.TILL);
            OperationRecord entry = issuer.operator
                    .statement(terminal, 0, Instant.EPOCH, Instant.MAX, 10)
                    .operations()
                    .get(0);
            assertEquals(key, entry.key());
            assertEquals("spent offline 2026-11-30T08:00:00Z record 7 suspense 30", entry.reason());
            assertEquals(new OfflineAnswer.Conflict(key), issuer.offline.book(spent(issuer, code, 31), key));
            issuer.audit();
        }
    }

    @Test
    void anotherCurrencyGoesToSuspense() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        Money dollars = Money.of(CurrencyUnit.USD, 1);
        OperationKey key = issuer.key();
        OfflineSpending spending = new OfflineSpending(card, dollars, issuer.now(), 1);
        assertEquals(
                new OfflineAnswer.Booked(key, Money.zero(CurrencyUnit.USD), dollars, false),
                issuer.offline.book(spending, key));
        issuer.has(card, 100, 0);
        issuer.audit();
    }

    @Test
    void somethingElseUnderTheKeyIsAConflict() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        OperationKey key = issuer.key();
        booked(issuer, spent(issuer, card, 30), key, 30, 0);
        OfflineAnswer.Conflict conflict = new OfflineAnswer.Conflict(key);
        assertEquals(conflict, issuer.offline.book(spent(issuer, card, 31), key));
        assertEquals(conflict, issuer.offline.book(new OfflineSpending(card, fen(30), issuer.now(), 8), key));
        assertEquals(
                conflict,
                issuer.offline.book(
                        new OfflineSpending(card, fen(30), issuer.now().plusMillis(1), 7), key));
        assertEquals(conflict, issuer.offline.book(spent(issuer, issuer.card(100), 30), key));
    }

    @Test
    void aRefundGivesBackWhatTheCardItselfSpent() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        OperationKey key = issuer.key();
        booked(issuer, spent(issuer, card, 130), key, 100, 30);
        refused(RefusalReason.EXCEEDS_ORIGINAL, issuer.till.refund(card, key, fen(101), issuer.key()));
        done(issuer.till.refund(card, key, fen(100), issuer.key()), 100, 100, 0);
        refused(RefusalReason.NOT_REVERSIBLE, issuer.till.reverse(card, key, issuer.key()));
        issuer.audit();
    }

    @Test
    void theCardMayBeNamedByItsAccount() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        CardReference account = new AccountReference(issuer.record(card).account());
        OperationKey key = issuer.key();
        booked(issuer, spent(issuer, account, 30), key, 30, 0);
        issuer.has(card, 70, 0);
    }

    @Test
    void impossibleSpendingCannotBeMade() {
        Issuer issuer = new Issuer();
        CardCode card = issuer.code();
        assertThrows(IllegalArgumentException.class, () -> spent(issuer, card, 0));
        assertThrows(IllegalArgumentException.class, () -> spent(issuer, card, AmountRange.LARGEST + 1));
        assertThrows(IllegalArgumentException.class, () -> new OfflineSpending(card, fen(1), issuer.now(), -1));
    }
}
