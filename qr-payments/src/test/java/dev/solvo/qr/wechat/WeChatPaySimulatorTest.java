package dev.solvo.qr.wechat;

import static dev.solvo.qr.wechat.WeChatPayRig.AMOUNT;
import static dev.solvo.qr.wechat.WeChatPayRig.NOW;
import static dev.solvo.qr.wechat.WeChatPayRig.ORDER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.testdata.SimulatedExchange;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.simulator.wallet.Customer;
import dev.solvo.simulator.wallet.Customers;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletFault;
import dev.solvo.simulator.wallet.wechat.WeChatPayMerchant;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Both sides together: the simulated WeChat Pay checks every request as strictly as the real one. */
final class WeChatPaySimulatorTest {
    private static final String SUB_MERCHANT = "1900000109";

    /** How an account is set up. */
    enum Mode {
        V2_MD5(WeChatPayProtocol.V2, V2SignType.MD5, false, false),
        V2_HMAC(WeChatPayProtocol.V2, V2SignType.HMAC_SHA256, false, false),
        V2_SERVICE_PROVIDER(WeChatPayProtocol.V2, V2SignType.MD5, false, true),
        V3_PUBLIC_KEY(WeChatPayProtocol.V3, V2SignType.MD5, false, false),
        V3_CERTIFICATE(WeChatPayProtocol.V3, V2SignType.MD5, true, false),
        V3_SERVICE_PROVIDER(WeChatPayProtocol.V3, V2SignType.MD5, false, true);

        private final WeChatPayProtocol protocol;
        private final V2SignType signType;
        private final boolean certificate;
        private final boolean provider;

        Mode(WeChatPayProtocol protocol, V2SignType signType, boolean certificate, boolean provider) {
            this.protocol = protocol;
            this.signType = signType;
            this.certificate = certificate;
            this.provider = provider;
        }
    }

    /** The time of both sides. */
    private static final class MovingClock extends Clock {
        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final MovingClock clock = new MovingClock();

    private SimulatedWallet wallet(Mode mode) {
        WeChatPayMerchant merchant =
                mode.certificate ? WeChatPayMerchant.testOnlyWithCertificate() : WeChatPayMerchant.testOnly();
        return new SimulatedWallet(
                new dev.solvo.simulator.wallet.wechat.WeChatPayProtocol(
                        mode.provider ? merchant.actingFor(SUB_MERCHANT) : merchant),
                clock,
                new Random(1));
    }

    private WeChatPayGateway gateway(Mode mode, VerificationKeys keys, RequestSigner signer) {
        WeChatPayConfig.Builder account = WeChatPayConfig.builder(
                        WeChatPayRig.APP,
                        WeChatPayRig.MERCHANT,
                        SigningKey.of(signer),
                        keys,
                        ApiV3Key.of(WeChatPayRig.API_V3_KEY))
                .v2(ApiV2Key.of(WeChatPayRig.API_V2_KEY), mode.signType)
                .codePayments(mode.protocol)
                .refunds(mode.protocol)
                .host(URI.create("http://127.0.0.1:1"))
                .notifyUrl(URI.create("https://pos.example/wx"));
        if (mode.provider) {
            account.subMerchant(SUB_MERCHANT, "wx8888888888888888");
        }
        return new WeChatPayGateway(account.build(), clock, new Random(2));
    }

    private static RequestSigner merchantKey() {
        return RequestSigner.software(
                "20240101000000000000000000001234", QrVectors.privateKey("merchantPrivateKeyPkcs8Pem"));
    }

