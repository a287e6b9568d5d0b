package dev.solvo.prepaid.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random operations against a model that is written from the documentation, with plain numbers. Whatever is asked, answers and balances
 * are the model's, what is asked again is answered the same, and the books are sound.
 */
class AccountModelTest {
    private static final int CARDS = 3;
    private static final long MAXIMUM = 400;
    private static final long DAY = Duration.ofDays(1).toMillis();

    enum Kind {
        LOAD,
        DEBIT,
        DEBIT_OR_LESS,
        AUTHORISE,
        AUTHORISE_LONG,
        CAPTURE,
        CAPTURE_LAST,
        RELEASE,
        REFUND,
        REVERSE,
        REVERSE_UNKNOWN,
        TRANSFER,
        ADJUST_UP,
        ADJUST_DOWN,
        BLOCK,
        UNBLOCK,
        PASS,
        SWEEP,
        AGAIN
    }

    record Action(Kind kind, int first, int second, long amount) {}

    @Provide
    Arbitrary<List<Action>> actions() {
        Arbitrary<Action> action = Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, CARDS - 1),
                        Arbitraries.longs().between(1, 150))
                .as(Action::new);
        return action.list().ofMinSize(1).ofMaxSize(80);
    }

    @Property(tries = 400)
    void theBooksDoWhatTheModelSays(@ForAll("actions") List<Action> actions) throws LedgerException {
        run(new MemoryLedger(), actions);
    }

    @Property(tries = 200)
    void soTheyDoInShards(@ForAll("actions") List<Action> actions) throws LedgerException {
        run(MemoryLedger.inShards(7), actions);
    }

    private static void run(MemoryLedger ledger, List<Action> actions) throws LedgerException {
        new Run(ledger).all(actions);
    }

    /** An operation as the model remembers it. */
    private static final class Op {
        final String kind;
        final int card;
        final OperationKey key;
        long approved;
        long refunded;
        boolean reversed;
        boolean done;
        long remaining;
        long captured;
        long expires;
        long fromHold;
        long freed;
        boolean closed;
        Optional<Op> original = Optional.empty();

        Op(String kind, int card, OperationKey key) {
            this.kind = kind;
            this.card = card;
            this.key = key;
        }
    }

    private record Expected(long approved, String reason) {
        static Expected done(long approved) {
            return new Expected(approved, "");
        }

        static Expected refused(String reason) {
            return new Expected(0, reason);
        }
    }

    @FunctionalInterface
    interface Asked {
        Answer ask() throws LedgerException;
    }

    private static final class Run {
        private final Issuer issuer;
        private final List<CardCode> cards = new ArrayList<>();
        private final long[] balances = new long[CARDS];
        private final boolean[] blocked = new boolean[CARDS];
        private final List<Op> ops = new ArrayList<>();
        private final List<Op> holds = new ArrayList<>();
        private final List<Op> spent = new ArrayList<>();
        private final List<Asked> questions = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();
        private final Map<String, Long> system = new HashMap<>();
        private long now = Issuer.START.toEpochMilli();

        Run(MemoryLedger ledger) throws LedgerException {
            issuer = new Issuer(
                    ledger,
                    rules -> rules.maximumBalance(MAXIMUM)
                            .partialApproval(true)
                            .captureAboveHold(50)
                            .holds(Duration.ofDays(1), Duration.ofDays(30)));
            for (int i = 0; i < CARDS; i++) {
                cards.add(issuer.card(0));
            }
        }

        void all(List<Action> actions) throws LedgerException {
            for (Action action : actions) {
                step(action);
                for (int i = 0; i < CARDS; i++) {
                    assertEquals(
                            Answers.balance(Issuer.CNY, balances[i], held(i)),
                            issuer.record(cards.get(i)).balance(),
                            "card " + i + " after " + action);
                    assertTrue(balances[i] - held(i) >= 0);
                }
            }
            issuer.audit();
            long owed = 0;
            for (long balance : balances) {
                owed += balance;
            }
            long sum = 0;
            for (String account : List.of("funding", "adjustment", "settlement:till-1", "transit")) {
                assertEquals(system.getOrDefault(account, 0L), issuer.system(account), account);
                sum += issuer.system(account);
            }
            assertEquals(0, owed + sum);
        }

        private long held(int card) {
            long held = 0;
            for (Op hold : holds) {
                held += hold.card == card ? remaining(hold) : 0;
            }
            return held;
        }

        private long remaining(Op hold) {
            return hold.expires > now ? hold.remaining : 0;
        }

        private long available(int card) {
            return balances[card] - held(card);
        }

        private void move(String account, int card, long credit) {
            balances[card] += credit;
            system.merge(account, -credit, Long::sum);
        }

        private void step(Action action) throws LedgerException {
            int card = action.first % CARDS;
            long amount = action.amount;
            CardCode code = cards.get(card);
            OperationKey key = issuer.key();
            switch (action.kind) {
                case LOAD -> ask(load(card, amount, key), () -> issuer.till.load(code, Issuer.fen(amount), key));
                case DEBIT ->
                    ask(debit(card, amount, key, false), () -> issuer.till.debit(code, Issuer.fen(amount), key));
                case DEBIT_OR_LESS ->
                    ask(
                            debit(card, amount, key, true),
                            () -> issuer.till.debit(
                                    Spending.of(code, Issuer.fen(amount)).orLess(), key));
                case AUTHORISE ->
                    ask(
                            authorise(card, amount, key, DAY),
                            () -> issuer.till.authorise(Spending.of(code, Issuer.fen(amount)), key));
                case AUTHORISE_LONG ->
                    ask(
                            authorise(card, amount, key, 10 * DAY),
                            () -> issuer.till.authorise(
                                    Spending.of(code, Issuer.fen(amount)).heldFor(Duration.ofDays(10)), key));
                case CAPTURE, CAPTURE_LAST -> {
                    if (!holds.isEmpty()) {
                        Op hold = holds.get(action.first % holds.size());
                        CaptureRest rest = action.kind == Kind.CAPTURE ? CaptureRest.KEEP : CaptureRest.RELEASE;
                        ask(
                                capture(hold, amount, key, rest == CaptureRest.RELEASE),
                                () -> issuer.till.capture(
                                        cards.get(hold.card), hold.key, Issuer.fen(amount), rest, key));
                    }
                }
                case RELEASE -> {
                    if (!holds.isEmpty()) {
                        Op hold = holds.get(action.first % holds.size());
                        ask(release(hold), () -> issuer.till.release(cards.get(hold.card), hold.key, key));
                    }
                }
                case REFUND -> {
                    if (!spent.isEmpty()) {
                        Op original = spent.get(action.first % spent.size());
                        ask(
                                refund(original, amount, key),
                                () -> issuer.till.refund(
                                        cards.get(original.card), original.key, Issuer.fen(amount), key));
                    }
                }
                case REVERSE -> {
                    if (!ops.isEmpty()) {
                        Op original = ops.get(action.first % ops.size());
                        ask(reverse(original), () -> issuer.till.reverse(cards.get(original.card), original.key, key));
                    }
                }
                case REVERSE_UNKNOWN -> {
                    OperationKey late = issuer.key();
                    ask(
                            blocked[card] ? Expected.refused("NOT_ACCEPTED") : Expected.done(0),
                            () -> issuer.till.reverse(code, late, key));
                    ask(
                            Expected.refused(blocked[card] ? "NOT_ACCEPTED" : "REVERSED"),
                            () -> issuer.till.load(code, Issuer.fen(amount), late));
                }
                case TRANSFER -> {
                    CardCode to = cards.get(action.second);
                    ask(
                            transfer(card, action.second, amount, key),
                            () -> issuer.till.transfer(Spending.of(code, Issuer.fen(amount)), to, key));
                }
                case ADJUST_UP -> {
                    move("adjustment", card, amount);
                    ask(Expected.done(amount), () -> issuer.operator.adjust(code, Issuer.fen(amount), "count", key));
                }
                case ADJUST_DOWN -> {
                    boolean enough = available(card) >= amount;
                    if (enough) {
                        move("adjustment", card, -amount);
                    }
                    ask(
                            enough ? Expected.done(amount) : Expected.refused("INSUFFICIENT_FUNDS"),
                            () -> issuer.operator.adjust(code, Issuer.fen(-amount), "count", key));
                }
                case BLOCK -> {
                    Expected expected = blocked[card] ? Expected.refused("WRONG_STATE") : Expected.done(0);
                    blocked[card] = true;
                    ask(expected, () -> issuer.operator.block(code, "why", key));
                }
                case UNBLOCK -> {
                    Expected expected = blocked[card] ? Expected.done(0) : Expected.refused("WRONG_STATE");
                    blocked[card] = false;
                    ask(expected, () -> issuer.operator.unblock(code, "why", key));
                }
                case PASS -> {
                    issuer.pass(Duration.ofHours(action.first));
                    now += Duration.ofHours(action.first).toMillis();
                }
                case SWEEP -> {
                    issuer.operator.sweepHolds(100);
                    issuer.operator.sweepTransfers(issuer.now(), 100);
                }
                case AGAIN -> {
                    if (!questions.isEmpty()) {
                        int which = action.first % questions.size();
                        Answer again = questions.get(which).ask();
                        assertEquals(answers.get(which).stored(), again.stored());
                        boolean hidden = again instanceof Answer.Refused refused
                                && refused.reason() == RefusalReason.NOT_ACCEPTED;
                        assertEquals(!hidden, again.replayed());
                    }
                }
            }
        }

        private void ask(Expected expected, Asked question) throws LedgerException {
            Answer answer = question.ask();
            if (expected.reason.isEmpty()) {
                Answer.Done done = assertInstanceOf(Answer.Done.class, answer, answer::toString);
                assertEquals(Issuer.fen(expected.approved), done.approved());
            } else {
                Answer.Refused refused = assertInstanceOf(Answer.Refused.class, answer, answer::toString);
                assertEquals(expected.reason, refused.reason().name());
            }
            questions.add(question);
            answers.add(answer);
        }

        private Op note(String kind, int card, OperationKey key, long approved, boolean done) {
            Op op = new Op(kind, card, key);
            op.approved = approved;
            op.done = done;
            ops.add(op);
            return op;
        }

        private Expected refuse(String kind, int card, OperationKey key, String reason) {
            note(kind, card, key, 0, false);
            return Expected.refused(reason);
        }

        private Expected load(int card, long amount, OperationKey key) {
            if (blocked[card]) {
                return refuse("LOAD", card, key, "NOT_ACCEPTED");
            }
            if (balances[card] + amount > MAXIMUM) {
                return refuse("LOAD", card, key, "BALANCE_LIMIT");
            }
            move("funding", card, amount);
            note("LOAD", card, key, amount, true);
            return Expected.done(amount);
        }

        private Expected debit(int card, long amount, OperationKey key, boolean orLess) {
            if (blocked[card]) {
                return refuse("DEBIT", card, key, "NOT_ACCEPTED");
            }
            long approved = orLess ? Math.min(amount, available(card)) : amount;
            if (approved == 0 || approved > available(card)) {
                return refuse("DEBIT", card, key, "INSUFFICIENT_FUNDS");
            }
            move("settlement:till-1", card, -approved);
            spent.add(note("DEBIT", card, key, approved, true));
            return Expected.done(approved);
        }

        private Expected authorise(int card, long amount, OperationKey key, long lifetime) {
            if (blocked[card]) {
                return refuse("AUTHORISE", card, key, "NOT_ACCEPTED");
            }
            long open = holds.stream()
                    .filter(hold -> hold.card == card && remaining(hold) > 0)
                    .count();
            if (open >= 32) {
                return refuse("AUTHORISE", card, key, "TOO_MANY_HOLDS");
            }
            if (amount > available(card)) {
                return refuse("AUTHORISE", card, key, "INSUFFICIENT_FUNDS");
            }
            Op hold = note("AUTHORISE", card, key, amount, true);
            hold.remaining = amount;
            hold.expires = now + lifetime;
            holds.add(hold);
            return Expected.done(amount);
        }

        private String closed(Op hold) {
            if (hold.reversed) {
                return "REVERSED";
            }
            if (hold.expires <= now) {
                return "HOLD_EXPIRED";
            }
            return hold.remaining == 0 ? "HOLD_CLOSED" : "";
        }

        private Expected capture(Op hold, long amount, OperationKey key, boolean last) {
            String refusal = closed(hold);
            long fromHold = Math.min(amount, hold.remaining);
            if (refusal.isEmpty() && hold.captured + amount > hold.approved + hold.approved * 50 / 100) {
                refusal = "EXCEEDS_ORIGINAL";
            }
            if (refusal.isEmpty() && amount > fromHold && blocked[hold.card]) {
                refusal = "NOT_ACCEPTED";
            }
            if (refusal.isEmpty() && amount - fromHold > available(hold.card)) {
                refusal = "INSUFFICIENT_FUNDS";
            }
            if (!refusal.isEmpty()) {
                return refuse("CAPTURE", hold.card, key, refusal);
            }
            Op capture = note("CAPTURE", hold.card, key, amount, true);
            capture.original = Optional.of(hold);
            capture.fromHold = fromHold;
            capture.freed = last ? hold.remaining - fromHold : 0;
            hold.remaining -= fromHold + capture.freed;
            capture.closed = hold.remaining == 0;
            hold.captured += amount;
            move("settlement:till-1", hold.card, -amount);
            spent.add(capture);
            return Expected.done(amount);
        }

        private Expected release(Op hold) {
            String refusal = closed(hold);
            if (!refusal.isEmpty()) {
                return Expected.refused(refusal);
            }
            long remaining = hold.remaining;
            hold.remaining = 0;
            return Expected.done(remaining);
        }

        private Expected refund(Op original, long amount, OperationKey key) {
            if (original.reversed) {
                return refuse("REFUND", original.card, key, "REVERSED");
            }
            if (amount > original.approved - original.refunded) {
                return refuse("REFUND", original.card, key, "EXCEEDS_ORIGINAL");
            }
            original.refunded += amount;
            move("settlement:till-1", original.card, amount);
            Op refund = note("REFUND", original.card, key, amount, true);
            refund.original = Optional.of(original);
            return Expected.done(amount);
        }

        private Expected reverse(Op original) {
            int card = original.card;
            if (!original.done) {
                return blocked[card] ? Expected.refused("NOT_ACCEPTED") : Expected.done(0);
            }
            if (original.reversed) {
                return Expected.refused("REVERSED");
            }
            if (original.refunded > 0 || original.kind.equals("TRANSFER")) {
                return Expected.refused("NOT_REVERSIBLE");
            }
            switch (original.kind) {
                case "LOAD", "REFUND" -> {
                    if (available(card) < original.approved) {
                        return Expected.refused("INSUFFICIENT_FUNDS");
                    }
                    boolean load = original.kind.equals("LOAD");
                    move(load ? "funding" : "settlement:till-1", card, -original.approved);
                    if (!load) {
                        original.original.orElseThrow().refunded -= original.approved;
                    }
                }
                case "DEBIT" -> move("settlement:till-1", card, original.approved);
                case "AUTHORISE" -> {
                    if (original.captured > 0) {
                        return Expected.refused("NOT_REVERSIBLE");
                    }
                    long remaining = remaining(original);
                    original.remaining = 0;
                    original.reversed = true;
                    return Expected.done(remaining);
                }
                default -> undoCapture(original);
            }
            original.reversed = true;
            return Expected.done(original.approved);
        }

        private void undoCapture(Op capture) {
            Op hold = capture.original.orElseThrow();
            move("settlement:till-1", capture.card, capture.approved);
            hold.captured -= capture.approved;
            if (hold.expires <= now || hold.reversed) {
                return;
            }
            long again = 0;
            if (hold.remaining == 0 && capture.closed) {
                again = capture.fromHold + capture.freed;
            } else if (hold.remaining > 0) {
                again = capture.fromHold;
            }
            hold.remaining += Math.min(again, available(capture.card));
        }

        private Expected transfer(int from, int to, long amount, OperationKey key) {
            if (blocked[from]) {
                return refuse("TRANSFER", from, key, "NOT_ACCEPTED");
            }
            if (available(from) < amount) {
                return refuse("TRANSFER", from, key, "INSUFFICIENT_FUNDS");
            }
            if (from == to) {
                return refuse("TRANSFER", from, key, "SAME_CARD");
            }
            if (blocked[to]) {
                return refuse("TRANSFER", from, key, "NOT_ACCEPTED");
            }
            if (balances[to] + amount > MAXIMUM) {
                return refuse("TRANSFER", from, key, "BALANCE_LIMIT");
            }
            balances[from] -= amount;
            balances[to] += amount;
            note("TRANSFER", from, key, amount, true);
            return Expected.done(amount);
        }
    }
}
