package dev.solvo.qr.wallet.refund;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.collect.BlockingCollector;
import dev.solvo.qr.wallet.collect.CashierScreen;
import dev.solvo.qr.wallet.collect.CollectionObserver;
import dev.solvo.qr.wallet.collect.CollectionStep;
import dev.solvo.qr.wallet.collect.ModelWallet;
import dev.solvo.qr.wallet.collect.VirtualTime;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.FileRefundStore;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.SaleReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Whatever is lost and whenever the process dies: what went back by the wallet's books is what our records say. */
class RefundModelTest {
    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 12.34);
    private static final CollectionPolicy POLICY = new CollectionPolicy(
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            false,
            Duration.ofSeconds(90),
            20,
            Duration.ZERO,
            Duration.ofSeconds(2),
            3);

    /** The process ends here. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Property(tries = 200)
    void ourRecordsSayWhatWentBack(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        VirtualTime time = new VirtualTime();
        Path directory = Files.createTempDirectory("solvo-refunds");
        ModelWallet wallet = new ModelWallet(POLICY, time, random, 0);
        Optional<OrderReference> order = pay(wallet, time, directory);
        if (order.isPresent()) {
            wallet.faults(random.nextInt(8) / 10.0);
            for (int i = 0; i < 6; i++) {
                Money amount = AMOUNT.minusMinor(random.nextInt(1234));
                attempt(wallet, time, directory, random.nextInt(15), refunder -> {
                    refunder.resumeAll();
                    refunder.refund(RefundNumber.of("REFUND" + random.nextInt(100)), order.get(), amount);
                });
                time.pass(Duration.ofSeconds(random.nextInt(60)));
            }
            wallet.faults(0);
            for (int i = 0; i < 50; i++) {
                attempt(wallet, time, directory, Integer.MAX_VALUE, BlockingRefunder::resumeAll);
            }
            compare(wallet, order.get(), directory);
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static Optional<OrderReference> pay(ModelWallet wallet, VirtualTime time, Path directory) throws Exception {
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            Order order = Order.of(OrderNumber.of("ORDER001"), AMOUNT, "dinner");
            CollectionStep.Done end = (CollectionStep.Done) new BlockingCollector(
                            wallet, wallet, store, time, time, CollectionObserver.NONE)
                    .charge(SaleReference.of("bill"), order, PaymentCode.of("281234567890123456"), CashierScreen.NONE);
            return end.state() instanceof PaymentState.Approved
                    ? Optional.of(end.record().order())
                    : Optional.empty();
        }
    }

    /** What is done in one life of the process. */
    private interface Life {
        void live(BlockingRefunder refunder) throws IOException, InterruptedException;
    }

    private static void attempt(ModelWallet wallet, VirtualTime time, Path directory, int answers, Life life)
            throws Exception {
        int[] left = {answers};
        HttpTransport dying = (request, timeout) -> {
            HttpAnswer answer = wallet.send(request, timeout);
            if (left[0]-- == 0) {
                throw new Killed();
            }
            return answer;
        };
        try (FileRefundStore store = FileRefundStore.open(directory)) {
            life.live(new BlockingRefunder(wallet, dying, store, (refund, payment, rest) -> true, time, time));
        } catch (Killed | IllegalArgumentException e) {
            // The next life goes on; or the number was used for another amount, which the machine refuses.
            assertTrue(e instanceof Killed || String.valueOf(e.getMessage()).contains("was used before"), e.toString());
        }
    }

    private static void compare(ModelWallet wallet, OrderReference order, Path directory) throws IOException {
        Money kept = AMOUNT;
        try (FileRefundStore store = FileRefundStore.open(directory)) {
            for (RefundRecord record : store.ofOrder(wallet.wallet(), wallet.account(), order.number())) {
                assertTrue(record.isResolved(), record.result().toString());
                if (record.countsAgainstOrder()) {
                    assertInstanceOf(RefundResult.Refunded.class, record.result());
                    kept = kept.minus(record.refund().amount());
                }
            }
        }
        assertEquals(Optional.of(kept), wallet.taken(order.number()));
    }
}
