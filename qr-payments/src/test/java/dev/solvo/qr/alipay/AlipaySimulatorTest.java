package dev.solvo.qr.alipay;

import static dev.solvo.qr.alipay.AlipayHost.AMOUNT;
import static dev.solvo.qr.alipay.AlipayHost.NOW;
import static dev.solvo.qr.alipay.AlipayHost.ORDER;
import static dev.solvo.qr.alipay.AlipayHost.REFERENCE;
import static dev.solvo.qr.alipay.AlipayHost.REFUND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.testdata.SimulatedExchange;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.simulator.wallet.Customer;
import dev.solvo.simulator.wallet.Customers;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletFault;
import dev.solvo.simulator.wallet.alipay.AlipayMerchant;
import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both sides together: the simulated Alipay checks every request as strictly as the real one. */
final class AlipaySimulatorTest {
    private static final String SECRET = "aa4BtZ4tspm2wnXLb1ThQA==";

    /** How an account is set up. */
    enum Mode {
        V2(AlipayProtocol.V2_GATEWAY, false, false, ""),
        V2_CERTIFICATES(AlipayProtocol.V2_GATEWAY, true, false, ""),
        V2_AES(AlipayProtocol.V2_GATEWAY, false, true, ""),
        V2_CERTIFICATES_AES(AlipayProtocol.V2_GATEWAY, true, true, ""),
        V2_SERVICE_PROVIDER(AlipayProtocol.V2_GATEWAY, false, false, "201510BBaabdb44d8fd04607abf8d5931ec75D84"),
        V3(AlipayProtocol.V3, false, false, ""),
        V3_CERTIFICATES(AlipayProtocol.V3, true, false, ""),
        V3_AES(AlipayProtocol.V3, false, true, ""),
        V3_CERTIFICATES_AES(AlipayProtocol.V3, true, true, ""),
        V3_SERVICE_PROVIDER(AlipayProtocol.V3, false, false, "201510BBaabdb44d8fd04607abf8d5931ec75D84");

        private final AlipayProtocol protocol;
        private final boolean certificates;
        private final boolean encrypted;
        private final String token;

        Mode(AlipayProtocol protocol, boolean certificates, boolean encrypted, String token) {
            this.protocol = protocol;
            this.certificates = certificates;
            this.encrypted = encrypted;
            this.token = token;
        }

        AlipayGateway gateway() {
            AlipayConfig.Builder account = certificates
                    ? AlipayConfig.builder(
                                    AlipayHost.APP_ID,
                                    AlipayHost.merchantKey(),
                                    AlipayCertificates.keys(List.of(AlipayHost.certificate("alipayCert"))))
                            .certificates(AlipayHost.certificate("appCert"), AlipayHost.rootBundle())
                    : AlipayHost.account();
            if (encrypted) {
                account.contentKey(AlipayContentKey.ofBase64(SECRET));
            }
            if (!token.isEmpty()) {
                account.appAuthToken(token).serviceProviderId("2088511833207846");
            }
            return AlipayHost.gateway(account.protocol(protocol).sellerId("2088000000000001"));
        }
    }

    private final SimulatedWallet alipay = new SimulatedWallet(
            new dev.solvo.simulator.wallet.alipay.AlipayProtocol(AlipayMerchant.testOnly()
                    .withContentKey(Bytes.of(Base64.getDecoder().decode(SECRET)))),
            Clock.fixed(NOW, ZoneOffset.UTC),
            new Random(1));

    private <R> R ask(WalletCall<R> call) {
        return SimulatedExchange.ask(alipay, call);
    }

    @ParameterizedTest
    @EnumSource
    void aPaymentIsTakenAskedAboutAndSentBack(Mode mode) {
        AlipayGateway gateway = mode.gateway();
        PaymentReply.Paid paid = assertInstanceOf(PaymentReply.Paid.class, ask(gateway.pay(ORDER, AlipayHost.code())));
        assertEquals(AMOUNT, paid.payment().orderAmount());
        assertEquals(Optional.of(NOW), paid.payment().paidAt());
        PaymentReply.Paid asked = assertInstanceOf(PaymentReply.Paid.class, ask(gateway.query(REFERENCE)));
        assertEquals(paid, asked);
        assertEquals(
                new PaymentReply.QueryFirst("40004+ACQ.TRADE_HAS_SUCCESS"), ask(gateway.pay(ORDER, AlipayHost.code())));

        assertInstanceOf(RefundReply.NotFound.class, ask(gateway.queryRefund(REFUND)));
        assertInstanceOf(RefundReply.Refunded.class, ask(gateway.refund(REFUND)));
        assertInstanceOf(RefundReply.Processing.class, ask(gateway.refund(REFUND)));
        assertEquals(
                new RefundReply.Refunded(Optional.of(REFUND.amount()), Optional.empty()),
                ask(gateway.queryRefund(REFUND)));
        assertEquals(1200, alipay.book().refunded("CNY"));
    }

