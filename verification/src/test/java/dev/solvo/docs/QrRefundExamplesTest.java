package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.solvo.qr.QrException;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.reconcile.BillRow;
import dev.solvo.qr.reconcile.Difference;
import dev.solvo.qr.reconcile.NeutralBill;
import dev.solvo.qr.reconcile.OwnEntry;
import dev.solvo.qr.reconcile.Reconciliation;
import dev.solvo.qr.reconcile.ReconciliationReport;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.collect.BlockingCollector;
import dev.solvo.qr.wallet.collect.CashierScreen;
import dev.solvo.qr.wallet.collect.CollectionObserver;
import dev.solvo.qr.wallet.collect.CollectionStep;
import dev.solvo.qr.wallet.collect.Waiter;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.CollectionStore;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.FileRefundStore;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.RefundStore;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.qr.wallet.refund.BlockingRefunder;
import dev.solvo.qr.wallet.refund.RefundOperator;
import dev.solvo.qr.wallet.refund.RefundStep;
import dev.solvo.simulator.wallet.FaultPlan;
import dev.solvo.simulator.wallet.WalletFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/qr.md} about money that goes back, and about books. */
final class QrRefundExamplesTest {
    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 88.88);
    private static final PaymentCode CODE = PaymentCode.of("281234567890123456");
    private static final SaleReference SALE = SaleReference.of("bill-7");
    private static final Order ORDER = Order.of(OrderNumber.of("POS20261123000001"), AMOUNT, "dinner");

    @TempDir
    private Path directory;

    private final SimulatedShop shop = new SimulatedShop();
    private final List<String> shown = new ArrayList<>();

    private void print(String line) {
        shown.add(line);
    }

    private CollectionRecord paidRecord(CollectionStore store) throws IOException, InterruptedException {
        CollectionStep.End end = new BlockingCollector(
                        shop.alipayGateway(), shop.network(), store, shop.time, shop.time, CollectionObserver.NONE)
                .charge(SALE, ORDER, CODE, CashierScreen.NONE);
        return assertInstanceOf(CollectionStep.Done.class, end).record();
    }

    @Test
    void refund() throws IOException, InterruptedException {
        try (FileCollectionStore collections = FileCollectionStore.open(directory);
                FileRefundStore refunds = FileRefundStore.open(directory)) {
            CollectionRecord record = paidRecord(collections);
            shop.alipay.faults(
                    FaultPlan.sequence(List.of(WalletFault.none(), WalletFault.of(WalletFault.Kind.LOSE_ANSWER))));
            BlockingRefunder refunder = refunder(refunds, (refund, payment, left) -> {
                print("send back " + refund.refund().amount() + " of at most " + left + "?");
                return true;
            });
            // docs: refund
            RefundStep.End end = refunder.refund(
                    RefundNumber.of("REF20261123000001"),
                    record.order(), // of the collection's record
                    Money.of(CurrencyUnit.of("CNY"), 20),
                    "one dish returned");
            if (end instanceof RefundStep.Done done && done.result() instanceof RefundResult.Refunded refunded) {
                print("sent back " + refunded.amount());
            }
            // end docs
            assertEquals(List.of("send back CNY 20.00 of at most CNY 88.88?", "sent back CNY 20.00"), shown);
            assertEquals(2000, shop.alipay.book().refunded("CNY"));

            RefundStep.End tooMuch = refunder.refund(RefundNumber.of("REF20261123000002"), record.order(), AMOUNT);
            RefundStep.Done refused = assertInstanceOf(RefundStep.Done.class, tooMuch);
            assertEquals(
                    "AMOUNT_LEFT",
                    assertInstanceOf(RefundResult.Refused.class, refused.result())
                            .refusal()
                            .walletCode());
        }
    }

    private BlockingRefunder refunder(RefundStore store, RefundOperator operator) {
        WalletGateway gateway = shop.alipayGateway();
        HttpTransport network = shop.network();
        Clock clock = shop.time;
        Waiter waiter = shop.time;
        // docs: refunder
        BlockingRefunder refunder = new BlockingRefunder(gateway, network, store, operator, clock, waiter);
        // end docs
        return refunder;
    }

    @Test
    void reconcile() throws IOException, InterruptedException, QrException {
        try (FileCollectionStore collections = FileCollectionStore.open(directory);
                FileRefundStore refunds = FileRefundStore.open(directory)) {
            CollectionRecord record = paidRecord(collections);
            String number = shop.alipay.book().orders().get(0).transactionId();
            InputStream bill = new ByteArrayInputStream(
                    ("kind,order_number,refund_number,transaction_id,currency,amount,fee,time\n"
                                    + "PAYMENT,POS20261123000001,," + number
                                    + ",CNY,88.88,0.53,2026-11-23T10:00:00+08:00\n"
                                    + "PAYMENT,POS20261123000777,,2026112300000000777,CNY,5.00,0.03,2026-11-23T10:01:00+08:00\n")
                            .getBytes(StandardCharsets.UTF_8));
            Instant from = Instant.parse("2026-11-22T16:00:00Z"); // the day of Beijing
            Instant before = Instant.parse("2026-11-23T16:00:00Z");
            Duration hours = Duration.ofHours(2);
            // docs: reconcile
            List<BillRow> rows = new NeutralBill().read(bill);
            List<OwnEntry> own = new ArrayList<>();
            for (CollectionRecord collection : collections.begunBetween(from.minus(hours), before)) {
                own.add(OwnEntry.of(collection));
            }
            for (RefundRecord refund : refunds.begunBetween(from.minus(hours), before)) {
                own.add(OwnEntry.of(refund));
            }
            ReconciliationReport report = Reconciliation.compare(rows, own, from, before);
            for (Difference difference : report.differences()) {
                if (difference instanceof Difference.MissingInBooks missing) {
                    print("line " + missing.row().line() + ": we do not know "
                            + missing.row().order());
                } else {
                    print(difference.toString());
                }
            }
            // end docs
            assertEquals(1, report.matched());
            assertEquals(List.of("line 3: we do not know POS20261123000777"), shown);
            assertEquals(AMOUNT, record.order().amount());
        }
    }
}
