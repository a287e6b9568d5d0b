package dev.solvo.benchmarks.prepaid;

import dev.solvo.prepaid.ledger.LedgerException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Lets clients debit one minor unit after the other, each waiting for the answer to the one before.
 *
 * @param clients how many at the same time
 * @param cards over how many cards, chosen at random; 1 is the hot card
 * @param warmUp how long nothing is counted
 * @param measured how long is counted
 */
record Throughput(int clients, int cards, Duration warmUp, Duration measured) {
    /**
     * What came of it.
     *
     * @param perSecond debits answered in a second of wall time
     * @param answered debits answered in all, uncounted ones too
     */
    record Result(double perSecond, long answered) {}

    /** @throws IllegalStateException if a debit failed or was refused */
    Result of(Debits side, long seed) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicBoolean stopping = new AtomicBoolean();
        List<Client> running = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < clients; i++) {
            Client client = new Client(side, i, cards, seeds.split(), () -> !stopping.get(), failure);
            running.add(client);
            threads.add(new Thread(client, "client-" + i));
        }
        threads.forEach(Thread::start);
        Thread.sleep(warmUp.toMillis());
        long start = System.nanoTime();
        long before = answered(running);
        Thread.sleep(measured.toMillis());
        long counted = answered(running) - before;
        double seconds = (System.nanoTime() - start) / 1e9;
        stopping.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        requireNone(failure);
        return new Result(counted / seconds, answered(running));
    }

    /**
     * Debits a number of times, and as often before, uncounted.
     *
     * @return debits answered in a second of wall time
     */
    static double ofSome(Debits side, int cards, int clients, int debits, long seed) throws InterruptedException {
        double perSecond = 0;
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int counted = 0; counted < 2; counted++) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            AtomicLong left = new AtomicLong(debits);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                threads.add(new Thread(
                        new Client(side, i, cards, seeds.split(), () -> left.getAndDecrement() > 0, failure)));
            }
            long start = System.nanoTime();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            perSecond = debits / ((System.nanoTime() - start) / 1e9);
            requireNone(failure);
        }
        return perSecond;
    }

    private static void requireNone(AtomicReference<Throwable> failure) {
        if (failure.get() != null) {
            throw new IllegalStateException("a client failed", failure.get());
        }
    }

    private static long answered(List<Client> clients) {
        return clients.stream().mapToLong(client -> client.answered.get()).sum();
    }

    private static final class Client implements Runnable {
        private final Debits side;
        private final int terminal;
        private final int cards;
        private final SplittableRandom random;
        private final BooleanSupplier goesOn;
        private final AtomicReference<Throwable> failure;
        private final AtomicLong answered = new AtomicLong();

        private Client(
                Debits side,
                int terminal,
                int cards,
                SplittableRandom random,
                BooleanSupplier goesOn,
                AtomicReference<Throwable> failure) {
            this.side = side;
            this.terminal = terminal;
            this.cards = cards;
            this.random = random;
            this.goesOn = goesOn;
            this.failure = failure;
        }

        @Override
        public void run() {
            try {
                while (goesOn.getAsBoolean()) {
                    debit();
                    answered.lazySet(answered.get() + 1);
                }
            } catch (LedgerException | SQLException | InterruptedException | RuntimeException e) {
                failure.set(e);
            }
        }

        private void debit() throws LedgerException, SQLException, InterruptedException {
            long left = side.debit(new DebitRequest(
                    terminal, random.nextInt(cards), 1, Cards.newKey(random), Cards.newFingerprint(random)));
            if (left < 0) {
                throw new IllegalStateException("a debit was refused");
            }
        }
    }
}
