package dev.solvo.qr.unionpay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.testdata.SimulatedExchange;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.simulator.wallet.Customer;
import dev.solvo.simulator.wallet.Customers;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletFault;
import dev.solvo.simulator.wallet.unionpay.UnionPayMerchant;
import dev.solvo.simulator.wallet.unionpay.UnionPayProtocol;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Both sides together: the simulated UnionPay checks every request as strictly as the real one. */
final class UnionPaySimulatorTest {
    private static final Instant NOW = Instant.parse("2026-12-31T15:59:50Z");
    private static final Money AMOUNT = Money.ofMinor(CurrencyUnit.of("CNY"), 8888);
    private static final Order ORDER = Order.of(OrderNumber.of("POS20231114T0001"), AMOUNT, "咖啡 & 茶=1+1 😀")
            .at(PointOfSale.of("S1", "T0000001"))
            .notifying(URI.create("http://127.0.0.1:9/up?shop=1&till=2"));
    private static final PaymentCode CODE = PaymentCode.of("6220001234567890123");

    /** In whose name an account takes part. */
    enum Mode {
        MERCHANT,
        ACQUIRER,
        PLATFORM;

        UnionPayGateway gateway() throws GeneralSecurityException {
            return gateway("merchantPrivateKeyPkcs8Pem");
        }

        UnionPayGateway gateway(String key) throws GeneralSecurityException {
            UnionPayConfig.Builder account = UnionPayConfig.builder(
                            "777290058110048",
                            SigningKey.of(RequestSigner.software("68759663125", QrVectors.privateKey(key))),
                            UnionPayTrust.certificates(UnionPayTrustTest.certificate("platform-root"), List.of()))
                    .notifyUrl(URI.create("http://127.0.0.1:9/up"));
            if (this == ACQUIRER) {
                account.asAcquirer("00010001", "5812", "一号店有限公司", "一号店");
            } else if (this == PLATFORM) {
                account.asPlatform("S00001", "一号店有限公司", "一号店");
            }
            return new UnionPayGateway(account.build(), Clock.fixed(NOW, ZoneOffset.UTC));
        }
    }

    private final UnionPayMerchant known = UnionPayMerchant.testOnly();
    private final SimulatedWallet unionPay = new SimulatedWallet(
            new UnionPayProtocol(new UnionPayMerchant(
                    known.merchantId(),
                    known.certificateId(),
                    known.merchantKey(),
                    known.signingKey(),
                    UnionPayTrustTest.pem("platform"))),
            Clock.fixed(NOW, ZoneOffset.UTC),
            new Random(1));

    private <R> R ask(WalletCall<R> call) {
        return SimulatedExchange.ask(unionPay, call);
    }

    private static OrderReference reference(Order order, Optional<Payment> payment) {
        return new OrderReference(order.number(), AMOUNT, NOW, payment.map(Payment::transactionId));
    }

    private static OrderReference unconfirmed() {
        return reference(ORDER, Optional.empty());
    }

    private static Refund refund(String number, Payment payment, long fen) {
        return new Refund(
                RefundNumber.of(number),
                reference(ORDER, Optional.of(payment)),
                Money.ofMinor(CurrencyUnit.of("CNY"), fen),
                NOW,
                Optional.empty());
    }

    private Payment paid(UnionPayGateway gateway) {
        assertEquals(new PaymentReply.QueryFirst("00"), ask(gateway.pay(ORDER, CODE, NOW)));
        return assertInstanceOf(PaymentReply.Paid.class, ask(gateway.query(unconfirmed())))
                .payment();
    }

    @ParameterizedTest
    @EnumSource
    void aPaymentIsTakenConfirmedAndSentBack(Mode mode) throws GeneralSecurityException {
        UnionPayGateway gateway = mode.gateway();
        assertEquals(new PaymentReply.NotFound("34"), ask(gateway.query(unconfirmed())));
        Payment payment = paid(gateway);
        assertEquals(AMOUNT, payment.orderAmount());
        assertEquals(Optional.of(AMOUNT), payment.settlementAmount());
        assertEquals(Optional.of(NOW), payment.paidAt());
        assertEquals(new PaymentReply.QueryFirst("12"), ask(gateway.pay(ORDER, CODE, NOW)));

        Refund part = refund("POS20231115R0001", payment, 88);
        assertEquals(new RefundReply.NotFound("34"), ask(gateway.queryRefund(part)));
        RefundReply.Processing accepted = assertInstanceOf(RefundReply.Processing.class, ask(gateway.refund(part)));
        assertInstanceOf(RefundReply.Processing.class, ask(gateway.refund(part)));
        assertEquals(
                new RefundReply.Refunded(Optional.of(part.amount()), accepted.walletRefundId()),
                ask(gateway.queryRefund(part)));
        assertEquals(88, unionPay.book().refunded("CNY"));
    }

