package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.conflict;
import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static dev.solvo.prepaid.account.Issuer.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A terminal cannot tell cards that it may not use from cards that there are not. */
class UniformRefusalTest {
    @FunctionalInterface
    interface Attempt {
        Object on(Issuer issuer, CardCode card, OperationKey key) throws LedgerException;
    }

    static Stream<Arguments> attempts() {
        return Stream.of(
                of("debit", (i, c, k) -> i.till.debit(c, fen(10), k)),
                of("debit with PIN", (i, c, k) -> i.till.debit(spending(c), k)),
                of("debit or less", (i, c, k) -> i.till.debit(spending(c).orLess(), k)),
                of("authorise", (i, c, k) -> i.till.authorise(spending(c), k)),
                of("transfer", (i, c, k) -> i.till.transfer(spending(c), i.card(0), k)),
                of("balance", (i, c, k) -> i.till.balance(c)),
                of("balance with PIN", (i, c, k) -> i.till.balance(c, Pin.of("0000"))),
                of("huge", (i, c, k) -> i.till.debit(c, fen(AmountRange.LARGEST + 1), k)));
    }

    /** What needs no PIN is accepted with a card that has one. */
    static Stream<Arguments> attemptsWithoutPin() {
        return Stream.of(
                of("load", (i, c, k) -> i.till.load(c, fen(10), k)),
                of("unlinked refund", (i, c, k) -> i.till.unlinkedRefund(c, fen(10), k)),
                of("capture", (i, c, k) -> i.till.capture(c, OperationKey.of("x"), fen(1), CaptureRest.KEEP, k)),
                of("release", (i, c, k) -> i.till.release(c, OperationKey.of("x"), k)),
                of("refund", (i, c, k) -> i.till.refund(c, OperationKey.of("x"), fen(1), k)),
                of("reverse", (i, c, k) -> i.till.reverse(c, OperationKey.of("y"), k)),
                of("transfer to", (i, c, k) -> i.till.transfer(Spending.of(i.card(10), fen(5)), c, k)),
                of("change PIN", (i, c, k) -> i.till.changePin(c, Pin.of("0000"), Pin.of("1111"), k)));
    }

    private static Arguments of(String name, Attempt attempt) {
        return Arguments.of(name, attempt);
    }

    private static Spending spending(CardCode card) {
        return Spending.of(card, fen(10)).withPin(Pin.of("0000"));
    }

    private static Map<String, CardCode> cards(Issuer issuer, boolean withPin) throws LedgerException {
        Map<String, CardCode> cards = new LinkedHashMap<>();
        cards.put("unknown", issuer.code());
        for (CardState state : CardState.values()) {
            if (state != CardState.ACTIVE && state != CardState.INACTIVE) {
                cards.put(state.name(), CardStateTest.in(state, issuer));
            }
        }
        CardCode inactive = issuer.code();
        done(issuer.operator.issueInactive(inactive, Issuer.PRODUCT, issuer.key()));
        cards.put("INACTIVE", inactive);
        CardCode blocked = issuer.cardWithPin(100, "1234");
        done(issuer.operator.block(blocked, "why", issuer.key()));
        cards.put("blocked with PIN", blocked);
        if (withPin) {
            cards.put("wrong PIN", issuer.cardWithPin(100, "1234"));
        }
        return cards;
    }

