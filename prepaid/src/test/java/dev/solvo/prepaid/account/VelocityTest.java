package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static dev.solvo.prepaid.account.Issuer.refused;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VelocityTest {
    private static final Set<OperationKind> SPENDING = Set.of(OperationKind.DEBIT, OperationKind.AUTHORISE);

    @Test
    void anOperationCountsUntilItIsAsOldAsTheWindow() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.velocity(VelocityLimit.operations(SPENDING, Duration.ofHours(1), 2)));
        CardCode card = issuer.card(1_000);
        done(issuer.till.debit(card, fen(1), issuer.key()));
        issuer.pass(Duration.ofMinutes(30));
        done(issuer.till.authorise(Spending.of(card, fen(1)), issuer.key()));
        issuer.pass(Duration.ofMinutes(30).minusMillis(1));
        refused(RefusalReason.VELOCITY_LIMIT, issuer.till.debit(card, fen(1), issuer.key()));
        issuer.pass(Duration.ofMillis(1));
        done(issuer.till.debit(card, fen(1), issuer.key()));
        refused(RefusalReason.VELOCITY_LIMIT, issuer.till.debit(card, fen(1), issuer.key()));
        issuer.audit();
    }

    @Test
    void amountsAddUpToTheLimitItself() throws LedgerException {
        Issuer issuer = new Issuer(
                rules -> rules.partialApproval(true).velocity(VelocityLimit.amount(SPENDING, Duration.ofDays(1), 500)));
        CardCode card = issuer.card(1_000);
        refused(RefusalReason.VELOCITY_LIMIT, issuer.till.debit(card, fen(501), issuer.key()));
        done(issuer.till.debit(card, fen(300), issuer.key()));
        refused(RefusalReason.VELOCITY_LIMIT, issuer.till.debit(card, fen(201), issuer.key()));
        done(issuer.till.debit(Spending.of(card, fen(201)).orLess(), issuer.key()), 200, 500, 0);
        refused(
                RefusalReason.VELOCITY_LIMIT,
                issuer.till.debit(Spending.of(card, fen(1)).orLess(), issuer.key()));
        issuer.audit();
    }

    @Test
    void whatWasRefusedOrReversedDoesNotCount() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.velocity(VelocityLimit.operations(SPENDING, Duration.ofDays(1), 1)));
        CardCode card = issuer.card(1_000);
        refused(RefusalReason.INSUFFICIENT_FUNDS, issuer.till.debit(card, fen(2_000), issuer.key()));
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(1), debit));
        refused(RefusalReason.VELOCITY_LIMIT, issuer.till.debit(card, fen(1), issuer.key()));
        done(issuer.till.reverse(card, debit, issuer.key()));
        OperationKey second = issuer.key();
        done(issuer.till.debit(card, fen(1), second));
        done(issuer.till.refund(card, second, fen(1), issuer.key()));
        refused(RefusalReason.VELOCITY_LIMIT, issuer.till.debit(card, fen(1), issuer.key()));
    }

    @Test
    void limitsAreAboutTheirKindsAndTheirCard() throws LedgerException {
        Issuer issuer = new Issuer(
                rules -> rules.velocity(VelocityLimit.operations(Set.of(OperationKind.LOAD), Duration.ofDays(1), 2)));
        CardCode card = issuer.card(10);
        CardCode other = issuer.card(10);
        done(issuer.till.load(card, fen(1), issuer.key()));
        refused(RefusalReason.VELOCITY_LIMIT, issuer.till.load(card, fen(1), issuer.key()));
        done(issuer.till.load(other, fen(1), issuer.key()));
        for (int i = 0; i < 5; i++) {
            done(issuer.till.debit(card, fen(1), issuer.key()));
        }
    }

    @Test
    void aNumberOfZeroForbids() throws LedgerException {
        Issuer issuer = new Issuer(rules ->
                rules.velocity(VelocityLimit.operations(Set.of(OperationKind.AUTHORISE), Duration.ofDays(1), 0)));
        CardCode card = issuer.card(10);
        refused(RefusalReason.VELOCITY_LIMIT, issuer.till.authorise(Spending.of(card, fen(1)), issuer.key()));
        done(issuer.till.debit(card, fen(1), issuer.key()));
    }

    @Test
    void limitsThatMeanNothingCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> VelocityLimit.operations(Set.of(), Duration.ofDays(1), 1));
        assertThrows(IllegalArgumentException.class, () -> VelocityLimit.operations(SPENDING, Duration.ZERO, 1));
        assertThrows(IllegalArgumentException.class, () -> VelocityLimit.amount(SPENDING, Duration.ofDays(3_661), 1));
        assertThrows(IllegalArgumentException.class, () -> VelocityLimit.amount(SPENDING, Duration.ofDays(1), -1));
    }
}
