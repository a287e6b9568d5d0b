package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.MemoryLedger;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.tlv.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    private static final int THREADS = 8;

    private static <T> List<T> atOnce(Callable<T> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void noDebitOfAHotCardIsLostAndNoneIsTooMuch() throws Exception {
        for (boolean plain : new boolean[] {true, false}) {
            Issuer issuer = new Issuer(
                    plain
                            ? rules -> rules
                            : rules -> rules.velocity(
                                    VelocityLimit.operations(Set.of(OperationKind.DEBIT), Duration.ofDays(1), 1_000)));
            CardCode card = issuer.card(1_000);
            List<Integer> done = atOnce(() -> {
                int count = 0;
                for (int i = 0; i < 200; i++) {
                    Answer answer = issuer.till.debit(card, fen(1), issuer.key());
                    count += answer instanceof Answer.Done ? 1 : 0;
                }
                return count;
            });
            assertEquals(1_000, done.stream().mapToInt(Integer::intValue).sum());
            issuer.has(card, 0, 0);
            assertEquals(1_000, issuer.system("settlement:till-1"));
            issuer.audit();
        }
    }

    @Test
    void oneKeyAskedByManyIsDoneOnce() throws Exception {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        for (int i = 0; i < 50; i++) {
            OperationKey key = issuer.key();
            List<Answer> answers = atOnce(() -> issuer.till.debit(card, fen(1), key));
            Set<Bytes> different = new HashSet<>();
            int replayed = 0;
            for (Answer answer : answers) {
                done(answer);
                different.add(answer.stored());
                replayed += answer.replayed() ? 1 : 0;
            }
            assertEquals(1, different.size());
            assertEquals(THREADS - 1, replayed);
        }
        issuer.has(card, 950, 0);
    }

    @Test
    void aVelocityLimitHoldsAtOnce() throws Exception {
        Issuer issuer = new Issuer(
                rules -> rules.velocity(VelocityLimit.operations(Set.of(OperationKind.DEBIT), Duration.ofDays(1), 5)));
        CardCode card = issuer.card(1_000);
        List<Answer> answers = atOnce(() -> issuer.till.debit(card, fen(1), issuer.key()));
        assertEquals(5, answers.stream().filter(Answer.Done.class::isInstance).count());
        issuer.has(card, 995, 0);
    }

    @Test
    void aRefundIsCappedAtOnce() throws Exception {
        Issuer issuer = new Issuer();
        CardCode card = issuer.card(1_000);
        OperationKey debit = issuer.key();
        done(issuer.till.debit(card, fen(100), debit));
        List<Answer> answers = atOnce(() -> issuer.till.refund(card, debit, fen(30), issuer.key()));
        assertEquals(3, answers.stream().filter(Answer.Done.class::isInstance).count());
        issuer.has(card, 990, 0);
    }

    @Test
    void aDebitAndItsReversalMayRace() throws Exception {
        for (int i = 0; i < 50; i++) {
            Issuer issuer = new Issuer();
            CardCode card = issuer.card(100);
            OperationKey debit = issuer.key();
            OperationKey reversal = issuer.key();
            atOnce(() -> Thread.currentThread().getId() % 2 == 0
                    ? issuer.till.debit(card, fen(10), debit)
                    : issuer.till.reverse(card, debit, reversal));
            issuer.till.reverse(card, debit, reversal);
            issuer.till.debit(card, fen(10), debit);
            issuer.has(card, 100, 0);
            issuer.audit();
        }
    }

    @Test
    void transfersInCirclesKeepTheSum() throws Exception {
        for (MemoryLedger ledger : List.of(new MemoryLedger(), MemoryLedger.inShards(256))) {
            Issuer issuer = new Issuer(ledger, rules -> rules);
            List<CardCode> cards = List.of(issuer.card(100), issuer.card(100), issuer.card(100));
            atOnce(() -> {
                for (int i = 0; i < 60; i++) {
                    issuer.till.transfer(
                            Spending.of(cards.get(i % 3), fen(1 + i % 40)), cards.get((i + 1) % 3), issuer.key());
                }
                return 0;
            });
            long sum = 0;
            for (CardCode card : cards) {
                sum += issuer.record(card).balance().available().getAmountMinorLong();
            }
            assertEquals(300, sum);
            assertEquals(0, issuer.system("transit"));
            assertTrue(issuer.ledger
                    .reads()
                    .openTransfers(Issuer.TENANT, Long.MAX_VALUE, 10)
                    .isEmpty());
            issuer.audit();
        }
    }

    @Test
    void sweepsMayRunAtOnce() throws Exception {
        Issuer issuer = new Issuer(rules -> rules.expiry(1, 0));
        CardCode card = issuer.card(1_000);
        for (int i = 0; i < 20; i++) {
            done(issuer.till.authorise(Spending.of(card, fen(10)), issuer.key()));
        }
        issuer.pass(Duration.ofDays(10));
        atOnce(() -> {
            issuer.operator.sweepHolds(100);
            issuer.operator.sweepExpired(100);
            return 0;
        });
        issuer.has(card, 0, 0);
        assertEquals(1_000, issuer.system("breakage"));
        issuer.audit();
    }
}
