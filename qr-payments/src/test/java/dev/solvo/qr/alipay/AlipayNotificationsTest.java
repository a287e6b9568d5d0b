package dev.solvo.qr.alipay;

import static dev.solvo.qr.alipay.AlipayHost.AMOUNT;
import static dev.solvo.qr.alipay.AlipayHost.ORDER;
import static dev.solvo.qr.alipay.AlipayHost.cny;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.alipay.AlipayParameters.NotificationRule;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.Discount;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AlipayNotificationsTest {
    private final AlipayGateway gateway =
            AlipayHost.gateway(AlipayHost.account().sellerId("2088000000000001"));

    /** A trade's message with these parameters changed; an empty value leaves one out. */
    private static Map<String, String> trade(String... changes) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "notify_type", "trade_status_sync",
                "notify_time", "2023-11-15 06:13:26",
                "app_id", AlipayHost.APP_ID,
                "seller_id", "2088000000000001",
                "out_trade_no", "POS20231114T0001",
                "trade_no", "2023111522001",
                "trade_status", "TRADE_SUCCESS",
                "total_amount", "88.88",
                "sign_type", "RSA2",
                "subject", "咖啡 & 蛋糕 100%+"));
        for (int i = 0; i < changes.length; i += 2) {
            fields.put(changes[i], changes[i + 1]);
        }
        return fields;
    }

    private static Bytes signed(NotificationRule rule, Map<String, String> fields) {
        AlipayParameters message = AlipayParameters.of(fields);
        String sign = AlipaySignature.sign(message.textToVerify(rule), AlipayHost.ALIPAY);
        return AlipayHost.utf8(message.with("sign", sign).toForm());
    }

    private NotificationResult read(String... changes) {
        return gateway.readNotification(HttpHeaders.NONE, signed(NotificationRule.V1, trade(changes)));
    }

    private static UnknownCause rejected(NotificationResult result) {
        NotificationResult.Rejected rejected = assertInstanceOf(NotificationResult.Rejected.class, result);
        assertEquals("fail", text(rejected));
        assertNotEquals(200, rejected.answer().status());
        return rejected.cause();
    }

    private UnknownCause rejected(Bytes body) {
        return rejected(gateway.readNotification(HttpHeaders.NONE, body));
    }

    private static String text(NotificationResult result) {
        return new String(result.answer().body().toByteArray(), StandardCharsets.US_ASCII);
    }

    private static PaymentReply payment(NotificationResult result) {
        NotificationResult.PaymentReported reported =
                assertInstanceOf(NotificationResult.PaymentReported.class, result);
        assertEquals(ORDER.number(), reported.order());
        assertEquals("success", text(result));
        assertEquals(200, result.answer().status());
        return reported.reply();
    }

    @ParameterizedTest
    @EnumSource
    void aPaymentIsReported(NotificationRule rule) {
        Map<String, String> fields = trade(
                "gmt_payment", "2023-11-15 06:13:24",
                "buyer_pay_amount", "80.88",
                "receipt_amount", "88.80",
                "point_amount", "0.00",
                "fund_bill_list",
                        "[{\"amount\":\"80.88\",\"fundChannel\":\"ALIPAYACCOUNT\"},"
                                + "{\"amount\":\"8.00\",\"fundChannel\":\"COUPON\"}]");
        assertEquals(
                new PaymentReply.Paid(new Payment(
                        AMOUNT,
                        Optional.of(cny(8088)),
                        List.of(new Discount("COUPON", cny(800))),
                        Optional.of(cny(8880)),
                        new TransactionId("2023111522001"),
                        Optional.of(Instant.parse("2023-11-14T22:13:24Z")))),
                payment(gateway.readNotification(HttpHeaders.NONE, signed(rule, fields))));
    }

    @ParameterizedTest
    @CsvSource({"TRADE_FINISHED, Paid", "WAIT_BUYER_PAY, Waiting", "TRADE_CLOSED, Closed", "TRADE_PENDING, NotKnown"})
    void aStatusIsReported(String status, String reply) {
        assertEquals(reply, payment(read("trade_status", status)).getClass().getSimpleName());
    }

    @Test
    void aListThatCannotBeReadTellsOfNoDiscount() {
        PaymentReply.Paid paid = assertInstanceOf(
                PaymentReply.Paid.class, payment(read("fund_bill_list", "[{", "voucher_detail_list", "1")));
        assertEquals(List.of(), paid.payment().discounts());
        assertInstanceOf(PaymentReply.Paid.class, payment(read("refund_fee", "0.00")));
    }

    /** The status is still the payment's, which must not be booked again. */
    @ParameterizedTest
    @ValueSource(strings = {"TRADE_SUCCESS", "TRADE_CLOSED", "TRADE_FINISHED"})
    void aRefundIsReportedAsARefund(String status) {
        NotificationResult result = read(
                "trade_status", status, "refund_fee", "12.00", "out_biz_no", "R1", "gmt_refund", "2023-11-15 06:13:25");
        NotificationResult.RefundReported reported = assertInstanceOf(NotificationResult.RefundReported.class, result);
        assertEquals(ORDER.number(), reported.order());
        assertEquals("R1", reported.refund().text());
        assertEquals(new RefundReply.Refunded(Optional.empty(), Optional.empty()), reported.reply());
        assertEquals("success", text(result));
        NotificationResult.RefundReported unnamed =
                assertInstanceOf(NotificationResult.RefundReported.class, read("refund_fee", "12.00"));
        assertEquals("POS20231114T0001", unnamed.refund().text());
    }

    @Test
    void aMessageOfTheMessageServiceIsAboutSomethingElse() {
        Map<String, String> fields = new HashMap<>(Map.of(
                "msg_method", "alipay.open.app.changed",
                "utc_timestamp", Long.toString(AlipayHost.NOW.toEpochMilli()),
                "app_id", AlipayHost.APP_ID,
                "sign_type", "RSA2",
                "biz_content", "{}"));
        NotificationResult result = gateway.readNotification(HttpHeaders.NONE, signed(NotificationRule.V2, fields));
        assertEquals("alipay.open.app.changed", ((NotificationResult.OtherReported) result).type());
        assertEquals("success", text(result));
        fields.put("utc_timestamp", "1");
        assertEquals(UnknownCause.SIGNATURE_TIME, rejected(signed(NotificationRule.V2, fields)));
    }

    @Test
    void whatCannotBeVerifiedIsRejectedAndSaysWhy() throws QrException {
        AlipayParameters good = AlipayParameters.parseForm(signed(NotificationRule.V1, trade()));
        assertEquals(
                UnknownCause.SIGNATURE_MISSING,
                rejected(AlipayHost.utf8(AlipayParameters.of(trade()).toForm())));
        for (String[] change : new String[][] {
            {"total_amount", "0.01"}, {"x", "1"}, {"sign", "AAAA"}, {"trade_status", ""}, {"app_id", "1"}
        }) {
            assertEquals(
                    UnknownCause.SIGNATURE_WRONG,
                    rejected(AlipayHost.utf8(good.with(change[0], change[1]).toForm())));
        }
        AlipayGateway keyless = AlipayHost.gateway(
                AlipayConfig.builder(AlipayHost.APP_ID, AlipayHost.merchantKey(), VerificationKeys.none()));
        assertEquals(
                UnknownCause.SIGNATURE_KEY_UNKNOWN,
                rejected(keyless.readNotification(HttpHeaders.NONE, AlipayHost.utf8(good.toForm()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "=", "a=1&a=2", "a=%", "a=%zz", "&&", "a=1&&b=2", "a"})
    void whatIsNotAFormIsMalformed(String text) {
        assertEquals(UnknownCause.MALFORMED, rejected(AlipayHost.utf8(text)));
    }

    @Test
    void hugeFormsAreMalformed() {
        StringBuilder form = new StringBuilder("a=1");
        for (int i = 0; i < 300; i++) {
            form.append("&p").append(i).append("=1");
        }
        assertEquals(UnknownCause.MALFORMED, rejected(AlipayHost.utf8(form.toString())));
        assertEquals(UnknownCause.MALFORMED, rejected(Bytes.of(new byte[1_000_000])));
        assertEquals(UnknownCause.MALFORMED, rejected(Bytes.of(new byte[] {'a', '=', (byte) 0xFF})));
        assertEquals(UnknownCause.SIGNATURE_MISSING, rejected(Bytes.EMPTY));
    }

    @Test
    void aMessageForSomebodyElseIsRejected() {
        assertEquals(UnknownCause.MISMATCH, rejected(read("app_id", "2021000000000002")));
        assertEquals(UnknownCause.MISMATCH, rejected(read("app_id", "")));
        assertEquals(UnknownCause.MISMATCH, rejected(read("seller_id", "2088000000000002")));
        assertEquals(UnknownCause.MISMATCH, rejected(read("seller_id", "")));
        AlipayGateway anySeller = AlipayHost.gateway(AlipayHost.account());
        assertInstanceOf(
                PaymentReply.Paid.class,
                payment(anySeller.readNotification(
                        HttpHeaders.NONE, signed(NotificationRule.V1, trade("seller_id", "2088000000000002")))));
    }

    @ParameterizedTest
    @CsvSource({
        "2023-11-15 06:08:20, true",
        "2023-11-15 06:18:20, true",
        "2023-11-15 06:08:19, false",
        "2023-11-15 06:18:21, false",
        "2022-11-15 06:13:20, false",
        "'', false",
        "yesterday, false",
        "2023-13-45 06:13:20, false"
    })
    void anOldMessageIsRejected(String time, boolean taken) {
        NotificationResult result = read("notify_time", time);
        if (taken) {
            assertInstanceOf(PaymentReply.Paid.class, payment(result));
        } else {
            assertEquals(UnknownCause.SIGNATURE_TIME, rejected(result));
        }
    }

    @ParameterizedTest
    @CsvSource({"out_trade_no, ''", "out_trade_no, 咖啡", "refund_fee, x", "refund_fee, 1.234", "trans_currency, ???"})
    void signedNonsenseIsMalformed(String field, String value) {
        assertEquals(UnknownCause.MALFORMED, rejected(read(field, value)));
    }

    @Test
    void aPaymentWithoutAmountIsNotKnown() {
        assertEquals(
                new PaymentReply.NotKnown(UnknownCause.MALFORMED, "TRADE_SUCCESS"), payment(read("total_amount", "")));
        assertEquals(new PaymentReply.NotKnown(UnknownCause.MALFORMED, "TRADE_SUCCESS"), payment(read("trade_no", "")));
    }

    @Test
    void aMessageThatAlipayHasSentIsRead() throws GeneralSecurityException {
        JsonNode vector = QrVectors.records("alipay-signature.json").stream()
                .filter(v -> v.has("verifyKeySpkiBase64"))
                .findAny()
                .orElseThrow();
        byte[] key =
                Base64.getDecoder().decode(vector.get("verifyKeySpkiBase64").asText());
        AlipayConfig account = AlipayConfig.builder(
                        "2019073166072302",
                        AlipayHost.merchantKey(),
                        VerificationKeys.of(
                                "", KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key))))
                .sellerId("2088531891668739")
                .timeWindow(Duration.ofMinutes(1))
                .build();
        Clock clock = Clock.fixed(Instant.parse("2019-08-15T07:56:30Z"), ZoneOffset.UTC);
        NotificationResult result = new AlipayGateway(account, clock, new Random(1))
                .readNotification(
                        HttpHeaders.NONE, AlipayHost.utf8(vector.get("form").asText()));
        NotificationResult.PaymentReported reported =
                assertInstanceOf(NotificationResult.PaymentReported.class, result);
        assertEquals("20190815155618536-564-57", reported.order().text());
        Payment payment =
                assertInstanceOf(PaymentReply.Paid.class, reported.reply()).payment();
        assertEquals(cny(10), payment.orderAmount());
        assertEquals(Optional.of(cny(10)), payment.settlementAmount());
        assertEquals(Optional.of(Instant.parse("2019-08-15T07:56:24Z")), payment.paidAt());
    }

    @Property
    void anyTextIsRejected(@ForAll String text) {
        rejected(AlipayHost.utf8(text));
    }
}
