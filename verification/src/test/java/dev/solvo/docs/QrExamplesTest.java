package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.QrException;
import dev.solvo.qr.alipay.AlipayConfig;
import dev.solvo.qr.alipay.AlipayGateway;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.http.jdk.JdkHttpTransport;
import dev.solvo.qr.render.ErrorCorrection;
import dev.solvo.qr.render.QrSymbol;
import dev.solvo.qr.render.TerminalDrawing;
import dev.solvo.qr.scanner.ScannedCode;
import dev.solvo.qr.scanner.ScannerInput;
import dev.solvo.qr.scanner.ScannerRules;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.qr.wallet.collect.BlockingCollector;
import dev.solvo.qr.wallet.collect.CashierScreen;
import dev.solvo.qr.wallet.collect.CollectionObserver;
import dev.solvo.qr.wallet.collect.CollectionStep;
import dev.solvo.qr.wallet.collect.Readiness;
import dev.solvo.qr.wallet.collect.Waiter;
import dev.solvo.qr.wallet.record.CollectionStore;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.JdbcCollectionStore;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.simulator.wallet.Customer;
import dev.solvo.simulator.wallet.Customers;
import dev.solvo.simulator.wallet.Pauser;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletServer;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.simulator.wallet.alipay.AlipayMerchant;
import dev.solvo.simulator.wallet.alipay.AlipayProtocol;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The code of {@code docs/qr.md} that is about collecting and refunding; accounts are in {@link QrAccountExamplesTest}. */
final class QrExamplesTest {
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

    private BlockingCollector till(CollectionStore store) {
        return till(shop.network(), store);
    }

    private BlockingCollector till(HttpTransport network, CollectionStore store) {
        return new BlockingCollector(
                shop.alipayGateway(), network, store, shop.time, shop.time, CollectionObserver.NONE);
    }

    @Test
    void payment() throws IOException, InterruptedException {
        // docs: payment
        Clock clock = Clock.systemUTC();

        // Alipay in this process; its customers pay at once.
        SimulatedWallet alipay =
                new SimulatedWallet(new AlipayProtocol(AlipayMerchant.testOnly()), clock, new Random(1));
        WalletTestKeys keys = new WalletTestKeys();

        try (WalletServer server = WalletServer.start(0, List.of(alipay), Pauser.real());
                FileCollectionStore store = FileCollectionStore.open(directory)) {
            AlipayConfig account = AlipayConfig.builder(
                            "2021000000000001",
                            SigningKey.of(RequestSigner.software("", keys.merchantPrivateKey())),
                            VerificationKeys.of("", keys.platformPublicKey()))
                    .host(server.uri())
                    .build();
            BlockingCollector till = new BlockingCollector(
                    new AlipayGateway(account, clock, new SecureRandom()), JdkHttpTransport.direct(), store, clock);

            Order order =
                    Order.of(OrderNumber.of("POS20261123000001"), Money.of(CurrencyUnit.of("CNY"), 88.88), "dinner");
            PaymentCode scanned = PaymentCode.of("281234567890123456");
            CollectionStep.End end = till.charge(SaleReference.of("bill-7"), order, scanned, CashierScreen.NONE);

            if (end instanceof CollectionStep.Done done && done.state() instanceof PaymentState.Approved approved) {
                Payment payment = approved.payment();
                print("paid " + payment.orderAmount() + ", Alipay's number " + payment.transactionId());
            }
        }
        // end docs
        String number = alipay.book().find("POS20261123000001").orElseThrow().transactionId();
        assertEquals(List.of("paid CNY 88.88, Alipay's number " + number), shown);
        assertEquals(8888, alipay.book().moneyTaken("CNY"));
    }

    // docs: outcomes
    /** What the cashier reads. */
    static String read(CollectionStep.End end) {
        if (end instanceof CollectionStep.NotReady notReady) {
            return notReady.readiness().text().english();
        }
        if (end instanceof CollectionStep.Blocked blocked) {
            return "this sale has order " + blocked.blocking().order().number() + " already";
        }
        PaymentState state = ((CollectionStep.Done) end).state();
        if (state instanceof PaymentState.Approved approved) {
            return "paid " + approved.payment().orderAmount();
        }
        if (state instanceof PaymentState.Declined declined) {
            return declined.refusal().cashier().english();
        }
        if (state instanceof PaymentState.Reversed) {
            return "not paid, and taken back";
        }
        if (state instanceof PaymentState.Conflict conflict) {
            return "call the manager: the wallet has " + conflict.found().orderAmount();
        }
        return "not known yet: hold the goods, do not collect again"; // Pending or Unknown
    }
    // end docs