    @ParameterizedTest
    @EnumSource
    void aCustomerWhoDoesNotPayIsNotCharged(Mode mode) {
        AlipayGateway gateway = mode.gateway();
        alipay.customers(Customers.all(Customer.walksAway()));
        assertEquals(
                mode.protocol == AlipayProtocol.V3
                        ? new PaymentReply.QueryFirst("10000")
                        : new PaymentReply.Waiting("10003"),
                ask(gateway.pay(ORDER, AlipayHost.code())));
        assertEquals(new PaymentReply.Waiting("WAIT_BUYER_PAY"), ask(gateway.query(REFERENCE)));
        assertEquals(new CancelReply.Cancelled("close"), ask(gateway.cancel(REFERENCE)));
        assertEquals(new PaymentReply.Closed("TRADE_CLOSED"), ask(gateway.query(REFERENCE)));
        assertEquals(0, alipay.book().moneyTaken("CNY"));
    }

    @ParameterizedTest
    @EnumSource
    void aPaidOrderIsCancelledBySendingTheMoneyBack(Mode mode) {
        AlipayGateway gateway = mode.gateway();
        assertInstanceOf(PaymentReply.Paid.class, ask(gateway.pay(ORDER, AlipayHost.code())));
        assertEquals(new CancelReply.QueryFirst("40004+ACQ.TRADE_STATUS_ERROR"), ask(gateway.close(REFERENCE)));
        assertEquals(new CancelReply.Cancelled("refund"), ask(gateway.cancel(REFERENCE)));
        assertEquals(new PaymentReply.Closed("TRADE_CLOSED"), ask(gateway.query(REFERENCE)));
        assertEquals(8888, alipay.book().refunded("CNY"));
    }

    @ParameterizedTest
    @EnumSource
    void aBillHasAnAddress(Mode mode) {
        AlipayBillReply reply =
                ask(mode.gateway().billDownloadUrl(LocalDate.parse("2023-11-13"), AlipayBillType.TRADE));
        assertEquals(
                "dwbillcenter.alipay.com",
                assertInstanceOf(AlipayBillReply.Ready.class, reply).address().getHost());
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatIsWronglySignedSaysNothing(Mode mode) {
        AlipayGateway gateway = mode.gateway();
        alipay.faults(request -> WalletFault.of(WalletFault.Kind.WRONG_SIGNATURE));
        assertEquals(UnknownCause.SIGNATURE_WRONG, cause(ask(gateway.pay(ORDER, AlipayHost.code()))));
        alipay.faults(request -> WalletFault.of(WalletFault.Kind.UNSIGNED));
        assertEquals(UnknownCause.SIGNATURE_MISSING, cause(ask(gateway.query(REFERENCE))));
        alipay.faults(request -> WalletFault.of(WalletFault.Kind.SERVER_ERROR_AFTER));
        assertEquals(UnknownCause.HTTP_ERROR, cause(ask(gateway.query(REFERENCE))));
        alipay.faults(request -> WalletFault.of(WalletFault.Kind.STALE_TIMESTAMP));
        PaymentReply stale = ask(gateway.query(REFERENCE));
        if (mode.protocol == AlipayProtocol.V3) {
            assertEquals(UnknownCause.SIGNATURE_TIME, cause(stale));
        } else {
            // V2's answers name no time.
            assertInstanceOf(PaymentReply.Paid.class, stale);
        }
    }

    private static UnknownCause cause(PaymentReply reply) {
        return assertInstanceOf(PaymentReply.NotKnown.class, reply).cause();
    }

    @ParameterizedTest
    @EnumSource
    void aShownCodeIsNoOrderUntilItIsScanned(Mode mode) {
        AlipayGateway gateway = mode.gateway();
        alipay.customers(Customers.all(Customer.walksAway()));
        assertInstanceOf(ShowReply.Shown.class, ask(gateway.show(ORDER.expiringAfter(Duration.ofMinutes(3)))));
        assertEquals(new PaymentReply.NotFound("40004+ACQ.TRADE_NOT_EXIST"), ask(gateway.query(REFERENCE)));
        assertEquals(new CancelReply.QueryFirst("40004+ACQ.TRADE_NOT_EXIST"), ask(gateway.close(REFERENCE)));
    }

    @ParameterizedTest
    @EnumSource
    void aPaymentAndARefundAreReported(Mode mode) {
        AlipayGateway gateway = mode.gateway();
        List<NotificationResult> reported = SimulatedExchange.report(alipay, gateway);
        ask(gateway.pay(ORDER.notifying(URI.create("http://127.0.0.1:9/ali")), AlipayHost.code()));
        alipay.pushNotifications();
        ask(gateway.refund(REFUND));
        alipay.pushNotifications();
        assertEquals(2, reported.size());
        NotificationResult.PaymentReported payment =
                assertInstanceOf(NotificationResult.PaymentReported.class, reported.get(0));
        assertEquals(ask(gateway.query(REFERENCE)), payment.reply());
        NotificationResult.RefundReported refund =
                assertInstanceOf(NotificationResult.RefundReported.class, reported.get(1));
        assertEquals(REFUND.number(), refund.refund());
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatIsSignedWithAnotherKeyIsNotCarriedOut(AlipayProtocol protocol) {
        AlipayConfig.Builder stranger = AlipayConfig.builder(
                AlipayHost.APP_ID,
                SigningKey.of(AlipayHost.ALIPAY),
                VerificationKeys.of("", QrVectors.publicKey("platformPublicKeyPem")));
        assertInstanceOf(
                PaymentReply.NotKnown.class,
                ask(AlipayHost.gateway(stranger.protocol(protocol)).pay(ORDER, AlipayHost.code())));
        assertEquals(0, alipay.book().moneyTaken("CNY"));
    }
}
