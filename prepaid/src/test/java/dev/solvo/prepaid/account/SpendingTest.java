package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static dev.solvo.prepaid.account.Issuer.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpendingTest {
    @Test
    void aDebitTakesWhatItSaysAndTheMerchantIsOwedIt() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(10_000);
        done(issuer.till.debit(card, fen(1_250), issuer.key()), 1_250, 8_750, 0);
        done(issuer.otherTill.debit(card, fen(8_750), issuer.key()), 8_750, 0, 0);
        assertEquals(-10_000, issuer.system("funding"));
        assertEquals(1_250, issuer.system("settlement:till-1"));
        assertEquals(8_750, issuer.system("settlement:till-2"));
        issuer.audit();
    }

    @Test
    void oneUnitMoreThanThereIsIsRefusedWithoutTheBalance() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(500);
        Answer.Refused refused =
                refused(RefusalReason.INSUFFICIENT_FUNDS, issuer.till.debit(card, fen(501), issuer.key()));
        assertEquals(Optional.empty(), refused.balance());
        issuer.has(card, 500, 0);
        done(issuer.till.debit(card, fen(500), issuer.key()), 500, 0, 0);
        issuer.audit();
    }

    @Test
    void aProductMayShowTheBalanceOnRefusal() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.balanceOnRefusal(true));
        CardCode card = issuer.card(500);
        Answer.Refused refused =
                refused(RefusalReason.INSUFFICIENT_FUNDS, issuer.till.debit(card, fen(501), issuer.key()));
        assertEquals(fen(500), refused.balance().orElseThrow().available());
    }

    @Test
    void lessIsApprovedOnlyIfTerminalAndProductTakeIt() throws LedgerException {
        Issuer strict = new Issuer();
        CardCode card = strict.card(300);
        refused(
                RefusalReason.INSUFFICIENT_FUNDS,
                strict.till.debit(Spending.of(card, fen(400)).orLess(), strict.key()));
        Issuer lenient = new Issuer(rules -> rules.partialApproval(true));
        CardCode other = lenient.card(300);
        refused(RefusalReason.INSUFFICIENT_FUNDS, lenient.till.debit(other, fen(400), lenient.key()));
        done(lenient.till.debit(Spending.of(other, fen(400)).orLess(), lenient.key()), 300, 0, 0);
        refused(
                RefusalReason.INSUFFICIENT_FUNDS,
                lenient.till.debit(Spending.of(other, fen(400)).orLess(), lenient.key()));
        done(lenient.operator.load(other, fen(50), lenient.key()));
        done(lenient.till.authorise(Spending.of(other, fen(60)).orLess(), lenient.key()), 50, 50, 50);
        lenient.audit();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                row(
                        "below the smallest amount",
                        r -> r.amounts(OperationKind.DEBIT, new AmountRange(100, 200)),
                        99,
                        RefusalReason.BELOW_MINIMUM),
                row(
                        "above the largest amount",
                        r -> r.amounts(OperationKind.DEBIT, new AmountRange(100, 200)),
                        201,
                        RefusalReason.ABOVE_MAXIMUM),
                row(
                        "not at terminals",
                        r -> r.atTerminals(Set.of(OperationKind.LOAD)),
                        100,
                        RefusalReason.NOT_PERMITTED),
                row(
                        "more than there is with the fee",
                        r -> r.fee(OperationKind.DEBIT, 1),
                        1_000,
                        RefusalReason.INSUFFICIENT_FUNDS),
                row("more than books count", r -> r, AmountRange.LARGEST + 1, RefusalReason.LIMIT));
    }

    private static Arguments row(
            String name, UnaryOperator<ProductRules.Builder> rules, long amount, RefusalReason reason) {
        return Arguments.of(name, rules, amount, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aDebitIsRefused(String name, UnaryOperator<ProductRules.Builder> rules, long amount, RefusalReason reason)
            throws LedgerException {
        Issuer issuer = new Issuer(rules);
        CardCode card = issuer.card(1_000);
        refused(reason, issuer.till.debit(card, fen(amount), issuer.key()));
        issuer.has(card, 1_000, 0);
        issuer.audit();
    }

    @Test
    void boundsThemselvesAreAllowed() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.amounts(OperationKind.DEBIT, new AmountRange(100, 200)));
        CardCode card = issuer.card(1_000);
        done(issuer.till.debit(card, fen(100), issuer.key()), 100, 900, 0);
        done(issuer.till.debit(card, fen(200), issuer.key()), 200, 700, 0);
    }

    @Test
    void anAmountBeyondLongIsRefusedAndNotAnException() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        Money huge = Money.of(Issuer.CNY, new java.math.BigDecimal("1e30").setScale(2));
        OperationKey key = issuer.key();
        refused(RefusalReason.LIMIT, issuer.till.debit(card, huge, key));
        refused(RefusalReason.LIMIT, issuer.till.debit(card, huge, key));
        refused(RefusalReason.LIMIT, issuer.operator.load(card, huge, issuer.key()));
        refused(RefusalReason.LIMIT, issuer.operator.adjust(card, huge.negated(), "test", issuer.key()));
    }

    @Test
    void anotherCurrencyIsRefused() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        Money dollars = Money.of(CurrencyUnit.USD, 1);
        OperationKey hold = issuer.key();
        done(issuer.till.authorise(Spending.of(card, fen(10)), hold));
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(10), debit));
        for (Answer answer : List.of(
                issuer.till.debit(card, dollars, issuer.key()),
                issuer.till.authorise(Spending.of(card, dollars), issuer.key()),
                issuer.till.capture(card, hold, dollars, CaptureRest.KEEP, issuer.key()),
                issuer.till.refund(card, debit, dollars, issuer.key()),
                issuer.till.load(card, dollars, issuer.key()),
                issuer.operator.load(card, dollars, issuer.key()),
                issuer.operator.fee(card, dollars, "fee", issuer.key()),
                issuer.operator.adjust(card, dollars, "adjust", issuer.key()))) {
            refused(RefusalReason.CURRENCY, answer);
        }
        issuer.has(card, 990, 10);
        issuer.audit();
    }

    @Test
    void aFeeIsTakenWithTheDebitAndTheLoad() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.fee(OperationKind.DEBIT, 5).fee(OperationKind.LOAD, 20));
        CardCode card = issuer.card(0);
        refused(RefusalReason.INSUFFICIENT_FUNDS, issuer.till.load(card, fen(19), issuer.key()));
        OperationKey load = issuer.key();
        issuer.till.load(card, fen(1_000), load);
        issuer.has(card, 980, 0);
        issuer.till.debit(card, fen(100), issuer.key());
        issuer.has(card, 875, 0);
        assertEquals(25, issuer.system("fees"));
        assertEquals(
                -20, issuer.operation(new OperationKey("~c~" + load)).change().getAmountMinorLong());
        issuer.audit();
    }

    @Test
    void loadsStopAtTheMaximumBalance() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.maximumBalance(1_000));
        CardCode card = issuer.card(999);
        refused(RefusalReason.BALANCE_LIMIT, issuer.till.load(card, fen(2), issuer.key()));
        done(issuer.till.load(card, fen(1), issuer.key()), 1, 1_000, 0);
        refused(RefusalReason.BALANCE_LIMIT, issuer.operator.load(card, fen(1), issuer.key()));
        issuer.audit();
    }

    @Test
    void whatIsGivenBackIsNotRefusedForTheMaximumBalance() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.maximumBalance(1_000));
        CardCode card = issuer.card(1_000);
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(500), debit));
        done(issuer.till.load(card, fen(500), issuer.key()));
        done(issuer.till.refund(card, debit, fen(500), issuer.key()), 500, 1_500, 0);
    }

    @Test
    void misuseIsAnException() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        OperationKey key = issuer.key();
        assertThrows(IllegalArgumentException.class, () -> issuer.till.debit(card, fen(0), key));
        assertThrows(IllegalArgumentException.class, () -> issuer.till.debit(card, fen(-1), key));
        assertThrows(IllegalArgumentException.class, () -> issuer.till.load(card, fen(0), key));
        assertThrows(
                IllegalArgumentException.class,
                () -> issuer.till.debit(Spending.of(card, fen(1)).heldFor(java.time.Duration.ofDays(1)), key));
        assertThrows(
                IllegalArgumentException.class,
                () -> issuer.till.transfer(Spending.of(card, fen(1)).orLess(), card, key));
        assertThrows(IllegalArgumentException.class, () -> issuer.till.reverse(card, key, key));
        assertThrows(IllegalArgumentException.class, () -> issuer.operator.block(card, "", key));
        assertThrows(IllegalArgumentException.class, () -> issuer.operator.issueActive(card, "no such", key));
        assertThrows(IllegalArgumentException.class, () -> issuer.operator.adjust(card, fen(0), "why", key));
        assertThrows(
                IllegalArgumentException.class,
                () -> issuer.accounts.operator(new dev.solvo.prepaid.TenantId("nobody"), "Li"));
        assertThrows(IllegalArgumentException.class, () -> issuer.accounts.operator(Issuer.TENANT, ""));
        assertThrows(IllegalArgumentException.class, () -> issuer.till.inBatch(0));
    }

    @Test
    void theBalanceIsWhatIsThere() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        done(issuer.till.authorise(Spending.of(card, fen(300)), issuer.key()));
        assertEquals(new BalanceAnswer.Shown(Answers.balance(Issuer.CNY, 1_000, 300)), issuer.till.balance(card));
        issuer.pass(java.time.Duration.ofDays(7));
        assertEquals(new BalanceAnswer.Shown(Answers.balance(Issuer.CNY, 1_000, 0)), issuer.till.balance(card));
        assertTrue(issuer.record(card).openHolds().isEmpty());
    }

    @Test
    void unlinkedRefundsAreAMatterOfRules() throws LedgerException {
        Issuer strict = new Issuer();
        CardCode card = strict.card(100);
        refused(RefusalReason.NOT_PERMITTED, strict.till.unlinkedRefund(card, fen(10), strict.key()));
        refused(
                RefusalReason.NOT_PERMITTED,
                strict.operator.unlinkedRefund(card, fen(10), Issuer.TILL, "goodwill", strict.key()));
        Issuer lenient = new Issuer(rules -> rules.unlinkedRefunds(true));
        CardCode other = lenient.card(100);
        done(lenient.till.unlinkedRefund(other, fen(10), lenient.key()), 10, 110, 0);
        done(lenient.operator.unlinkedRefund(other, fen(5), Issuer.OTHER_TILL, "goodwill", lenient.key()));
        assertEquals(-10, lenient.system("settlement:till-1"));
        assertEquals(-5, lenient.system("settlement:till-2"));
        lenient.audit();
    }
}
