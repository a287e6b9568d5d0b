package dev.solvo.qr.wechat;

import static dev.solvo.qr.wechat.WeChatPayRig.ORDER;
import static dev.solvo.qr.wechat.WeChatPayRig.REFERENCE;
import static dev.solvo.qr.wechat.WeChatPayRig.REFUND;
import static dev.solvo.qr.wechat.WeChatPayRig.code;
import static dev.solvo.qr.wechat.WeChatPayRig.quoted;
import static dev.solvo.qr.wechat.WeChatPayRig.readV3;
import static dev.solvo.qr.wechat.WeChatPayRig.said;
import static dev.solvo.qr.wechat.WeChatPayRig.unsigned;
import static dev.solvo.qr.wechat.WeChatPayRig.utf8;
import static dev.solvo.qr.wechat.WeChatPayRig.v3Answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.Discount;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.tlv.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class V3RepliesTest {
    private static final String PAID = "{'appid':'wxd678efh567hg6787','mchid':'1900000001',"
            + "'out_trade_no':'POS20231114T0002','transaction_id':'4200000000202311140000000001',"
            + "'trade_type':'MICROPAY','trade_state':'SUCCESS','success_time':'2023-11-15T06:13:20+08:00',"
            + "'amount':{'total':8888,'payer_total':8000,'currency':'CNY','payer_currency':'CNY'},"
            + "'promotion_detail':[{'coupon_id':'109519','name':'满减','amount':800},{'coupon_id':'7','amount':88}]}";

    private final WeChatPayRig rig = new WeChatPayRig();
    private final WeChatPayGateway gateway = rig.v3();

    private static Money fen(long amount) {
        return Money.ofMinor(CurrencyUnit.of("CNY"), amount);
    }

    @Test
    void aPaymentIsPaidWithItsDiscounts() {
        PaymentReply.Paid paid =
                assertInstanceOf(PaymentReply.Paid.class, readV3(gateway.pay(ORDER, code()), 200, PAID));
        Payment payment = paid.payment();
        assertEquals(fen(8888), payment.orderAmount());
        assertEquals(Optional.of(fen(8000)), payment.payerAmount());
        assertEquals(List.of(new Discount("满减", fen(800)), new Discount("7", fen(88))), payment.discounts());
        assertEquals(Optional.empty(), payment.settlementAmount());
        assertEquals(WeChatPayRig.TRANSACTION, payment.transactionId().text());
        assertEquals(Optional.of(Instant.parse("2023-11-14T22:13:20Z")), payment.paidAt());
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, Paid",
        "REFUND, Paid",
        "NOTPAY, Waiting",
        "USERPAYING, Waiting",
        "CLOSED, Closed",
        "REVOKED, Closed",
        "PAYERROR, Failed",
        "ACCEPT, CODE_UNLISTED ACCEPT",
        "'', MALFORMED"
    })
    void everyStateHasItsMeaning(String state, String reply) {
        String body = PAID.replace("SUCCESS", state);
        assertEquals(reply, said(readV3(gateway.query(REFERENCE), 200, body)));
        assertEquals(reply, said(readV3(gateway.queryByTransactionId(REFERENCE), 200, body)));
        assertEquals(reply, said(readV3(gateway.pay(ORDER, code()), 200, body)));
    }

    @Test
    void theCustomerMayBePayingByAnyStatus() {
        WalletCall<PaymentReply> call = gateway.pay(ORDER, code());
        assertEquals(new PaymentReply.Waiting("USERPAYING"), readV3(call, 200, PAID.replace("SUCCESS", "USERPAYING")));
        assertEquals(
                new PaymentReply.Waiting("USERPAYING"),
                readV3(
                        call,
                        202,
                        "{'mchid':'1900000001','out_trade_no':'POS20231114T0002','trade_state':'USERPAYING'}"));
        assertEquals(new PaymentReply.Waiting("USERPAYING"), readV3(call, 202, "{'code':'USERPAYING','message':'…'}"));
        assertEquals(new PaymentReply.Waiting("USERPAYING"), readV3(call, 400, "{'code':'USERPAYING','message':'…'}"));
        assertEquals(new PaymentReply.Waiting("USERPAYING"), readV3(call, 200, "{'trade_state':'USERPAYING'}"));
        assertEquals(new PaymentReply.Waiting("USER_PAYING"), readV3(call, 202, "{'code':'USER_PAYING'}"));
        assertEquals("MISMATCH", said(readV3(call, 200, "{'trade_state':'SUCCESS'}")));
        assertEquals("MISMATCH", said(readV3(call, 200, "{'trade_state':'CLOSED'}")));
        assertEquals("MISMATCH", said(readV3(call, 200, "{'out_trade_no':'OTHER','trade_state':'USERPAYING'}")));
        assertEquals("MALFORMED", said(readV3(call, 202, "{}")));
        assertEquals("MISMATCH", said(readV3(call, 202, "{'out_trade_no':'OTHER','trade_state':'USERPAYING'}")));
    }

    @ParameterizedTest
    @CsvSource({
        "SYSTEM_ERROR, WALLET_UNSURE SYSTEM_ERROR",
        "BANK_ERROR, WALLET_UNSURE BANK_ERROR",
        "RATELIMIT_EXCEEDED, TryAgain",
        "FREQUENCY_LIMITED, TryAgain",
        "AUTH_CODE_INVALID, Refused",
        "PARAM_ERROR, Refused",
        "NOT_ENOUGH, Refused",
        "ORDER_CLOSED, Refused",
        "OUT_TRADE_NO_USED, QueryFirst",
        "TRADE_ERROR, QueryFirst",
        "ORDER_NOT_EXIST, NotFound",
        "SOMETHING_NEW, CODE_UNLISTED SOMETHING_NEW",
        "'lower case', CODE_UNLISTED"
    })
    void aSignedErrorIsClassifiedByItsCode(String code, String reply) {
        String body = "{'code':'" + code + "','message':'…'}";
        assertEquals(reply, said(readV3(gateway.pay(ORDER, code()), 403, body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH_CODE_INVALID", "ORDER_NOT_EXIST", "RATELIMIT_EXCEEDED", "RESOURCE_NOT_EXISTS"})
    void anUnsignedErrorSaysNothing(String code) {
        String body = "{'code':'" + code + "','message':'…'}";
        assertEquals("HTTP_ERROR " + code, said(gateway.pay(ORDER, code()).read(unsigned(400, body))));
        assertEquals("HTTP_ERROR " + code, said(gateway.query(REFERENCE).read(unsigned(404, body))));
        assertEquals("HTTP_ERROR " + code, said(gateway.cancel(REFERENCE).read(unsigned(400, body))));
        assertEquals("HTTP_ERROR " + code, said(gateway.close(REFERENCE).read(unsigned(400, body))));
        assertEquals("HTTP_ERROR " + code, said(gateway.refund(REFUND).read(unsigned(404, body))));
        assertEquals("HTTP_ERROR " + code, said(gateway.queryRefund(REFUND).read(unsigned(404, body))));
        assertEquals("HTTP_ERROR", said(gateway.pay(ORDER, code()).read(unsigned(502, "<html>busy</html>"))));
    }

    @ParameterizedTest
    @CsvSource({
        "ORDER_NOT_EXIST, NotFound",
        "PARAM_ERROR, WALLET_UNSURE PARAM_ERROR",
        "AUTH_CODE_INVALID, WALLET_UNSURE AUTH_CODE_INVALID",
        "ORDER_CLOSED, WALLET_UNSURE ORDER_CLOSED",
        "RATELIMIT_EXCEEDED, WALLET_UNSURE RATELIMIT_EXCEEDED"
    })
    void aFailedQuerySaysNothingOfThePayment(String code, String reply) {
        assertEquals(reply, said(readV3(gateway.query(REFERENCE), 400, "{'code':'" + code + "'}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'total':'8888'",
                "'total':88.88",
                "'total':-1",
                "'total':1000000000000",
                "'total':1e3",
                "'total':null",
                "'total':true",
                "'total':8888,'currency':'XXXX'"
            })
    void aPaymentWithoutASoundAmountIsNotKnown(String amount) {
        String body = PAID.replace("'total':8888,'payer_total':8000,'currency':'CNY'", amount);
        assertEquals("MALFORMED SUCCESS", said(readV3(gateway.query(REFERENCE), 200, body)));
    }

    @Test
    void aPaymentWithoutASoundNumberIsNotKnown() {
        assertEquals(
                "MALFORMED SUCCESS",
                said(readV3(
                        gateway.query(REFERENCE),
                        200,
                        PAID.replace("'transaction_id':'4200000000202311140000000001',", ""))));
        assertEquals(
                "MALFORMED SUCCESS",
                said(readV3(gateway.query(REFERENCE), 200, PAID.replace(WeChatPayRig.TRANSACTION, "4200 1"))));
        assertEquals(
                "MISMATCH",
                said(readV3(
                        gateway.queryByTransactionId(REFERENCE),
                        200,
                        PAID.replace(WeChatPayRig.TRANSACTION, "42001"))));
    }

    @Test
    void aTimeThatCannotBeReadLeavesThePaymentPaid() {
        PaymentReply.Paid paid = assertInstanceOf(
                PaymentReply.Paid.class,
                readV3(gateway.query(REFERENCE), 200, PAID.replace("2023-11-15T06:13:20+08:00", "yesterday")));
        assertEquals(Optional.empty(), paid.payment().paidAt());
    }

    @Test
    void whatCannotBeVerifiedIsNotKnownAndSaysWhy() {
        WalletCall<PaymentReply> call = gateway.query(REFERENCE);
        HttpAnswer good = v3Answer(200, PAID);
        assertInstanceOf(PaymentReply.Paid.class, call.read(good));
        assertEquals("SIGNATURE_MISSING", said(call.read(new HttpAnswer(200, HttpHeaders.NONE, good.body()))));
        for (String name :
                List.of("wechatpay-timestamp", "wechatpay-nonce", "wechatpay-serial", "wechatpay-signature")) {
            assertEquals("SIGNATURE_MISSING", said(call.read(with(good, name, ""))));
        }
        assertEquals("SIGNATURE_WRONG", said(call.read(new HttpAnswer(200, good.headers(), utf8(quoted(PAID) + " ")))));
        assertEquals("SIGNATURE_WRONG", said(call.read(with(good, "wechatpay-signature", "not base64!"))));
        assertEquals("SIGNATURE_WRONG", said(call.read(with(good, "wechatpay-nonce", "other"))));
        assertEquals("SIGNATURE_PROBE", said(call.read(with(good, "wechatpay-signature", "WECHATPAY/SIGNTEST/AAAA"))));
        assertEquals("SIGNATURE_KEY_UNKNOWN", said(call.read(with(good, "wechatpay-serial", "5157F09EFDC096DE"))));
        assertEquals("SIGNATURE_TIME", said(call.read(with(good, "wechatpay-timestamp", "1700000301"))));
        assertEquals("SIGNATURE_TIME", said(call.read(with(good, "wechatpay-timestamp", "1699999699"))));
        assertEquals("SIGNATURE_TIME", said(call.read(with(good, "wechatpay-timestamp", "now"))));
        assertEquals("SIGNATURE_TIME", said(call.read(with(good, "wechatpay-timestamp", "99999999999999999999"))));
    }

    /** The answer with another value of a header, or without it. */
    private static HttpAnswer with(HttpAnswer answer, String name, String value) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (Map.Entry<String, String> field : answer.headers().fields()) {
            if (!field.getKey().equalsIgnoreCase(name)) {
                fields.add(field);
            } else if (!value.isEmpty()) {
                fields.add(Map.entry(name, value));
            }
        }
        return new HttpAnswer(answer.status(), HttpHeaders.of(fields), answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "null",
                "{'a':1,'a':2}",
                "{'trade_state':'SUCCESS'} {}",
                "{'trade_state':'SUC"
            })
    void signedNonsenseIsMalformed(String body) {
        String said = said(readV3(gateway.query(REFERENCE), 200, body));
        assertEquals(body.isEmpty() ? "MISMATCH" : "MALFORMED", said);
    }

    @Test
    void deepAndHugeAnswersAreMalformed() {
        assertEquals("MALFORMED", said(readV3(gateway.query(REFERENCE), 200, "[".repeat(100_000))));
        assertEquals("MALFORMED", said(readV3(gateway.query(REFERENCE), 200, "{'a':" + "{'a':".repeat(30) + "1}")));
        assertEquals("MALFORMED", said(readV3(gateway.query(REFERENCE), 200, "{'a':'" + "x".repeat(2_000_000) + "'}")));
        Bytes notUtf8 = Bytes.of(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'});
        assertEquals(
                "MALFORMED",
                said(gateway.query(REFERENCE)
                        .read(new HttpAnswer(200, WeChatPayRig.signed(notUtf8, WeChatPayRig.NOW), notUtf8))));
    }

    @ParameterizedTest
    @CsvSource({
        "POS20231114T0002, POS20231114T0003",
        "1900000001, 1900000002",
        "'''out_trade_no'':''POS20231114T0002'',', ''",
        "'''mchid'':''1900000001'',', ''"
    })
    void anAnswerAboutSomethingElseIsAMismatch(String what, String other) {
        assertEquals("MISMATCH", said(readV3(gateway.query(REFERENCE), 200, PAID.replace(what, other))));
        assertEquals("MISMATCH", said(readV3(gateway.pay(ORDER, code()), 200, PAID.replace(what, other))));
    }

    @Test
    void everyByteOfAnAnswerCounts() {
        WalletCall<PaymentReply> call = gateway.query(REFERENCE);
        HttpAnswer good = v3Answer(200, PAID);
        byte[] bytes = good.body().toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertInstanceOf(
                    PaymentReply.NotKnown.class, call.read(new HttpAnswer(200, good.headers(), Bytes.of(changed))));
            assertInstanceOf(
                    PaymentReply.NotKnown.class,
                    call.read(new HttpAnswer(200, good.headers(), Bytes.of(Arrays.copyOf(bytes, i)))));
        }
    }

    @Test
    void aCodeIsShown() {
        WalletCall<ShowReply> call = gateway.show(ORDER);
        assertEquals(
                new ShowReply.Shown("weixin://wxpay/bizpayurl?pr=p4lpSuKzz"),
                readV3(call, 200, "{'code_url':'weixin://wxpay/bizpayurl?pr=p4lpSuKzz'}"));
        assertEquals("MALFORMED", said(readV3(call, 200, "{'code_url':''}")));
        assertEquals("MALFORMED", said(readV3(call, 200, "{'code_url':'" + "x".repeat(513) + "'}")));
        assertEquals("Refused", said(readV3(call, 403, "{'code':'NO_AUTH'}")));
        assertEquals("CODE_UNLISTED NEW", said(readV3(call, 400, "{'code':'NEW','code_url':'weixin://x'}")));
        assertEquals("QueryFirst", said(readV3(call, 403, "{'code':'OUT_TRADE_NO_USED'}")));
        assertEquals("TryAgain", said(readV3(call, 429, "{'code':'RATELIMIT_EXCEEDED'}")));
        assertEquals("WALLET_UNSURE SYSTEM_ERROR", said(readV3(call, 500, "{'code':'SYSTEM_ERROR'}")));
    }

    @Test
    void anOrderIsClosed() {
        WalletCall<CancelReply> call = gateway.close(REFERENCE);
        assertEquals(new CancelReply.Cancelled("close"), readV3(call, 204, ""));
        assertEquals("SIGNATURE_MISSING", said(call.read(unsigned(204, ""))));
        assertEquals("MALFORMED", said(readV3(call, 200, "{}")));
        assertEquals(new CancelReply.QueryFirst("ORDER_CLOSED"), readV3(call, 400, "{'code':'ORDER_CLOSED'}"));
        assertEquals(new CancelReply.QueryFirst("USERPAYING"), readV3(call, 400, "{'code':'USERPAYING'}"));
        assertEquals("Refused", said(readV3(call, 400, "{'code':'INVALID_REQUEST'}")));
        assertEquals("WALLET_UNSURE SYSTEM_ERROR", said(readV3(call, 500, "{'code':'SYSTEM_ERROR'}")));
    }

    @Test
    void anOrderIsTakenBack() {
        WalletCall<CancelReply> call = gateway.cancel(REFERENCE);
        String done = "{'appid':'wxd678efh567hg6787','mchid':'1900000001','out_trade_no':'POS20231114T0002'}";
        assertEquals(new CancelReply.Cancelled("reverse"), readV3(call, 200, done));
        assertEquals("MISMATCH", said(readV3(call, 200, done.replace("T0002", "T0003"))));
        assertEquals("MISMATCH", said(readV3(call, 200, "{}")));
        assertEquals("MALFORMED", said(readV3(call, 204, "")));
        assertEquals(new CancelReply.QueryFirst("USERPAYING"), readV3(call, 202, "{'code':'USERPAYING'}"));
        assertEquals(new CancelReply.QueryFirst("ORDER_NOT_EXIST"), readV3(call, 404, "{'code':'ORDER_NOT_EXIST'}"));
        assertEquals(new CancelReply.Again("RATELIMIT_EXCEEDED"), readV3(call, 429, "{'code':'RATELIMIT_EXCEEDED'}"));
        assertEquals("WALLET_UNSURE SYSTEM_ERROR", said(readV3(call, 500, "{'code':'SYSTEM_ERROR'}")));
        assertEquals("Refused", said(readV3(call, 403, "{'code':'NO_AUTH'}")));
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, Refunded",
        "PROCESSING, Processing",
        "ABNORMAL, Abnormal",
        "CLOSED, Refused",
        "NEW, CODE_UNLISTED NEW",
        "'', MALFORMED"
    })
    void everyStatusOfARefundHasItsMeaning(String status, String reply) {
        String body = "{'refund_id':'50200000000000000000000000001','out_refund_no':'R20231114T0001',"
                + "'out_trade_no':'POS20231114T0002','status':'" + status
                + "','amount':{'refund':100,'currency':'CNY'}}";
        for (WalletCall<RefundReply> call : List.of(gateway.refund(REFUND), gateway.queryRefund(REFUND))) {
            RefundReply said = readV3(call, 200, body);
            assertEquals(reply, said(said));
            if (said instanceof RefundReply.Refunded refunded) {
                assertEquals(Optional.of(fen(100)), refunded.amount());
                assertEquals(Optional.of("50200000000000000000000000001"), refunded.walletRefundId());
            }
            if (!status.isEmpty()) {
                assertEquals("MISMATCH " + status, said(readV3(call, 200, body.replace(":100", ":101"))));
                assertEquals("MALFORMED " + status, said(readV3(call, 200, body.replace(":100", ":'100'"))));
            }
            assertEquals("MISMATCH", said(readV3(call, 200, body.replace("R20231114T0001", "R2"))));
            assertEquals("MISMATCH", said(readV3(call, 200, body.replace("POS20231114T0002", "POS2"))));
        }
    }

    @Test
    void aRefundIsRefusedOrNotReceived() {
        RefundReply.Refused poor = assertInstanceOf(
                RefundReply.Refused.class, readV3(gateway.refund(REFUND), 403, "{'code':'NOT_ENOUGH'}"));
        assertEquals(
                "The merchant's balance is too low; fund it and send the refund again with the same number",
                poor.refusal().cashier().english());
        assertEquals("TryAgain", said(readV3(gateway.refund(REFUND), 429, "{'code':'FREQUENCY_LIMITED'}")));
        assertEquals(
                "WALLET_UNSURE RESOURCE_NOT_EXISTS",
                said(readV3(gateway.refund(REFUND), 404, "{'code':'RESOURCE_NOT_EXISTS'}")));
        assertEquals(
                "WALLET_UNSURE SYSTEM_ERROR", said(readV3(gateway.refund(REFUND), 500, "{'code':'SYSTEM_ERROR'}")));
        assertEquals("NotFound", said(readV3(gateway.queryRefund(REFUND), 404, "{'code':'RESOURCE_NOT_EXISTS'}")));
        assertEquals(
                "WALLET_UNSURE PARAM_ERROR", said(readV3(gateway.queryRefund(REFUND), 400, "{'code':'PARAM_ERROR'}")));
    }

    @Test
    void noAnswerIsNotKnown() {
        assertEquals("NO_ANSWER", said(gateway.pay(ORDER, code()).unanswered(TransportException.Kind.NO_ANSWER)));
        assertEquals("NOT_SENT", said(gateway.cancel(REFERENCE).unanswered(TransportException.Kind.NOT_SENT)));
    }

    @Test
    void keysOfBothSidesRotateWhileCallsAreUnderWay() {
        WalletCall<PaymentReply> before = gateway.query(REFERENCE);
        rig.key.rotateTo(RequestSigner.software(
                "7000000000000000", dev.solvo.qr.testdata.QrVectors.privateKey("platformPrivateKeyPkcs8Pem")));
        WalletCall<PaymentReply> after = gateway.query(REFERENCE);
        assertEquals(true, authorization(before).contains("serial_no=\"20240101000000000000000000001234\""));
        assertEquals(true, authorization(after).contains("serial_no=\"7000000000000000\""));
        rig.weChatPayKeys.remove(WeChatPayRig.PUBLIC_KEY_ID);
        assertEquals("SIGNATURE_KEY_UNKNOWN", said(readV3(before, 200, PAID)));
        rig.weChatPayKeys.add(
                WeChatPayRig.PUBLIC_KEY_ID, dev.solvo.qr.testdata.QrVectors.publicKey("platformPublicKeyPem"));
        assertEquals("Paid", said(readV3(before, 200, PAID)));
    }

    private static String authorization(WalletCall<?> call) {
        return call.request().headers().first("Authorization").orElseThrow();
    }

    @Test
    void theWindowIsFiveMinutesBothWays() {
        Bytes body = utf8(quoted(PAID));
        for (long seconds : new long[] {-300, 300}) {
            assertInstanceOf(PaymentReply.Paid.class, readAt(body, seconds));
        }
        for (long seconds : new long[] {-301, 301}) {
            assertEquals("SIGNATURE_TIME", said(readAt(body, seconds)));
        }
        assertEquals(UnknownCause.SIGNATURE_TIME, ((PaymentReply.NotKnown) readAt(body, 100_000)).cause());
    }

    private PaymentReply readAt(Bytes body, long seconds) {
        HttpHeaders headers = WeChatPayRig.signed(body, WeChatPayRig.NOW.plus(Duration.ofSeconds(seconds)));
        return gateway.query(REFERENCE).read(new HttpAnswer(200, headers, body));
    }
}
