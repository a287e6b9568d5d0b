package dev.solvo.cli.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.jdk.JdkHttpTransport;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletBook;
import dev.solvo.simulator.wallet.WalletServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both sides of each protocol understand each other. */
final class SimulatedAccountTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 88.88);
    private static final Order ORDER =
            Order.of(OrderNumber.of("20261123100000001"), AMOUNT, "dinner").at(SimulatedAccount.TILL);
    private static final OrderReference REFERENCE = new OrderReference(ORDER.number(), AMOUNT, NOW, Optional.empty());

    private final VirtualPace pace = new VirtualPace(NOW);

    @ParameterizedTest
    @EnumSource
    void paysAndRefundsInTheProcess(SimulatedProtocol protocol) throws Exception {
        SimulatedAccount account = SimulatedAccount.of(protocol, pace, new Random(1), new WalletBook());
        assertEquals(protocol.wallet(), account.gateway().wallet());
        payAndRefund(protocol, account.gateway(), account.transport());
        assertEquals(8888, account.wallet().book().moneyTaken("CNY"));
        assertEquals(888, account.wallet().book().refunded("CNY"));
    }

    @ParameterizedTest
    @EnumSource
    void paysAndRefundsOverHttp(SimulatedProtocol protocol) throws Exception {
        SimulatedWallet wallet =
                new SimulatedWallet(SimulatedAccount.serverSide(protocol), pace.clock(), new Random(1));
        try (WalletServer server = WalletServer.start(0, List.of(wallet), time -> {})) {
            payAndRefund(
                    protocol,
                    SimulatedAccount.gateway(protocol, server.uri(), pace.clock(), new Random(2)),
                    JdkHttpTransport.direct());
        }
        assertEquals(888, wallet.book().refunded("CNY"));
    }

    @ParameterizedTest
    @EnumSource
    void showsACode(SimulatedProtocol protocol) throws Exception {
        SimulatedAccount account = SimulatedAccount.of(protocol, pace, new Random(1), new WalletBook());
        ShowReply shown = ask(account.transport(), account.gateway().show(ORDER, NOW));
        assertInstanceOf(ShowReply.Shown.class, shown);
    }

    private static void payAndRefund(SimulatedProtocol protocol, WalletGateway gateway, HttpTransport transport)
            throws Exception {
        ask(transport, gateway.pay(ORDER, PaymentCode.of(protocol.testCode()), NOW));
        PaymentReply.Paid paid = assertInstanceOf(PaymentReply.Paid.class, ask(transport, gateway.query(REFERENCE)));
        assertEquals(AMOUNT, paid.payment().orderAmount());
        Refund refund = new Refund(
                RefundNumber.of("20261123100000001R1"),
                new OrderReference(
                        ORDER.number(), AMOUNT, NOW, Optional.of(paid.payment().transactionId())),
                Money.of(CurrencyUnit.of("CNY"), 8.88),
                NOW,
                Optional.empty());
        ask(transport, gateway.refund(refund));
        assertInstanceOf(RefundReply.Refunded.class, ask(transport, gateway.queryRefund(refund)));
    }

    private static <R> R ask(HttpTransport transport, WalletCall<R> call) throws Exception {
        return call.read(transport.send(call.request(), Duration.ofSeconds(20)));
    }
}