    /** In certificate mode the keys are those that the wallet hands out. */
    private WeChatPayGateway gateway(Mode mode, SimulatedWallet wallet) {
        VerificationKeys keys = mode.certificate
                ? VerificationKeys.none()
                : VerificationKeys.of(WeChatPayRig.PUBLIC_KEY_ID, QrVectors.publicKey("platformPublicKeyPem"));
        WeChatPayGateway gateway = gateway(mode, keys, merchantKey());
        WeChatPayCertificates certificates = SimulatedExchange.ask(wallet, gateway.certificates());
        if (mode.certificate) {
            assertInstanceOf(WeChatPayCertificates.Downloaded.class, certificates)
                    .addTo(keys);
        } else {
            assertEquals(new WeChatPayCertificates.PublicKeyOnly(), certificates);
        }
        return gateway;
    }

    private static OrderReference reference(TransactionId id) {
        return new OrderReference(ORDER.number(), AMOUNT, NOW, Optional.of(id));
    }

    private static OrderReference unconfirmed(Order order) {
        return new OrderReference(order.number(), AMOUNT, NOW, Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void aPaymentIsTakenAskedAboutAndSentBack(Mode mode) {
        SimulatedWallet wallet = wallet(mode);
        WeChatPayGateway gateway = gateway(mode, wallet);
        PaymentReply.Paid paid = assertInstanceOf(
                PaymentReply.Paid.class, SimulatedExchange.ask(wallet, gateway.pay(ORDER, WeChatPayRig.code())));
        assertEquals(AMOUNT, paid.payment().orderAmount());
        assertEquals(Optional.of(AMOUNT), paid.payment().payerAmount());
        assertEquals(Optional.of(NOW), paid.payment().paidAt());
        OrderReference order = reference(paid.payment().transactionId());
        assertEquals(paid, SimulatedExchange.ask(wallet, gateway.query(order)));
        assertEquals(paid, SimulatedExchange.ask(wallet, gateway.queryByTransactionId(order)));
        assertEquals(
                new PaymentReply.QueryFirst(mode.protocol == WeChatPayProtocol.V2 ? "ORDERPAID" : "OUT_TRADE_NO_USED"),
                SimulatedExchange.ask(wallet, gateway.pay(ORDER, WeChatPayRig.code())));

        Refund refund = new Refund(
                RefundNumber.of("R20231114T0001"),
                order,
                Money.ofMinor(CurrencyUnit.of("CNY"), 100),
                NOW,
                Optional.of("退货"));
        assertInstanceOf(RefundReply.NotFound.class, SimulatedExchange.ask(wallet, gateway.queryRefund(refund)));
        RefundReply first = SimulatedExchange.ask(wallet, gateway.refund(refund));
        RefundReply again = SimulatedExchange.ask(wallet, gateway.refund(refund));
        assertEquals(first, again);
        RefundReply.Refunded done = assertInstanceOf(
                RefundReply.Refunded.class, SimulatedExchange.ask(wallet, gateway.queryRefund(refund)));
        assertEquals(Optional.of(refund.amount()), done.amount());
        assertEquals(
                mode.protocol == WeChatPayProtocol.V2 ? new RefundReply.Processing(done.walletRefundId()) : done,
                first);
        assertEquals(100, wallet.book().refunded("CNY"));
        assertEquals(paid, SimulatedExchange.ask(wallet, gateway.query(order)));
    }

    @ParameterizedTest
    @EnumSource
    void aCustomerWhoNeverTypesHisPasswordIsNotCharged(Mode mode) {
        SimulatedWallet wallet = wallet(mode);
        wallet.customers(Customers.all(Customer.walksAway()));
        WeChatPayGateway gateway = gateway(mode, wallet);
        OrderReference order = unconfirmed(ORDER);
        assertInstanceOf(PaymentReply.NotFound.class, SimulatedExchange.ask(wallet, gateway.query(order)));
        assertEquals(
                new PaymentReply.Waiting("USERPAYING"),
                SimulatedExchange.ask(wallet, gateway.pay(ORDER, WeChatPayRig.code())));
        assertEquals(new PaymentReply.Waiting("USERPAYING"), SimulatedExchange.ask(wallet, gateway.query(order)));
        assertEquals(new CancelReply.Cancelled("reverse"), SimulatedExchange.ask(wallet, gateway.cancel(order)));
        assertEquals(new PaymentReply.Closed("REVOKED"), SimulatedExchange.ask(wallet, gateway.query(order)));
        assertEquals(0, wallet.book().moneyTaken("CNY"));
    }

    @ParameterizedTest
    @EnumSource
    void aCustomerWhoTypesHisPasswordPays(Mode mode) {
        SimulatedWallet wallet = wallet(mode);
        wallet.customers(Customers.all(Customer.paysAfter(Duration.ofSeconds(8))));
        WeChatPayGateway gateway = gateway(mode, wallet);
        assertInstanceOf(
                PaymentReply.Waiting.class, SimulatedExchange.ask(wallet, gateway.pay(ORDER, WeChatPayRig.code())));
        clock.now = NOW.plusSeconds(10);
        PaymentReply.Paid paid = assertInstanceOf(
                PaymentReply.Paid.class, SimulatedExchange.ask(wallet, gateway.query(unconfirmed(ORDER))));
        assertEquals(Optional.of(NOW.plusSeconds(8)), paid.payment().paidAt());
    }

    @ParameterizedTest
    @EnumSource
    void aCustomerWithoutMoneyIsRefused(Mode mode) {
        SimulatedWallet wallet = wallet(mode);
        wallet.customers(Customers.all(Customer.hasNotEnough()));
        Refusal refusal = assertInstanceOf(
                        PaymentReply.Refused.class,
                        SimulatedExchange.ask(wallet, gateway(mode, wallet).pay(ORDER, WeChatPayRig.code())))
                .refusal();
        assertEquals(mode.protocol == WeChatPayProtocol.V2 ? "NOTENOUGH" : "NOT_ENOUGH", refusal.walletCode());
        assertEquals(Refusal.NextStep.OTHER_MEANS, refusal.nextStep());
    }

    @ParameterizedTest
    @EnumSource
    void aShownCodeIsPaidReportedAndRefunded(Mode mode) {
        SimulatedWallet wallet = wallet(mode);
        wallet.customers(Customers.all(Customer.walksAway()));
        WeChatPayGateway gateway = gateway(mode, wallet);
        List<NotificationResult> reported = SimulatedExchange.report(wallet, gateway);
        ShowReply.Shown shown =
                assertInstanceOf(ShowReply.Shown.class, SimulatedExchange.ask(wallet, gateway.show(ORDER)));
        assertEquals(
                new PaymentReply.Waiting("NOTPAY"), SimulatedExchange.ask(wallet, gateway.query(unconfirmed(ORDER))));
        assertTrue(wallet.scan(shown.codeText()));
        wallet.pushNotifications();
        NotificationResult.PaymentReported payment =
                assertInstanceOf(NotificationResult.PaymentReported.class, reported.get(0));
        assertEquals(ORDER.number(), payment.order());
        assertEquals(SimulatedExchange.ask(wallet, gateway.query(unconfirmed(ORDER))), payment.reply());
        assertEquals(0, wallet.notificationsWaiting());
        assertEquals("QueryFirst", WeChatPayRig.said(SimulatedExchange.ask(wallet, gateway.close(unconfirmed(ORDER)))));

        TransactionId id = assertInstanceOf(PaymentReply.Paid.class, payment.reply())
                .payment()
                .transactionId();
        Refund whole = new Refund(RefundNumber.of("R20231114T0002"), reference(id), AMOUNT, NOW, Optional.empty());
        SimulatedExchange.ask(wallet, gateway.refund(whole));
        wallet.pushNotifications();
        if (mode.protocol == WeChatPayProtocol.V2) {
            // v2's own notification of a refund is not asked for.
            assertEquals(1, reported.size());
        } else {
            NotificationResult.RefundReported refund =
                    assertInstanceOf(NotificationResult.RefundReported.class, reported.get(1));
            assertEquals(whole.number(), refund.refund());
            assertEquals(SimulatedExchange.ask(wallet, gateway.queryRefund(whole)), refund.reply());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aShownCodeThatNobodyScansIsClosed(Mode mode) {
        SimulatedWallet wallet = wallet(mode);
        wallet.customers(Customers.all(Customer.walksAway()));
        WeChatPayGateway gateway = gateway(mode, wallet);
        SimulatedExchange.ask(wallet, gateway.show(ORDER));
        assertEquals(
                new CancelReply.Cancelled("close"), SimulatedExchange.ask(wallet, gateway.close(unconfirmed(ORDER))));
        assertEquals(
                new PaymentReply.Closed("CLOSED"), SimulatedExchange.ask(wallet, gateway.query(unconfirmed(ORDER))));
        Order other = Order.of(OrderNumber.of("POS20231114T0009"), AMOUNT, "茶");
        SimulatedExchange.ask(wallet, gateway.show(other));
        assertEquals(
                new CancelReply.Cancelled("close"),
                SimulatedExchange.ask(wallet, gateway.closeByV2(unconfirmed(other))));
    }

    @ParameterizedTest
    @CsvSource({
        "V2_MD5, UNSIGNED, SIGNATURE_MISSING",
        "V2_MD5, WRONG_SIGNATURE, SIGNATURE_WRONG",
        "V2_HMAC, WRONG_SIGNATURE, SIGNATURE_WRONG",
        "V2_MD5, SERVER_ERROR_AFTER, HTTP_ERROR",
        "V3_PUBLIC_KEY, UNSIGNED, SIGNATURE_MISSING",
        "V3_PUBLIC_KEY, WRONG_SIGNATURE, SIGNATURE_WRONG",
        "V3_PUBLIC_KEY, PROBE_SIGNATURE, SIGNATURE_PROBE",
        "V3_PUBLIC_KEY, STALE_TIMESTAMP, SIGNATURE_TIME",
        "V3_PUBLIC_KEY, SERVER_ERROR_AFTER, HTTP_ERROR",
        "V3_CERTIFICATE, PROBE_SIGNATURE, SIGNATURE_PROBE"
    })
    void anAnswerThatCannotBeVerifiedSaysNothingAlthoughTheMoneyWasTaken(
            Mode mode, WalletFault.Kind fault, UnknownCause cause) {
        SimulatedWallet wallet = wallet(mode);
        WeChatPayGateway gateway = gateway(mode, wallet);
        wallet.faults(request -> WalletFault.of(fault));
        PaymentReply reply = SimulatedExchange.ask(wallet, gateway.pay(ORDER, WeChatPayRig.code()));
        assertEquals(cause, assertInstanceOf(PaymentReply.NotKnown.class, reply).cause());
        wallet.faults(request -> WalletFault.none());
        assertInstanceOf(PaymentReply.Paid.class, SimulatedExchange.ask(wallet, gateway.query(unconfirmed(ORDER))));
    }

    @ParameterizedTest
    @CsvSource({
        "UNSIGNED, SIGNATURE_MISSING",
        "WRONG_SIGNATURE, SIGNATURE_WRONG",
        "PROBE_SIGNATURE, SIGNATURE_PROBE",
        "STALE_TIMESTAMP, SIGNATURE_TIME"
    })
    void aReportThatCannotBeVerifiedIsRefusedAndComesAgain(WalletFault.Kind fault, UnknownCause cause) {
        SimulatedWallet wallet = wallet(Mode.V3_PUBLIC_KEY);
        wallet.customers(Customers.all(Customer.walksAway()));
        WeChatPayGateway gateway = gateway(Mode.V3_PUBLIC_KEY, wallet);
        List<NotificationResult> reported = SimulatedExchange.report(wallet, gateway);
        wallet.notificationFaults(request -> WalletFault.of(fault));
        wallet.scan(assertInstanceOf(ShowReply.Shown.class, SimulatedExchange.ask(wallet, gateway.show(ORDER)))
                .codeText());
        wallet.pushNotifications();
        NotificationResult.Rejected rejected = assertInstanceOf(NotificationResult.Rejected.class, reported.get(0));
        assertEquals(cause, rejected.cause());
        assertTrue(rejected.answer().status() >= 400);
        assertEquals(1, wallet.notificationsWaiting());
        wallet.notificationFaults(request -> WalletFault.none());
        clock.now = NOW.plus(Duration.ofDays(1));
        wallet.pushNotifications();
        assertInstanceOf(NotificationResult.PaymentReported.class, reported.get(1));
        assertEquals(0, wallet.notificationsWaiting());
    }

    @ParameterizedTest
    @CsvSource({"V3_PUBLIC_KEY, false", "V3_PUBLIC_KEY, true", "V3_CERTIFICATE, true", "V3_SERVICE_PROVIDER, false"})
    void aBillIsFetchedAndItsHashIsRight(Mode mode, boolean compressed) {
        SimulatedWallet wallet = wallet(mode);
        WeChatPayGateway gateway = gateway(mode, wallet);
        SimulatedExchange.ask(wallet, gateway.pay(ORDER, WeChatPayRig.code()));
        clock.now = NOW.plus(Duration.ofDays(2));
        WalletCall<WeChatPayBillReply> asked =
                gateway.tradeBill(LocalDate.parse("2023-11-15"), WeChatPayBillType.ALL, compressed);
        WeChatPayBillReply.Ready ready =
                assertInstanceOf(WeChatPayBillReply.Ready.class, SimulatedExchange.ask(wallet, asked));
        WeChatPayBillFile.Complete file = assertInstanceOf(
                WeChatPayBillFile.Complete.class, SimulatedExchange.ask(wallet, gateway.downloadBill(ready)));
        String merchants = "`" + WeChatPayRig.MERCHANT + ",`" + (mode.provider ? SUB_MERCHANT : "0") + ",`";
        assertTrue(WeChatPayRig.text(file.content()).contains(merchants));
        assertTrue(WeChatPayRig.text(file.content()).contains(ORDER.number().text()));
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatIsSignedWithAnotherKeyIsNotCarriedOut(Mode mode) {
        SimulatedWallet wallet = wallet(mode);
        WeChatPayGateway ours = gateway(mode, wallet);
        VerificationKeys keys =
                VerificationKeys.of(WeChatPayRig.PUBLIC_KEY_ID, QrVectors.publicKey("platformPublicKeyPem"));
        WeChatPayGateway stranger = gateway(
                mode,
                keys,
                RequestSigner.software(
                        "20240101000000000000000000001234", QrVectors.privateKey("platformPrivateKeyPkcs8Pem")));
        assertInstanceOf(ShowReply.class, SimulatedExchange.ask(wallet, stranger.show(ORDER)));
        assertInstanceOf(PaymentReply.NotFound.class, SimulatedExchange.ask(wallet, ours.query(unconfirmed(ORDER))));
    }

    @ParameterizedTest
    @CsvSource({
        "V3_SERVICE_PROVIDER, V3_PUBLIC_KEY",
        "V3_PUBLIC_KEY, V3_SERVICE_PROVIDER",
        "V2_SERVICE_PROVIDER, V2_MD5",
        "V2_MD5, V2_SERVICE_PROVIDER"
    })
    void aServiceProviderIsNoMerchantAndAMerchantIsNone(Mode whose, Mode asking) {
        SimulatedWallet wallet = wallet(whose);
        PaymentReply reply =
                SimulatedExchange.ask(wallet, gateway(asking, wallet).pay(ORDER, WeChatPayRig.code()));
        assertFalse(reply instanceof PaymentReply.Paid, reply::toString);
        assertEquals(List.of(), wallet.book().orders());
    }
}
