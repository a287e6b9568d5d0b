package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static dev.solvo.prepaid.account.Issuer.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CardStateTest {
    /** A card with 100 on it in a state; an inactive one has nothing. */
    static CardCode in(CardState state, Issuer issuer) throws LedgerException {
        if (state == CardState.INACTIVE) {
            CardCode code = issuer.code();
            done(issuer.operator.issueInactive(code, Issuer.PRODUCT, issuer.key()));
            return code;
        }
        CardCode code = issuer.card(100);
        switch (state) {
            case BLOCKED -> done(issuer.operator.block(code, "test", issuer.key()));
            case LOST -> done(issuer.operator.lost(code, "test", issuer.key()));
            case REPLACED -> done(issuer.operator.replace(code, issuer.code(), "test", issuer.key()));
            case EXPIRED -> done(issuer.operator.expire(code, "test", issuer.key()));
            default -> {}
        }
        assertEquals(state, issuer.record(code).state());
        return code;
    }

    @FunctionalInterface
    interface Act {
        Answer on(Issuer issuer, CardCode card) throws LedgerException;
    }

    static Stream<Arguments> transitions() {
        return Stream.of(
                acting(
                        "activate",
                        (i, c) -> i.operator.activate(c, i.key()),
                        Map.of(CardState.INACTIVE, CardState.ACTIVE)),
                acting(
                        "block",
                        (i, c) -> i.operator.block(c, "why", i.key()),
                        Map.of(CardState.ACTIVE, CardState.BLOCKED)),
                acting(
                        "unblock",
                        (i, c) -> i.operator.unblock(c, "why", i.key()),
                        Map.of(CardState.BLOCKED, CardState.ACTIVE)),
                acting(
                        "lost",
                        (i, c) -> i.operator.lost(c, "why", i.key()),
                        Map.of(CardState.ACTIVE, CardState.LOST, CardState.BLOCKED, CardState.LOST)),
                acting(
                        "replace",
                        (i, c) -> i.operator.replace(c, i.code(), "why", i.key()),
                        Map.of(
                                CardState.ACTIVE,
                                CardState.REPLACED,
                                CardState.BLOCKED,
                                CardState.REPLACED,
                                CardState.LOST,
                                CardState.REPLACED)),
                acting(
                        "expire",
                        (i, c) -> i.operator.expire(c, "why", i.key()),
                        Map.of(
                                CardState.INACTIVE,
                                CardState.EXPIRED,
                                CardState.ACTIVE,
                                CardState.EXPIRED,
                                CardState.BLOCKED,
                                CardState.EXPIRED,
                                CardState.LOST,
                                CardState.EXPIRED)),
                acting(
                        "load",
                        (i, c) -> i.operator.load(c, fen(1), i.key()),
                        Map.of(CardState.ACTIVE, CardState.ACTIVE)),
                acting(
                        "adjust",
                        (i, c) -> i.operator.adjust(c, fen(1), "why", i.key()),
                        Map.of(
                                CardState.ACTIVE,
                                CardState.ACTIVE,
                                CardState.BLOCKED,
                                CardState.BLOCKED,
                                CardState.LOST,
                                CardState.LOST,
                                CardState.EXPIRED,
                                CardState.EXPIRED)));
    }

    private static Arguments acting(String name, Act act, Map<CardState, CardState> allowed) {
        return Arguments.of(name, act, allowed);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transitions")
    void anOperationIsAllowedInItsStatesOnly(String name, Act act, Map<CardState, CardState> allowed)
            throws LedgerException {
        for (CardState state : CardState.values()) {
            Issuer issuer = new Issuer();
            CardCode card = in(state, issuer);
            Answer answer = act.on(issuer, card);
            if (allowed.containsKey(state)) {
                assertEquals(Optional.of(allowed.get(state)), done(answer).state(), () -> name + " in " + state);
                assertEquals(allowed.get(state), issuer.record(card).state());
            } else {
                RefusalReason reason = name.equals("activate") && state == CardState.ACTIVE
                        ? RefusalReason.ALREADY_ACTIVE
                        : RefusalReason.WRONG_STATE;
                Answer.Refused refused = refused(reason, answer);
                assertEquals(Optional.of(state), refused.state());
                assertEquals(state, issuer.record(card).state());
            }
            issuer.audit();
        }
    }

    @ParameterizedTest
    @EnumSource(value = CardState.class, mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
    void onlyAnActiveCardIsAcceptedAtATerminal(CardState state) throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.unlinkedRefunds(true)
                .atTerminals(EnumSet.of(
                        OperationKind.LOAD,
                        OperationKind.DEBIT,
                        OperationKind.AUTHORISE,
                        OperationKind.TRANSFER,
                        OperationKind.UNLINKED_REFUND)));
        CardCode card = in(state, issuer);
        CardCode good = issuer.card(100);
        OperationKey key = issuer.key();
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(card, fen(1), key));
        assertEquals(state.name(), issuer.operation(key).cause());
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.load(card, fen(1), issuer.key()));
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.activate(card, issuer.key()));
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.unlinkedRefund(card, fen(1), issuer.key()));
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.authorise(Spending.of(card, fen(1)), issuer.key()));
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.transfer(Spending.of(card, fen(1)), good, issuer.key()));
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.transfer(Spending.of(good, fen(1)), card, issuer.key()));
        assertEquals(new BalanceAnswer.Refused(RefusalReason.NOT_ACCEPTED), issuer.till.balance(card));
        issuer.audit();
    }

    @Test
    void issuingOneCodeTwiceIsRefused() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode code = issuer.code();
        OperationKey key = issuer.key();
        Answer first = issuer.operator.issueInactive(code, Issuer.PRODUCT, key);
        done(first);
        refused(RefusalReason.CODE_TAKEN, issuer.operator.issueActive(code, Issuer.PRODUCT, issuer.key()));
        Answer again = issuer.operator.issueInactive(code, Issuer.PRODUCT, key);
        assertTrue(again.replayed());
        assertEquals(first.stored(), again.stored());
        Issuer rotated = issuer.with(Issuer.keys(2, 1));
        refused(RefusalReason.CODE_TAKEN, rotated.operator.issueActive(code, Issuer.PRODUCT, issuer.key()));
        assertEquals(CardState.INACTIVE, issuer.record(code).state());
    }

    @Test
    void aTerminalActivatesOnce() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = in(CardState.INACTIVE, issuer);
        done(issuer.till.activate(card, issuer.key()));
        refused(RefusalReason.ALREADY_ACTIVE, issuer.till.activate(card, issuer.key()));
        Issuer strict = new Issuer(rules -> rules.atTerminals(Set.of()));
        refused(RefusalReason.NOT_ACCEPTED, strict.till.activate(in(CardState.INACTIVE, strict), strict.key()));
    }

    @Test
    void aCardIsValidToTheEndOfItsLastDay() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.expiry(1, 30));
        CardCode card = in(CardState.INACTIVE, issuer);
        assertTrue(issuer.record(card).expires().isEmpty());
        done(issuer.operator.activate(card, issuer.key()));
        assertEquals(
                Optional.of(Instant.parse("2026-12-02T00:00:00Z")),
                issuer.record(card).expires());
        done(issuer.till.load(card, fen(100), issuer.key()));
        issuer.pass(Duration.between(issuer.now(), Instant.parse("2026-12-01T23:59:59.999Z")));
        done(issuer.till.debit(card, fen(1), issuer.key()));
        issuer.pass(Duration.ofMillis(1));
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(card, fen(1), issuer.key()));
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.load(card, fen(1), issuer.key()));
        assertEquals(new BalanceAnswer.Refused(RefusalReason.NOT_ACCEPTED), issuer.till.balance(card));
        issuer.has(card, 99, 0);
    }

    @Test
    void theSweepExpiresAfterTheGraceAndBreakageGetsTheRest() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.expiry(1, 30).holds(Duration.ofDays(60), Duration.ofDays(60)));
        CardCode card = issuer.card(100);
        CardCode empty = issuer.card(0);
        OperationKey hold = issuer.key();
        done(issuer.till.authorise(Spending.of(card, fen(40)), hold));
        issuer.pass(Duration.between(issuer.now(), Instant.parse("2026-12-31T23:59:59.999Z")));
        assertEquals(new Sweep(0, 0, false), issuer.operator.sweepExpired(1));
        issuer.pass(Duration.ofMillis(1));
        assertEquals(new Sweep(1, 0, true), issuer.operator.sweepExpired(1));
        assertEquals(new Sweep(1, 0, true), issuer.operator.sweepExpired(1));
        assertEquals(new Sweep(0, 0, false), issuer.operator.sweepExpired(1));
        assertEquals(60, issuer.system("breakage"));
        assertEquals(CardState.EXPIRED, issuer.record(empty).state());
        issuer.has(card, 40, 40);
        done(issuer.till.capture(card, hold, fen(15), CaptureRest.RELEASE, issuer.key()));
        assertEquals(85, issuer.system("breakage"));
        issuer.has(card, 0, 0);
        issuer.audit();
    }

    @Test
    void aRefundToAnExpiredCardWaitsForTheOperator() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        CardCode other = issuer.card(0);
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(30), debit));
        done(issuer.operator.expire(card, "closed", issuer.key()), 70, 0, 0);
        done(issuer.till.refund(card, debit, fen(30), issuer.key()));
        issuer.has(card, 30, 0);
        done(issuer.operator.transfer(card, other, fen(10), "goodwill", issuer.key()), 10, 20, 0);
        done(issuer.operator.expire(card, "rest", issuer.key()), 20, 0, 0);
        refused(RefusalReason.WRONG_STATE, issuer.operator.expire(card, "again", issuer.key()));
        assertEquals(90, issuer.system("breakage"));
        issuer.has(other, 10, 0);
        issuer.audit();
    }

    @Test
    void aHoldThatEndsOnAnExpiredCardGoesToBreakage() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        done(issuer.till.authorise(Spending.of(card, fen(40)), issuer.key()));
        done(issuer.operator.expire(card, "closed", issuer.key()), 60, 40, 40);
        issuer.pass(Duration.ofDays(8));
        assertEquals(new Sweep(1, 0, false), issuer.operator.sweepHolds(10));
        issuer.has(card, 0, 0);
        assertEquals(100, issuer.system("breakage"));
        issuer.audit();
    }

    @Test
    void anUnknownCardIsKnownToBeToOperators() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode nobodys = issuer.code();
        refused(RefusalReason.UNKNOWN_CARD, issuer.operator.block(nobodys, "why", issuer.key()));
        refused(RefusalReason.UNKNOWN_CARD, issuer.operator.load(nobodys, fen(1), issuer.key()));
        assertTrue(issuer.operator.card(nobodys).isEmpty());
        assertTrue(issuer.operator.balanceAt(nobodys, issuer.now()).isEmpty());
        assertTrue(RefusalReason.UNKNOWN_CARD.isForOperators());
        assertFalse(RefusalReason.NOT_ACCEPTED.isForOperators());
    }

    @Test
    void operatorsMayNameACardByItsAccount() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(100);
        CardReference account = new AccountReference(issuer.record(card).account());
        done(issuer.operator.adjust(account, fen(5), "count", issuer.key()), 5, 105, 0);
        assertEquals(issuer.record(card), issuer.operator.card(account).orElseThrow());
        assertEquals(card.hint(), issuer.record(card).codeHint());
    }
}
