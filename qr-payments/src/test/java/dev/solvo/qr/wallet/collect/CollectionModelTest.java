package dev.solvo.qr.wallet.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.CollectionStore;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.qr.wallet.record.Saved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Whatever is lost and whenever the process dies: the record ends as the wallet's books say, and pays once. */
class CollectionModelTest {
    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 12.34);
    private static final CollectionPolicy POLICY = new CollectionPolicy(
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            true,
            Duration.ofSeconds(45),
            6,
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            3);

    /** The process ends here. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Property(tries = 400)
    void theRecordEndsAsTheBooksSay(@ForAll long seed, @ForAll boolean shown) throws Exception {
        Random random = new Random(seed);
        VirtualTime time = new VirtualTime();
        ModelWallet wallet = new ModelWallet(POLICY, time, random, random.nextInt(10) / 10.0);
        Path directory = Files.createTempDirectory("solvo-collections");
        Order order = Order.of(OrderNumber.of("ORDER" + Long.toUnsignedString(seed, 36)), AMOUNT, "dinner");
        PaymentState told = null;
        for (int restart = 0; told == null || !told.isFinal(); restart++) {
            assertTrue(restart < 200, "never resolved");
            if (restart == 20) {
                wallet.faults(0);
            }
            try (FileCollectionStore store = FileCollectionStore.open(directory)) {
                int killAfter = restart < 10 ? random.nextInt(12) : Integer.MAX_VALUE;
                told = attempt(wallet, new DyingStore(store, killAfter, random), order, shown, time, random);
            } catch (Killed e) {
                told = null;
            }
            time.pass(Duration.ofSeconds(random.nextInt(120)));
        }
        assertEquals(
                told instanceof PaymentState.Approved,
                wallet.taken(order.number()).isPresent(),
                told + " but the wallet holds " + wallet.taken(order.number()));
        assertTrue(wallet.orders() <= 1, "more than one order was sent");
        deleteAll(directory);
    }

    private static PaymentState attempt(
            ModelWallet wallet, DyingStore store, Order order, boolean shown, VirtualTime time, Random random)
            throws Exception {
        HttpTransport dying = (request, timeout) -> {
            HttpAnswer answer = wallet.send(request, timeout);
            store.tick();
            return answer;
        };
        BlockingCollector collector = new BlockingCollector(wallet, dying, store, time, time, CollectionObserver.NONE);
        CashierScreen screen = new CashierScreen() {
            @Override
            public boolean givesUp() {
                return random.nextInt(200) == 0;
            }
        };
        SaleReference sale = SaleReference.of("bill");
        Optional<CollectionRecord> known = store.blocking(sale);
        CollectionStep.End end;
        if (known.isPresent()) {
            end = collector.resume(known.get(), screen);
        } else if (shown) {
            end = collector.show(sale, order, screen);
        } else {
            end = collector.charge(sale, order, PaymentCode.of("281234567890123456"), screen);
        }
        return ((CollectionStep.Done) end).state();
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** Dies after so many savings and answers, before or after the record is on the medium. */
    private static final class DyingStore implements CollectionStore {
        private final CollectionStore store;
        private final Random random;
        private int left;

        DyingStore(CollectionStore store, int left, Random random) {
            this.store = store;
            this.left = left;
            this.random = random;
        }

        void tick() {
            if (left-- <= 0) {
                throw new Killed();
            }
        }

        @Override
        public Saved save(CollectionRecord record) throws IOException {
            boolean before = random.nextBoolean();
            if (before) {
                tick();
            }
            Saved saved = store.save(record);
            if (!before) {
                tick();
            }
            return saved;
        }

        @Override
        public Optional<CollectionRecord> find(Wallet wallet, String account, OrderNumber number) throws IOException {
            return store.find(wallet, account, number);
        }

        @Override
        public Optional<CollectionRecord> blocking(SaleReference sale) throws IOException {
            return store.blocking(sale);
        }

        @Override
        public List<CollectionRecord> unresolved() throws IOException {
            return store.unresolved();
        }

        @Override
        public List<CollectionRecord> begunBetween(Instant from, Instant before) throws IOException {
            return store.begunBetween(from, before);
        }
    }
}