    @ParameterizedTest
    @EnumSource
    void aPaymentOfTheDayIsUndone(Mode mode) throws GeneralSecurityException {
        UnionPayGateway gateway = mode.gateway();
        Refund whole = refund("POS20231115R0002", paid(gateway), 8888);
        assertInstanceOf(RefundReply.Processing.class, ask(gateway.undo(whole)));
        assertInstanceOf(RefundReply.Refunded.class, ask(gateway.queryRefund(whole)));
        assertEquals(8888, unionPay.book().refunded("CNY"));
    }

    @ParameterizedTest
    @EnumSource
    void aCustomerWhoDoesNotPayIsNotCharged(Mode mode) throws GeneralSecurityException {
        UnionPayGateway gateway = mode.gateway();
        unionPay.customers(Customers.all(Customer.walksAway()));
        assertEquals(new PaymentReply.NotKnown(UnknownCause.WALLET_UNSURE, "04"), ask(gateway.pay(ORDER, CODE, NOW)));
        assertEquals(new PaymentReply.NotKnown(UnknownCause.WALLET_UNSURE, "05"), ask(gateway.query(unconfirmed())));
        assertEquals(new CancelReply.Cancelled("reversal"), ask(gateway.cancel(unconfirmed())));
        assertInstanceOf(PaymentReply.NotKnown.class, ask(gateway.query(unconfirmed())));
        assertEquals(0, unionPay.book().moneyTaken("CNY"));
    }

    @ParameterizedTest
    @EnumSource
    void aShownCodeIsPaidReportedAndRefunded(Mode mode) throws GeneralSecurityException {
        UnionPayGateway gateway = mode.gateway();
        unionPay.customers(Customers.all(Customer.walksAway()));
        List<NotificationResult> reported = SimulatedExchange.report(unionPay, gateway);
        Order order = ORDER.expiringAfter(Duration.ofMinutes(3));
        String code = assertInstanceOf(ShowReply.Shown.class, ask(gateway.show(order, NOW)))
                .codeText();
        assertEquals(new CancelReply.QueryFirst("00"), ask(gateway.close(unconfirmed())));
        assertTrue(unionPay.scan(code));
        unionPay.pushNotifications();
        NotificationResult.PaymentReported payment =
                assertInstanceOf(NotificationResult.PaymentReported.class, reported.get(0));
        assertEquals(ORDER.number(), payment.order());
        assertEquals(ask(gateway.query(unconfirmed())), payment.reply());
        assertEquals(0, unionPay.notificationsWaiting());

        Payment paid =
                assertInstanceOf(PaymentReply.Paid.class, payment.reply()).payment();
        ask(gateway.refund(refund("POS20231115R0003", paid, 88)));
        unionPay.pushNotifications();
        assertEquals(
                "txnType 04",
                assertInstanceOf(NotificationResult.OtherReported.class, reported.get(1))
                        .type());
        assertEquals(0, unionPay.notificationsWaiting());
    }

    @ParameterizedTest
    @CsvSource({"UNSIGNED, SIGNATURE_MISSING", "WRONG_SIGNATURE, SIGNATURE_WRONG", "SERVER_ERROR_AFTER, HTTP_ERROR"})
    void anAnswerThatCannotBeVerifiedSaysNothing(WalletFault.Kind fault, UnknownCause cause)
            throws GeneralSecurityException {
        UnionPayGateway gateway = Mode.MERCHANT.gateway();
        unionPay.faults(request -> WalletFault.of(fault));
        assertEquals(
                cause,
                assertInstanceOf(PaymentReply.NotKnown.class, ask(gateway.pay(ORDER, CODE, NOW)))
                        .cause());
        unionPay.faults(request -> WalletFault.none());
        assertInstanceOf(PaymentReply.Paid.class, ask(gateway.query(unconfirmed())));
    }

    @Test
    void aReportThatCannotBeVerifiedIsRefusedAndComesAgain() throws GeneralSecurityException {
        UnionPayGateway gateway = Mode.MERCHANT.gateway();
        List<NotificationResult> reported = SimulatedExchange.report(unionPay, gateway);
        unionPay.notificationFaults(request -> WalletFault.of(WalletFault.Kind.WRONG_SIGNATURE));
        paid(gateway);
        unionPay.pushNotifications();
        assertEquals(
                UnknownCause.SIGNATURE_WRONG,
                assertInstanceOf(NotificationResult.Rejected.class, reported.get(0))
                        .cause());
        assertEquals(1, unionPay.notificationsWaiting());
    }

    @Test
    void aRequestThatIsSignedWithAnotherKeyIsNotCarriedOut() throws GeneralSecurityException {
        UnionPayGateway stranger = Mode.MERCHANT.gateway("platformPrivateKeyPkcs8Pem");
        assertInstanceOf(PaymentReply.NotKnown.class, ask(stranger.pay(ORDER, CODE, NOW)));
        assertEquals(0, unionPay.book().moneyTaken("CNY"));
    }
}