    private static <T> T of(Map<String, T> map, String name) {
        return Optional.ofNullable(map.get(name)).orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attempts")
    void everyCardThatIsNotAcceptedGetsTheSameAnswer(String name, Attempt attempt) throws LedgerException {
        same(attempt, true);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attemptsWithoutPin")
    void soItIsWithWhatNeedsNoPin(String name, Attempt attempt) throws LedgerException {
        same(attempt, false);
    }

    private static void same(Attempt attempt, boolean withPin) throws LedgerException {
        for (boolean rotated : new boolean[] {false, true}) {
            for (Supplier<Ledger> ledger :
                    List.<Supplier<Ledger>>of(MemoryLedger::new, () -> MemoryLedger.inShards(4))) {
                Map<String, List<Object>> seen = new LinkedHashMap<>();
                for (String which : cards(new Issuer(), withPin).keySet()) {
                    Issuer before = new Issuer(ledger.get(), rules -> rules.unlinkedRefunds(true));
                    CardCode card = of(cards(before, withPin), which);
                    Issuer issuer = rotated ? before.with(Issuer.keys(2, 2)) : before;
                    OperationKey key = OperationKey.of("attempt");
                    List<Object> answers = new ArrayList<>();
                    answers.add(attempt.on(issuer, card, key));
                    // The same again, something else under the same key, and the same key for a card that is accepted.
                    answers.add(attempt.on(issuer, card, key));
                    answers.add(issuer.till.debit(card, fen(77), key));
                    Answer elsewhere = issuer.till.debit(issuer.card(500), fen(5), key);
                    answers.add(elsewhere.getClass());
                    answers.add(elsewhere instanceof Answer.Done done ? done.balance() : elsewhere);
                    seen.put(which, answers);
                }
                List<Object> unknown = of(seen, "unknown");
                seen.forEach((which, answers) -> {
                    assertEquals(unknown.size(), answers.size());
                    for (int i = 0; i < unknown.size(); i++) {
                        Object expected = unknown.get(i);
                        Object actual = answers.get(i);
                        assertEquals(expected, actual, which + ", answer " + i);
                        assertEquals(expected.toString(), actual.toString(), which);
                        if (expected instanceof Answer first) {
                            assertEquals(first.stored(), ((Answer) actual).stored(), which);
                        }
                    }
                });
            }
        }
    }

    @Test
    void aKeyOfAnotherCardDoesNotTellWhetherThisOneIsThere() throws LedgerException {
        Issuer issuer = new Issuer();
        Map<String, CardCode> cards = cards(issuer, true);
        CardCode good = issuer.card(100);
        OperationKey key = issuer.key();
        done(issuer.till.debit(good, fen(1), key));
        Answer unknown = issuer.till.debit(of(cards, "unknown"), fen(1), key);
        refused(RefusalReason.NOT_ACCEPTED, unknown);
        for (Map.Entry<String, CardCode> card : cards.entrySet()) {
            assertEquals(unknown, issuer.till.debit(card.getValue(), fen(1), key), card.getKey());
        }
        conflict(issuer.till.debit(issuer.card(100), fen(1), key));
    }

    @Test
    void whatGoesByAKeyOfItsOwnCanBeReferredToByTheCallersKey() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode blocked = CardStateTest.in(CardState.BLOCKED, issuer);
        CardCode good = issuer.card(100);
        OperationKey key = issuer.key();
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.authorise(Spending.of(blocked, fen(10)), key));
        Answer first = issuer.till.authorise(Spending.of(good, fen(10)), key);
        done(first, 10, 100, 10);
        Answer again = issuer.till.authorise(Spending.of(good, fen(10)), key);
        assertEquals(first.stored(), again.stored());
        assertEquals(true, again.replayed());
        conflict(issuer.till.authorise(Spending.of(good, fen(11)), key));
        OperationKey capture = issuer.key();
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.load(blocked, fen(10), capture));
        done(issuer.till.capture(good, key, fen(4), CaptureRest.KEEP, capture), 4, 96, 6);
        done(issuer.till.refund(good, capture, fen(1), issuer.key()), 1, 97, 6);
        done(issuer.till.release(good, key, issuer.key()), 6, 97, 0);
        OperationKey late = issuer.key();
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.load(blocked, fen(10), late));
        done(issuer.till.reverse(good, late, issuer.key()), 0, 97, 0);
        refused(RefusalReason.REVERSED, issuer.till.debit(good, fen(1), late));
        CardCode other = issuer.card(0);
        OperationKey transfer = issuer.key();
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.load(blocked, fen(10), transfer));
        done(issuer.till.transfer(Spending.of(good, fen(7)), other, transfer), 7, 90, 0);
        issuer.has(other, 7, 0);
        issuer.audit();
    }

    @Test
    void holdsUnderSuchKeysExpireToo() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode blocked = CardStateTest.in(CardState.BLOCKED, issuer);
        CardCode swept = issuer.card(100);
        CardCode lazy = issuer.card(100);
        for (CardCode card : List.of(swept, lazy)) {
            OperationKey key = OperationKey.of("k".repeat(63) + (card.equals(lazy) ? "1" : "2"));
            refused(RefusalReason.NOT_ACCEPTED, issuer.till.authorise(Spending.of(blocked, fen(10)), key));
            done(issuer.till.authorise(Spending.of(card, fen(10)), key));
        }
        issuer.pass(Duration.ofDays(8));
        done(issuer.till.debit(lazy, fen(100), issuer.key()), 100, 0, 0);
        assertEquals(new Sweep(1, 0, false), issuer.operator.sweepHolds(10));
        issuer.has(swept, 100, 0);
        issuer.audit();
    }

    @Test
    void aReplacedCardForwardsUnderTheLongestKeys() throws LedgerException {
        Issuer issuer = new Issuer(MemoryLedger.inShards(256), rules -> rules);
        CardCode old = issuer.card(100);
        OperationKey hold = OperationKey.of("h".repeat(64));
        done(issuer.till.authorise(Spending.of(old, fen(10)), hold));
        CardCode fresh = issuer.code();
        done(issuer.operator.replace(old, fresh, "worn", OperationKey.of("r".repeat(64))));
        issuer.pass(Duration.ofDays(8));
        assertEquals(new Sweep(1, 0, false), issuer.operator.sweepHolds(10));
        issuer.has(fresh, 100, 0);
        issuer.audit();
    }

    @Test
    void anOperatorIsToldWhy() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode blocked = CardStateTest.in(CardState.BLOCKED, issuer);
        Answer.Refused refused =
                assertInstanceOf(Answer.Refused.class, issuer.operator.load(blocked, fen(1), issuer.key()));
        assertEquals(RefusalReason.WRONG_STATE, refused.reason());
        assertEquals(CardState.BLOCKED, refused.state().orElseThrow());
        assertEquals(fen(100), refused.balance().orElseThrow().ledger());
    }

    @Test
    void whoTriesTooOftenIsRefusedWhateverTheCard() throws LedgerException {
        Issuer base = new Issuer();
        CardCode good = base.card(100);
        CardCode blocked = CardStateTest.in(CardState.BLOCKED, base);
        for (CardCode bad : List.of(blocked, base.code())) {
            Issuer issuer = base.with(new MemoryAttemptLimit(3, 2, Duration.ofMinutes(1), 100));
            OperationKey key = issuer.key();
            refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(bad, fen(1), issuer.key()));
            assertEquals(new BalanceAnswer.Refused(RefusalReason.NOT_ACCEPTED), issuer.till.balance(bad));
            refused(RefusalReason.TOO_MANY_TRIES, issuer.till.debit(bad, fen(1), key));
            refused(RefusalReason.TOO_MANY_TRIES, issuer.otherTill.debit(bad, fen(1), key));
            assertEquals(new BalanceAnswer.Refused(RefusalReason.TOO_MANY_TRIES), issuer.otherTill.balance(bad));
            done(issuer.till.debit(good, fen(1), issuer.key()));
            refused(RefusalReason.NOT_FOUND, issuer.till.release(good, OperationKey.of("no"), issuer.key()));
            OperationKey waiting = issuer.key();
            refused(RefusalReason.TOO_MANY_TRIES, issuer.till.debit(good, fen(1), waiting));
            done(issuer.otherTill.debit(good, fen(1), issuer.key()));
            issuer.pass(Duration.ofMinutes(1));
            done(issuer.till.debit(good, fen(1), waiting));
            refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(bad, fen(1), key));
        }
        base.audit();
    }
}