    @Test
    void outcomes() throws IOException, InterruptedException {
        assertEquals("paid CNY 88.88", outcome("1", Customer.paysAfter(Duration.ofSeconds(7))));
        assertEquals("not paid, and taken back", outcome("2", Customer.walksAway()));
        String tooPoor = outcome("3", Customer.hasNotEnough());
        assertFalse(tooPoor.isEmpty() || tooPoor.startsWith("not"), tooPoor);

        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            Order second = Order.of(OrderNumber.of("POS20261123000009"), AMOUNT, "dinner");
            assertEquals(
                    "this sale has order POS202611230001 already",
                    read(till(store).charge(SaleReference.of("bill-1"), second, CODE, CashierScreen.NONE)));
            HttpTransport unplugged = (request, timeout) -> {
                throw new TransportException(TransportException.Kind.NOT_SENT, "no network");
            };
            assertEquals(
                    "No network: codes cannot be collected; check the network or take another means",
                    read(till(unplugged, store).charge(SALE, ORDER, CODE, CashierScreen.NONE)));
            HttpTransport breaking = (request, timeout) -> {
                if (request.method().equals("GET")) {
                    return new HttpAnswer(404, HttpHeaders.NONE, Bytes.EMPTY);
                }
                throw new TransportException(TransportException.Kind.NO_ANSWER, "broken");
            };
            assertEquals(
                    "not known yet: hold the goods, do not collect again",
                    read(till(breaking, store).charge(SALE, ORDER, CODE, CashierScreen.NONE)));
        }
    }

    private String outcome(String number, Customer customer) throws IOException, InterruptedException {
        String code = "28123456789012345" + number;
        shop.alipay.customers(Customers.all(Customer.paysAtOnce()).let(code, customer));
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            return read(till(store)
                    .charge(
                            SaleReference.of("bill-" + number),
                            Order.of(OrderNumber.of("POS20261123000" + number), AMOUNT, "dinner"),
                            PaymentCode.of(code),
                            CashierScreen.NONE));
        }
    }

    @Test
    void scanning() {
        String keyedIn = "281234567890123456\r\n";
        // docs: scan
        ScannerInput scanner = ScannerInput.by(ScannerRules.DEFAULT);
        ScannedCode scanned = scanner.classify(keyedIn);
        if (scanned instanceof ScannedCode.WalletCode code && code.wallet() == Wallet.ALIPAY) {
            print(code.code() + ": " + code.reason()); // charge it at Alipay's gateway
        } else {
            print("cannot be charged: " + scanned.reason());
        }
        // end docs
        assertEquals(List.of("28**************56: 18 characters that begin with 28"), shown);
        assertEquals(
                ScannedCode.Unrecognised.Cause.FOREIGN_DIGITS,
                assertInstanceOf(ScannedCode.Unrecognised.class, scanner.classify("２８1234567890123456"))
                        .cause());
    }

    @Test
    void showing() throws IOException, InterruptedException {
        shop.alipay.customers(Customers.all(Customer.walksAway()));
        // docs: show
        CashierScreen screen = new CashierScreen() {
            @Override
            public void show(String codeText, Instant until) {
                try {
                    QrSymbol symbol = QrSymbol.of(codeText, ErrorCorrection.MEDIUM);
                    print(TerminalDrawing.onDarkBackground(symbol));
                } catch (QrException e) {
                    throw new IllegalStateException(e); // no wallet's code is longer than a symbol
                }
            }

            @Override
            public void waiting(PaymentState state, Instant until) {
                print(state.getClass().getSimpleName());
            }

            @Override
            public boolean givesUp() {
                return false; // true once the cashier has pressed his key
            }
        };
        // end docs
        CashierScreen paying = new CashierScreen() {
            @Override
            public void show(String codeText, Instant until) {
                screen.show(codeText, until);
                assertTrue(shop.alipay.scan(codeText));
            }

            @Override
            public void waiting(PaymentState state, Instant until) {
                screen.waiting(state, until);
            }
        };
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            assertEquals("paid CNY 88.88", read(show(till(store), SALE, ORDER, paying)));
        }
        assertEquals(2, shown.size());
        assertTrue(shown.get(0).contains("\u2588"), shown.get(0));
        assertEquals("Pending", shown.get(1));
    }

    private static CollectionStep.End show(
            BlockingCollector till, SaleReference sale, Order order, CashierScreen screen) throws InterruptedException {
        // docs: show-call
        CollectionStep.End end = till.show(sale, order.expiringAfter(Duration.ofMinutes(3)), screen);
        // end docs
        return end;
    }

    /** What the page says of Alipay: an order that nobody scanned cannot be closed. */
    @Test
    void givingUpOnACodeThatNobodyScanned() throws IOException, InterruptedException {
        shop.alipay.customers(Customers.all(Customer.walksAway()));
        CashierScreen impatient = new CashierScreen() {
            @Override
            public boolean givesUp() {
                return true;
            }
        };
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            CollectionStep.End end = till(store).show(SALE, ORDER.expiringAfter(Duration.ofMinutes(2)), impatient);
            assertEquals("not known yet: hold the goods, do not collect again", read(end));
            assertEquals(1, store.unresolved().size());
            shop.time.waitUntil(shop.time.instant().plus(Duration.ofMinutes(15)));
            assertEquals(
                    "The order has ended unpaid; collect again under a new number",
                    read(till(store).resumeAll(CashierScreen.NONE).get(0)));
        }
    }

    @Test
    void crash() throws IOException, InterruptedException {
        HttpTransport dying = (request, timeout) -> {
            HttpAnswer answer = shop.network().send(request, timeout);
            if (request.method().equals("POST")) {
                throw new PowerCut();
            }
            return answer;
        };
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            assertThrows(PowerCut.class, () -> till(dying, store).charge(SALE, ORDER, CODE, CashierScreen.NONE));
        }
        assertEquals(8888, shop.alipay.book().moneyTaken("CNY"));

        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            BlockingCollector till = till(store);
            // docs: resume
            for (CollectionStep.End end : till.resumeAll(CashierScreen.NONE)) {
                print(read(end));
            }
            // end docs
            assertEquals(List.of(), store.unresolved());
        }
        assertEquals(List.of("paid CNY 88.88"), shown);
        assertEquals(1, shop.alipay.book().orders().size());
    }

    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void database() throws IOException, InterruptedException {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        SQLiteDataSource database = new SQLiteDataSource(config);
        database.setUrl("jdbc:sqlite:" + directory.resolve("till.db"));
        DataSource source = database;
        // docs: jdbc
        JdbcCollectionStore store = new JdbcCollectionStore(source);
        store.createTable();
        // end docs
        assertEquals("paid CNY 88.88", read(till(store).charge(SALE, ORDER, CODE, CashierScreen.NONE)));
        assertEquals(
                List.of("POS20261123000001"),
                store.begunBetween(Instant.EPOCH, Instant.parse("2027-01-01T00:00:00Z")).stream()
                        .map(record -> record.order().number().text())
                        .toList());
    }

    @Test
    void notifications() throws IOException, InterruptedException {
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            BlockingCollector till = till(store);
            AlipayGateway gateway = shop.alipayGateway();
            shop.alipay.notifying(notification -> {
                HttpAnswer answer = notified(
                        till, gateway, HttpHeaders.NONE, notification.request().body());
                return new WalletAnswer(answer.status(), Map.of(), answer.body());
            });
            Order reported = ORDER.notifying(URI.create("http://127.0.0.1:8080/alipay"));
            assertEquals("paid CNY 88.88", read(till.charge(SALE, reported, CODE, CashierScreen.NONE)));
            assertEquals(1, shop.alipay.pushNotifications());
        }
        assertEquals(List.of("POS20261123000001 is reported"), shown);
        assertEquals(0, shop.alipay.notificationsWaiting());
    }

    private HttpAnswer notified(BlockingCollector till, WalletGateway gateway, HttpHeaders headers, Bytes body) {
        // docs: notification
        NotificationResult result = gateway.readNotification(headers, body); // bytes and headers as they came
        if (result instanceof NotificationResult.PaymentReported payment) {
            till.notified(payment.order(), payment.reply()); // whoever waits for this order goes on at once
            print(payment.order() + " is reported");
        } else if (result instanceof NotificationResult.RefundReported refund) {
            print(refund.refund() + " is reported"); // ask by resuming its record
        }
        return result.answer(); // send this back, whatever it was
        // end docs
    }

    @Test
    void readiness() throws IOException {
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            BlockingCollector till = till(store);
            // docs: readiness
            Readiness readiness = till.readiness();
            print(readiness.text().english());
            boolean showThePayButton = readiness.canCollect();
            // end docs
            assertTrue(showThePayButton);
        }
        assertEquals(List.of("The network is fine; payments can be collected"), shown);
    }

    @Test
    void observer() throws IOException, InterruptedException {
        shop.alipay.customers(Customers.all(Customer.paysAfter(Duration.ofSeconds(7))));
        WalletGateway gateway = shop.alipayGateway();
        HttpTransport network = shop.network();
        Clock clock = shop.time;
        Waiter waiter = shop.time;
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            // docs: observer
            CollectionObserver log = decision -> print(decision.event() + " -> " + decision.conclusion());
            BlockingCollector till = new BlockingCollector(gateway, network, store, clock, waiter, log);
            // end docs
            till.charge(SALE, ORDER, CODE, CashierScreen.NONE);
        }
        assertEquals(
                List.of(
                        "pay: Waiting (10003) -> ask",
                        "query: Waiting (WAIT_BUYER_PAY) -> ask again",
                        "query: Paid -> the end: Approved"),
                shown);
    }
}
