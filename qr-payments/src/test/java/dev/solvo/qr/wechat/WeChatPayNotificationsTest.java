package dev.solvo.qr.wechat;

import static dev.solvo.qr.wechat.WeChatPayRig.quoted;
import static dev.solvo.qr.wechat.WeChatPayRig.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.tlv.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WeChatPayNotificationsTest {
    private static final String NONCE = "0123456789ab";
    private static final String PAID = "{'mchid':'1900000001','out_trade_no':'POS20231114T0002',"
            + "'transaction_id':'4200000000202311140000000001','trade_state':'SUCCESS',"
            + "'amount':{'total':8888,'payer_total':8888}}";

    private final WeChatPayGateway gateway = new WeChatPayRig().v2();

    private static Bytes notification(String type, String associatedData, String ciphertext) {
        return utf8(quoted("{'id':'EV-1','create_time':'2023-11-15T06:13:20+08:00','event_type':'" + type
                + "','resource_type':'encrypt-resource','resource':{'algorithm':'AEAD_AES_256_GCM','ciphertext':'"
                + ciphertext + "'" + associatedData + ",'nonce':'" + NONCE + "'}}"));
    }

    private static Bytes notification(String type, String resource) {
        String ciphertext = WeChatPayRig.encrypted(quoted(resource), NONCE, "transaction");
        return notification(type, ",'associated_data':'transaction'", ciphertext);
    }

    private NotificationResult read(Bytes body) {
        return gateway.readNotification(WeChatPayRig.signed(body, WeChatPayRig.NOW), body);
    }

    private UnknownCause rejected(HttpHeaders headers, Bytes body) {
        NotificationResult.Rejected rejected =
                assertInstanceOf(NotificationResult.Rejected.class, gateway.readNotification(headers, body));
        assertTrue(rejected.answer().status() >= 400);
        return rejected.cause();
    }

    private UnknownCause rejected(Bytes body) {
        return rejected(WeChatPayRig.signed(body, WeChatPayRig.NOW), body);
    }

    @Test
    void aPaymentIsReportedAndAcknowledged() {
        NotificationResult.PaymentReported reported = assertInstanceOf(
                NotificationResult.PaymentReported.class, read(notification("TRANSACTION.SUCCESS", PAID)));
        assertEquals("POS20231114T0002", reported.order().text());
        assertEquals(
                WeChatPayRig.AMOUNT,
                assertInstanceOf(PaymentReply.Paid.class, reported.reply())
                        .payment()
                        .orderAmount());
        assertEquals(204, reported.answer().status());
        assertTrue(reported.answer().body().isEmpty());
    }

    @Test
    void associatedDataMayBeEmptyOrAbsent() {
        String ciphertext = WeChatPayRig.encrypted(quoted(PAID), NONCE, "");
        for (String data : List.of("", ",'associated_data':''", ",'associated_data':null")) {
            assertInstanceOf(
                    NotificationResult.PaymentReported.class,
                    read(notification("TRANSACTION.SUCCESS", data, ciphertext)));
        }
    }

    @Test
    void aRefundIsReported() {
        JsonNode vector = QrVectors.records("wechat-aesgcm.json").stream()
                .filter(v -> v.get("name").asText().equals("refund notification"))
                .findFirst()
                .orElseThrow();
        Bytes body = notification(
                "REFUND.SUCCESS",
                ",'associated_data':'refund'",
                vector.get("ciphertext").asText());
        NotificationResult.RefundReported reported =
                assertInstanceOf(NotificationResult.RefundReported.class, read(body));
        assertEquals("POS20231114T0002", reported.order().text());
        assertEquals("R20231114T0001", reported.refund().text());
        assertEquals(
                new RefundReply.Refunded(
                        Optional.of(Money.ofMinor(CurrencyUnit.of("CNY"), 100)),
                        Optional.of("50200000000000000000000000001")),
                reported.reply());
    }

    @ParameterizedTest
    @CsvSource({"CLOSED, Refused", "ABNORMAL, Abnormal", "PROCESSING, Processing", "NEW, CODE_UNLISTED NEW"})
    void otherEndsOfARefundAreReported(String status, String reply) {
        NotificationResult result = read(notification(
                "REFUND." + status,
                "{'mchid':'1900000001','out_trade_no':'POS20231114T0002','out_refund_no':'R1','refund_status':'"
                        + status + "'}"));
        assertEquals(
                reply,
                WeChatPayRig.said(assertInstanceOf(NotificationResult.RefundReported.class, result)
                        .reply()));
    }

    @Test
    void whatElseIsReportedIsAcknowledged() {
        NotificationResult.OtherReported other = assertInstanceOf(
                NotificationResult.OtherReported.class, read(notification("COUPON.USE", "{'mchid':'1900000001'}")));
        assertEquals("COUPON.USE", other.type());
        assertEquals(204, other.answer().status());
    }

    @Test
    void aProbeIsRefused() {
        Bytes body = notification("TRANSACTION.SUCCESS", PAID);
        HttpHeaders probe = HttpHeaders.of(List.of(
                Map.entry("Wechatpay-Timestamp", "1700000000"),
                Map.entry("Wechatpay-Nonce", "N"),
                Map.entry("Wechatpay-Serial", WeChatPayRig.PUBLIC_KEY_ID),
                Map.entry("Wechatpay-Signature", "WECHATPAY/SIGNTEST/RuoucjiYgNdXYPYp1e5vdOgh")));
        assertEquals(UnknownCause.SIGNATURE_PROBE, rejected(probe, body));
    }

    @Test
    void onlyFreshSignedOnesAreBelieved() {
        Bytes body = notification("TRANSACTION.SUCCESS", PAID);
        assertEquals(UnknownCause.SIGNATURE_MISSING, rejected(HttpHeaders.NONE, body));
        assertEquals(
                UnknownCause.SIGNATURE_TIME,
                rejected(WeChatPayRig.signed(body, WeChatPayRig.NOW.minus(Duration.ofSeconds(301))), body));
        assertEquals(
                UnknownCause.SIGNATURE_WRONG,
                rejected(WeChatPayRig.signed(body, WeChatPayRig.NOW), body.plus(utf8(" "))));
    }

    @Test
    void anotherMerchantsIsRefused() {
        assertEquals(
                UnknownCause.MISMATCH,
                rejected(notification("TRANSACTION.SUCCESS", PAID.replace("1900000001", "1900000002"))));
        WeChatPayGateway provider =
                WeChatPayRig.gateway(new WeChatPayRig().config().subMerchant("1900000109"));
        String partner = "{'sp_mchid':'1900000001','sub_mchid':'1900000109','out_trade_no':'POS20231114T0002',"
                + "'trade_state':'CLOSED'}";
        for (String sub : List.of("1900000109", "1900000110")) {
            Bytes body = notification("TRANSACTION.SUCCESS", partner.replace("1900000109", sub));
            NotificationResult result = provider.readNotification(WeChatPayRig.signed(body, WeChatPayRig.NOW), body);
            assertEquals(
                    sub.equals("1900000109"), result instanceof NotificationResult.PaymentReported, result.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{'resource':1}",
                "{'resource':{}}",
                "{'resource':{'algorithm':'AES-ECB','ciphertext':'','nonce':'0123456789ab'}}",
                "{'resource':{'algorithm':'AEAD_AES_256_GCM','ciphertext':'AAAA','nonce':'0123456789ab'}}",
                "{'resource':{'algorithm':'AEAD_AES_256_GCM','ciphertext':'****','nonce':'0123456789ab'}}",
                "{'resource':{'algorithm':'AEAD_AES_256_GCM','ciphertext':1,'nonce':'short'}}"
            })
    void signedNonsenseIsMalformed(String body) {
        assertEquals(UnknownCause.MALFORMED, rejected(utf8(quoted(body))));
    }

    @Test
    void aResourceWithoutANumberIsMalformed() {
        assertEquals(UnknownCause.MALFORMED, rejected(notification("TRANSACTION.SUCCESS", "{'mchid':'1900000001'}")));
        assertEquals(
                UnknownCause.MALFORMED,
                rejected(notification(
                        "REFUND.SUCCESS",
                        "{'mchid':'1900000001','out_trade_no':'POS20231114T0002','refund_status':'SUCCESS'}")));
        assertEquals(
                UnknownCause.MALFORMED,
                rejected(notification(
                        "REFUND.SUCCESS",
                        "{'mchid':'1900000001','out_trade_no':'POS20231114T0002','out_refund_no':'R1',"
                                + "'refund_status':'SUCCESS','amount':{'refund':'1'}}")));
        assertEquals(UnknownCause.MALFORMED, rejected(notification("TRANSACTION.SUCCESS", "nothing")));
    }

    @Test
    void aNotificationEncryptedWithAnotherKeyIsSentAgain() {
        Bytes body = notification(
                "TRANSACTION.SUCCESS",
                ",'associated_data':'other'",
                WeChatPayRig.encrypted(quoted(PAID), NONCE, "transaction"));
        assertEquals(UnknownCause.MALFORMED, rejected(body));
    }
}
