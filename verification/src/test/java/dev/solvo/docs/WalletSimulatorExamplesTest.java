package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.alipay.AlipayGateway;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.http.jdk.JdkHttpTransport;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.collect.BlockingCollector;
import dev.solvo.qr.wallet.collect.CashierScreen;
import dev.solvo.qr.wallet.collect.CollectionObserver;
import dev.solvo.qr.wallet.collect.CollectionStep;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.simulator.wallet.Customer;
import dev.solvo.simulator.wallet.Customers;
import dev.solvo.simulator.wallet.FaultPlan;
import dev.solvo.simulator.wallet.FaultProxy;
import dev.solvo.simulator.wallet.HttpNotificationTarget;
import dev.solvo.simulator.wallet.OrderState;
import dev.solvo.simulator.wallet.Pauser;
import dev.solvo.simulator.wallet.ProxyFault;
import dev.solvo.simulator.wallet.RandomFaults;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletBook;
import dev.solvo.simulator.wallet.WalletBookFile;
import dev.solvo.simulator.wallet.WalletFault;
import dev.solvo.simulator.wallet.WalletOrder;
import dev.solvo.simulator.wallet.WalletScript;
import dev.solvo.simulator.wallet.WalletServer;
import dev.solvo.simulator.wallet.alipay.AlipayMerchant;
import dev.solvo.simulator.wallet.alipay.AlipayProtocol;
import dev.solvo.simulator.wallet.unionpay.UnionPayMerchant;
import dev.solvo.simulator.wallet.unionpay.UnionPayProtocol;
import dev.solvo.simulator.wallet.wechat.WeChatPayMerchant;
import dev.solvo.simulator.wallet.wechat.WeChatPayProtocol;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/simulator.md} about wallets. */
final class WalletSimulatorExamplesTest {
    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 88.88);

    @TempDir
    private Path directory;

    private final SimulatedShop shop = new SimulatedShop();
    private final SimulatedWallet alipay = shop.alipay;
    private final List<String> heard = new ArrayList<>();

    private void print(String line) {
        heard.add(line);
    }

    private PaymentState charge(String number, String code) throws IOException, InterruptedException {
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            CollectionObserver observer = decision -> heard.add(decision.event());
            CollectionStep.End end = new BlockingCollector(
                            shop.alipayGateway(), shop.network(), store, shop.time, shop.time, observer)
                    .charge(
                            SaleReference.of(number),
                            Order.of(OrderNumber.of(number), AMOUNT, "dinner"),
                            PaymentCode.of(code),
                            CashierScreen.NONE);
            return assertInstanceOf(CollectionStep.Done.class, end).state();
        }
    }

    @Test
    void server() throws IOException, TransportException {
        Clock clock = Clock.systemUTC();
        // docs: wallet-server
        SimulatedWallet alipay =
                new SimulatedWallet(new AlipayProtocol(AlipayMerchant.testOnly()), clock, new Random(1));
        SimulatedWallet weChatPay =
                new SimulatedWallet(new WeChatPayProtocol(WeChatPayMerchant.testOnly()), clock, new Random(2));
        SimulatedWallet unionPay =
                new SimulatedWallet(new UnionPayProtocol(UnionPayMerchant.testOnly()), clock, new Random(3));
        try (WalletServer server = WalletServer.start(0, List.of(alipay, weChatPay, unionPay), Pauser.real())) {
            print("hosts of all three accounts: " + server.uri());
        }
        // end docs
        assertTrue(heard.get(0).startsWith("hosts of all three accounts: http://127.0.0.1:"));
    }

    @Test
    void customers() throws IOException, InterruptedException {
        // docs: customers
        alipay.customers(Customers.all(Customer.paysAtOnce())
                .let("281234567890123451", Customer.paysAfter(Duration.ofSeconds(12))) // types his password
                .let("281234567890123452", Customer.refusesAfter(Duration.ofSeconds(12)))
                .let("281234567890123453", Customer.hasNotEnough())
                .let("POS20261123000004", Customer.walksAway())); // is shown the code of that order
        // end docs
        assertInstanceOf(PaymentState.Approved.class, charge("POS20261123000000", "281234567890123450"));
        assertInstanceOf(PaymentState.Approved.class, charge("POS20261123000001", "281234567890123451"));
        assertInstanceOf(PaymentState.Declined.class, charge("POS20261123000002", "281234567890123452"));
        assertInstanceOf(PaymentState.Declined.class, charge("POS20261123000003", "281234567890123453"));
    }

    @Test
    void faults() throws IOException, InterruptedException {
        // docs: faults
        alipay.faults(FaultPlan.sequence(List.of(
                WalletFault.of(WalletFault.Kind.LOSE_ANSWER), // of the payment: the money is taken
                WalletFault.of(WalletFault.Kind.WRONG_SIGNATURE), // of the first query
                WalletFault.none())));
        // end docs
        assertInstanceOf(PaymentState.Approved.class, charge("POS20261123000001", "281234567890123456"));
        assertEquals(
                List.of("pay: NotKnown (NO_ANSWER)", "query: NotKnown (SIGNATURE_WRONG 10000)", "query: Paid"), heard);
    }

    @Test
    void randomFaults() throws IOException, InterruptedException {
        // docs: random-faults
        RandomFaults faults = new RandomFaults(
                new Random(42),
                Map.of(WalletFault.Kind.LOSE_REQUEST, 0.2, WalletFault.Kind.LOSE_ANSWER, 0.2),
                Duration.ofSeconds(5));
        alipay.faults(faults);
        // end docs
        int number = 0;
        while (heard.stream().noneMatch(event -> event.startsWith("pay: NotKnown"))) {
            number++;
            assertTrue(number < 50, "no fault in fifty payments");
            charge("POS2026112300000" + number, "2812345678901234" + (10 + number));
        }
        faults.switchOff();
        assertInstanceOf(PaymentState.Approved.class, charge("POS20261123000099", "281234567890123499"));
    }

    @Test
    void script() throws IOException, InterruptedException {
        // docs: script
        alipay.play(WalletScript.of(List.of("pay:10003", "query:WAIT_BUYER_PAY x 2", "query:TRADE_SUCCESS")));
        // end docs
        assertInstanceOf(PaymentState.Approved.class, charge("POS20261123000001", "281234567890123456"));
        assertEquals(
                List.of(
                        "pay: Waiting (10003)",
                        "query: Waiting (WAIT_BUYER_PAY)",
                        "query: Waiting (WAIT_BUYER_PAY)",
                        "query: Paid"),
                heard);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> WalletScript.of(List.of("pay 10003")));
        assertEquals("no step of a script: pay 10003", refused.getMessage());
    }

    @Test
    void proxy() throws IOException, TransportException {
        try (WalletServer server = WalletServer.start(0, List.of(alipay), Pauser.real())) {
            // docs: proxy
            FaultProxy proxy = FaultProxy.before(server.port()); // its uri() is the account's host
            proxy.set(new ProxyFault(ProxyFault.Kind.CUT_ANSWER, 20)); // twenty bytes arrive, and no more
            // end docs
            try (proxy) {
                SignedRequest request = new AlipayGateway(
                                SimulatedShop.alipayAccount().host(proxy.uri()).build(), shop.time, new Random(1))
                        .pay(
                                Order.of(OrderNumber.of("POS20261123000001"), AMOUNT, "dinner"),
                                PaymentCode.of("281234567890123456"))
                        .request();
                TransportException cut = assertThrows(
                        TransportException.class,
                        () -> JdkHttpTransport.direct().send(request, Duration.ofSeconds(30)));
                assertEquals(TransportException.Kind.NO_ANSWER, cut.kind());
                assertEquals(8888, alipay.book().moneyTaken("CNY"));
                proxy.set(ProxyFault.pass());
                SignedRequest probe = new SignedRequest("GET", proxy.uri().resolve("/"), HttpHeaders.NONE, Bytes.EMPTY);
                assertEquals(
                        404,
                        JdkHttpTransport.direct()
                                .send(probe, Duration.ofSeconds(30))
                                .status());
            }
        }
    }

    @Test
    void books() throws IOException, InterruptedException {
        charge("POS20261123000001", "281234567890123456");
        Path file = directory.resolve("alipay.json");
        // docs: books
        WalletBook book = alipay.book();
        WalletOrder order = book.find("POS20261123000001").orElseThrow();
        long fen = book.moneyTaken("CNY") - book.refunded("CNY"); // compare with your own books
        WalletBookFile.save(book, file); // and load it into another SimulatedWallet
        // end docs
        assertEquals(OrderState.PAID, order.state());
        assertEquals(8888, fen);
        assertEquals(8888, WalletBookFile.load(file).moneyTaken("CNY"));
    }

    @Test
    void notifications() {
        // docs: wallet-notifications
        alipay.notifying(new HttpNotificationTarget(Duration.ofSeconds(5))); // to notify_url, loopback only
        alipay.notificationFaults(FaultPlan.sequence(List.of(WalletFault.of(WalletFault.Kind.DUPLICATE))));
        // end docs
        assertEquals(0, alipay.pushNotifications());
    }
}
