package dev.solvo.qr.secrecy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.collect.BlockingCollector;
import dev.solvo.qr.wallet.collect.CashierScreen;
import dev.solvo.qr.wallet.collect.CollectionStep;
import dev.solvo.qr.wallet.collect.VirtualTime;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.FileRefundStore;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.qr.wallet.refund.BlockingRefunder;
import dev.solvo.simulator.wallet.Customer;
import dev.solvo.simulator.wallet.Customers;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletFault;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Collects and refunds at every simulated wallet, with every customer and every fault, and searches everything that a
 * till's software is given to write down: decisions, screens, ends, errors, saved records, and the text of every object.
 */
final class CollectionSecrecyTest {
    private static final Money AMOUNT = Money.ofMinor(CurrencyUnit.of("CNY"), 8888);
    private static final Pattern V2_SIGNATURE = Pattern.compile("<sign>([0-9A-F]{32,})</sign>");
    private static final List<Customer> CUSTOMERS = List.of(
            Customer.paysAtOnce(),
            Customer.paysAfter(Duration.ofSeconds(12)),
            Customer.refusesAfter(Duration.ofSeconds(7)),
            Customer.hasNotEnough(),
            Customer.walksAway());

    private final VirtualTime time = new VirtualTime();
    private final Secrets secrets = new Secrets();
    private final StringBuilder log = new StringBuilder();
    private final List<String> ends = new ArrayList<>();
    private int number;

    @TempDir
    private Path directory;

    /** What a careless developer does with whatever he gets into his hands. */
    private void write(Object thing) {
        if (thing instanceof SignedRequest request) {
            secretsOf(request);
        }
        if (thing instanceof Throwable error) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace, true));
            log.append(trace);
        }
        log.append(thing).append('\n');
    }

    private void secretsOf(SignedRequest request) {
        String body = new String(request.body().toByteArray(), StandardCharsets.UTF_8);
        Matcher signature = V2_SIGNATURE.matcher(body);
        if (signature.find()) {
            secrets.add("v2 signature " + secrets.count(), String.valueOf(signature.group(1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingSecretIsWritten(SecretAccount account) throws IOException, InterruptedException {
        secrets.add("payment code", account.code());
        WalletGateway gateway = account.gateway(time, secrets);
        write(gateway);
        SimulatedWallet wallet = new SimulatedWallet(account.simulator(), time, new Random(1));
        wallet.notifying(notification -> {
            Bytes body = notification.request().body();
            write(gateway.readNotification(dev.solvo.qr.http.HttpHeaders.NONE, body));
            return WalletAnswer.of(200, "text/plain", "success");
        });
        try (FileCollectionStore collections = FileCollectionStore.open(directory);
                FileRefundStore refunds = FileRefundStore.open(directory)) {
            SimulatorTransport transport = new SimulatorTransport(wallet, this::write);
            BlockingCollector collector =
                    new BlockingCollector(gateway, transport, collections, time, time, this::write);
            write(collector.readiness());
            for (Customer customer : CUSTOMERS) {
                wallet.customers(Customers.all(customer));
                for (WalletFault.Kind kind : faults(customer)) {
                    collectAndRefund(account, gateway, wallet, collector, kind, refunds, transport);
                }
            }
            wallet.faults(request -> WalletFault.none());
            collector.resumeAll(new Screen()).forEach(this::write);
            collections.begunBetween(Instant.MIN, Instant.MAX).forEach(this::write);
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                log.append(Files.readString(file));
            }
        }
        assertEquals(Map.of(), secrets.foundIn(log.toString()));
        // All ends were seen, and the search is able to find.
        for (String end : account == SecretAccount.UNIONPAY
                ? List.of("Approved", "Reversed")
                : List.of("Approved", "Declined", "Reversed")) {
            assertTrue(ends.contains(end), () -> account + " ends: " + ends);
        }
        assertTrue(secrets.count() > 50);
        assertTrue(log.indexOf("ORDER0001") >= 0);
        assertEquals(
                Map.of("code", "plain"),
                new Secrets().add("code", account.code()).foundIn(log + account.code()));
    }

    /** All of them with who pays and who does not, a few with the others. */
    private static List<WalletFault.Kind> faults(Customer customer) {
        return customer.equals(Customer.paysAtOnce()) || customer.equals(Customer.walksAway())
                ? List.of(WalletFault.Kind.values())
                : List.of(WalletFault.Kind.NONE, WalletFault.Kind.LOSE_ANSWER);
    }

    private void collectAndRefund(
            SecretAccount account,
            WalletGateway gateway,
            SimulatedWallet wallet,
            BlockingCollector collector,
            WalletFault.Kind kind,
            FileRefundStore refunds,
            SimulatorTransport transport)
            throws IOException, InterruptedException {
        number++;
        // Each payment code pays once; the last digits make it another one.
        String code = account.code().substring(0, account.code().length() - 3) + (100 + number);
        secrets.add("payment code " + number, code);
        wallet.faults(new FirstTwo(kind));
        Order order = order("ORDER" + (1000 + number)).notifying(URI.create("https://pos.example/n"));
        CollectionStep.End end = collector.charge(
                SaleReference.of("SALE" + number),
                number == 1 ? order("ORDER0001") : order,
                PaymentCode.of(code),
                new Screen());
        write(end);
        wallet.pushNotifications();
        if (end instanceof CollectionStep.Done done) {
            ends.add(done.state().getClass().getSimpleName());
            write(done.record().toJson());
            if (done.state() instanceof PaymentState.Approved) {
                wallet.faults(new FirstTwo(kind));
                BlockingRefunder refunder =
                        new BlockingRefunder(gateway, transport, refunds, (refund, payment, left) -> true, time, time);
                OrderReference paid = done.record().order();
                write(refunder.refund(RefundNumber.of("REFUND" + (1000 + number)), paid, AMOUNT, "cold"));
            }
        }
        if (kind == WalletFault.Kind.NONE) {
            write(collector.show(
                    SaleReference.of("SHOWN" + number),
                    order("SHOWN" + (1000 + number)).notifying(URI.create("https://pos.example/n")),
                    new Screen()));
        }
    }

    private static Order order(String number) {
        return Order.of(OrderNumber.of(number), AMOUNT, "dinner")
                .at(PointOfSale.of("S1", "T0000001").withIpAddress("192.0.2.10"));
    }

    /** Something goes wrong with the first two requests, and then no more. */
    private static final class FirstTwo implements dev.solvo.simulator.wallet.FaultPlan {
        private final WalletFault.Kind kind;
        private int asked;

        FirstTwo(WalletFault.Kind kind) {
            this.kind = kind;
        }

        @Override
        public WalletFault next(dev.solvo.simulator.wallet.WalletRequest request) {
            asked++;
            return asked <= 2 ? WalletFault.of(kind) : WalletFault.none();
        }
    }

    private final class Screen implements CashierScreen {
        @Override
        public void waiting(PaymentState state, Instant until) {
            write(state);
        }
    }
}
