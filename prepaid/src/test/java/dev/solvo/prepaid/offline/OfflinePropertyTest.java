package dev.solvo.prepaid.offline;

import static dev.solvo.prepaid.offline.OfflineWorld.BUS;
import static dev.solvo.prepaid.offline.OfflineWorld.card;
import static dev.solvo.prepaid.offline.OfflineWorld.eur;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.BatchLine;
import dev.solvo.prepaid.ledger.LedgerAccount;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import dev.solvo.prepaid.ledger.SystemBalance;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Customers spend, the power fails in the middle of writes, processes are killed, requests and answers are lost, doubled and late, the
 * issuer loses his notes. Afterwards the books have what the till accepted, to the cent, and nothing twice.
 */
final class OfflinePropertyTest {
    private static final int CARDS = 4;
    private static final JournalLimits LIMITS = new JournalLimits(25, JournalLimits.LEAST_BYTES, Duration.ofHours(26));

    /** What was accepted, by key: cents and the batch. */
    private record Ride(int card, long cents, int batch, Bytes record) {}

    private static final class Run {
        private final OfflineWorld world;
        private final Random random;
        private final Map<String, Ride> accepted = new TreeMap<>();
        private final List<Bytes> requests = new ArrayList<>();
        private OfflineTill till;
        private OfflineBooking booking;
        private long fresh;
        private int keys;
        private int version = 1;

        Run(long seed, boolean sharded) throws Exception {
            world = new OfflineWorld(sharded ? MemoryLedger.inShards(3) : new MemoryLedger(), CARDS - 1);
            random = new Random(seed);
            till = world.open(LIMITS);
            till.installParameters(world.limits(version).build().seal(world.key));
            booking = world.booking();
        }

        void step(int what) throws Exception {
            switch (what) {
                case 0, 1, 2, 3 -> spend("ride-" + keys++, random.nextInt(CARDS), 1 + random.nextInt(400));
                case 4 -> askAgain();
                case 5 -> losePower();
                case 6 -> till = world.open(LIMITS);
                case 7 -> upload();
                case 8 -> repeat();
                case 9 -> booking = world.booking(random.nextBoolean() ? world.state : new MemoryUploadState());
                case 10 -> world.clock.advance(Duration.ofHours(random.nextInt(20)));
                default -> {
                    if (random.nextInt(4) == 0) {
                        till.beginBatch(till.batch() + 1);
                    } else {
                        version++;
                        till.installParameters(world.limits(version).build().seal(world.key));
                    }
                }
            }
        }

        private void spend(String key, int card, long cents) throws OfflineException {
            SpendAnswer answer = till.spend(card(card), eur(cents), OperationKey.of(key));
            if (answer instanceof SpendAnswer.Accepted done) {
                Ride ride = new Ride(
                        card, cents, done.record().batch(), done.record().toBytes());
                Ride before = accepted.putIfAbsent(key, ride);
                assertTrue(before == null || before.equals(ride), "the same record");
            } else {
                SpendAnswer.Refused refused = assertInstanceOf(SpendAnswer.Refused.class, answer);
                assertEquals(SpendRefusal.STORE_FULL, refused.reason());
            }
        }

        /** With a key that is still kept. */
        private void askAgain() throws OfflineException {
            List<OfflineRecord> kept = till.records(till.earliestSequence(), 100);
            if (!kept.isEmpty()) {
                String key = kept.get(random.nextInt(kept.size())).key().value();
                Ride ride = Optional.ofNullable(accepted.get(key)).orElseThrow();
                spend(key, ride.card(), ride.cents());
            }
        }

        private void losePower() throws OfflineException {
            String key = "ride-" + keys++;
            int card = random.nextInt(CARDS);
            int cents = 1 + random.nextInt(400);
            world.disk.cutPowerAfter(random.nextInt(320));
            try {
                spend(key, card, cents);
            } catch (OfflineException e) {
                assertEquals(OfflineException.Reason.STORAGE, e.reason());
            }
            world.disk.reboot();
            till = world.open(LIMITS);
            if (random.nextBoolean() || till.find(OperationKey.of(key)).isPresent()) {
                spend(key, card, cents);
            }
        }

        private void upload() throws OfflineException {
            till.upload(this::exchange, 1 + random.nextInt(6));
        }

        private Bytes exchange(Bytes request) throws IOException {
            requests.add(request);
            int fate = random.nextInt(10);
            if (fate == 0) {
                throw new IOException("the request is lost");
            }
            Bytes answer = book(request);
            if (fate == 1) {
                throw new IOException("the answer is lost");
            }
            if (fate == 2) {
                book(requests.get(random.nextInt(requests.size())));
                answer = book(request);
            }
            return answer;
        }

        private Bytes book(Bytes request) throws IOException {
            try {
                BookingResult result = booking.answer(request);
                fresh += result.report().records().stream()
                        .filter(one -> !one.duplicate())
                        .mapToLong(one -> one.debited().plus(one.suspense()).getAmountMinorLong())
                        .sum();
                assertEquals(List.of(), result.report().refused());
                return result.answer();
            } catch (OfflineException | LedgerException e) {
                throw new IOException(e);
            }
        }

        private void repeat() throws IOException {
            if (!requests.isEmpty()) {
                book(requests.get(random.nextInt(requests.size())));
            }
        }

        void settle() throws Exception {
            till = world.open(LIMITS);
            UploadOutcome outcome = till.upload(this::book, 5);
            assertInstanceOf(UploadOutcome.Complete.class, outcome);
            assertEquals(accepted.size(), till.lastSequence());
            long sum = accepted.values().stream().mapToLong(Ride::cents).sum();
            assertEquals(sum, fresh, "each one reported as booked once");
            long inBooks = 0;
            for (int batch = 1; batch <= till.batch(); batch++) {
                List<BatchLine> lines = world.operator.batch(BUS, batch);
                assertEquals(lines, till.batchLines(batch), "batch " + batch);
                inBooks += lines.stream()
                        .mapToLong(line -> line.amount().getAmountMinorLong())
                        .sum();
            }
            assertEquals(sum, inBooks);
            long suspense = 0;
            for (SystemBalance balance : world.operator.systemBalances()) {
                if (balance.account().equals(LedgerAccount.SUSPENSE)) {
                    suspense -= balance.balance();
                }
            }
            long expected = 0;
            for (int card = 0; card < CARDS; card++) {
                int number = card;
                long spent = accepted.values().stream()
                        .filter(ride -> ride.card() == number)
                        .mapToLong(Ride::cents)
                        .sum();
                long had = card < CARDS - 1 ? 1000 : 0;
                expected += Math.max(0, spent - had);
                if (card < CARDS - 1) {
                    assertEquals(
                            eur(Math.max(0, had - spent)),
                            world.operator
                                    .card(card(card))
                                    .orElseThrow()
                                    .balance()
                                    .ledger());
                }
            }
            assertEquals(expected, suspense, "what the cards had not");
        }
    }

    @Property(tries = 300)
    void booksHaveWhatTheTillAccepted(
            @ForAll long seed,
            @ForAll boolean sharded,
            @ForAll @Size(max = 120) List<@IntRange(max = 11) Integer> steps)
            throws Exception {
        Run run = new Run(seed, sharded);
        for (int step : steps) {
            run.step(step);
        }
        run.settle();
    }
}
