package dev.solvo.qr.wechat;

import static dev.solvo.qr.wechat.WeChatPayRig.ORDER;
import static dev.solvo.qr.wechat.WeChatPayRig.REFERENCE;
import static dev.solvo.qr.wechat.WeChatPayRig.REFUND;
import static dev.solvo.qr.wechat.WeChatPayRig.code;
import static dev.solvo.qr.wechat.WeChatPayRig.readV2;
import static dev.solvo.qr.wechat.WeChatPayRig.said;
import static dev.solvo.qr.wechat.WeChatPayRig.text;
import static dev.solvo.qr.wechat.WeChatPayRig.unsigned;
import static dev.solvo.qr.wechat.WeChatPayRig.utf8;
import static dev.solvo.qr.wechat.WeChatPayRig.v2Answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.Discount;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.tlv.Bytes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class V2RepliesTest {
    private static final String[] PAID = {
        "result_code", "SUCCESS",
        "out_trade_no", "POS20231114T0002",
        "transaction_id", WeChatPayRig.TRANSACTION,
        "total_fee", "8888",
        "cash_fee", "8800",
        "coupon_fee", "88",
        "settlement_total_fee", "8888",
        "time_end", "20231115061320"
    };

    private final WeChatPayGateway gateway = new WeChatPayRig().v2();

    private static String[] paidAnd(String... more) {
        return Stream.of(PAID, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private static Money fen(long amount) {
        return Money.ofMinor(CurrencyUnit.of("CNY"), amount);
    }

    static List<JsonNode> micropayCodes() {
        return QrVectors.records("error-codes.json").stream()
                .filter(v -> v.get("call").asText().equals("v2 micropay"))
                .toList();
    }

    @Test
    void aPaymentIsPaidWithItsDiscount() {
        Payment payment = assertInstanceOf(PaymentReply.Paid.class, readV2(gateway.pay(ORDER, code()), PAID))
                .payment();
        assertEquals(fen(8888), payment.orderAmount());
        assertEquals(Optional.of(fen(8800)), payment.payerAmount());
        assertEquals(List.of(new Discount("coupon_fee", fen(88))), payment.discounts());
        assertEquals(Optional.of(fen(8888)), payment.settlementAmount());
        assertEquals(Optional.of(Instant.parse("2023-11-14T22:13:20Z")), payment.paidAt());
    }

    @ParameterizedTest
    @MethodSource("micropayCodes")
    void everyCodeOfAPaymentHasItsMeaning(JsonNode vector) {
        String code = vector.get("code").asText();
        String expected = switch (vector.get("outcome").asText()) {
            case "DECLINED" -> "Refused";
            case "PENDING" -> "Waiting";
            case "ALREADY_PAID", "ALREADY_USED" -> "QueryFirst";
            default -> "WALLET_UNSURE " + code;
        };
        assertEquals(expected, said(readV2(gateway.pay(ORDER, code()), "result_code", "FAIL", "err_code", code)));
        // The same code of a query does not touch the payment.
        assertInstanceOf(
                PaymentReply.NotKnown.class, readV2(gateway.query(REFERENCE), "result_code", "FAIL", "err_code", code));
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
        "'', CODE_UNLISTED"
    })
    void everyStateHasItsMeaning(String state, String reply) {
        assertEquals(reply, said(readV2(gateway.query(REFERENCE), paidAnd("trade_state", state))));
        assertEquals(reply, said(readV2(gateway.queryByTransactionId(REFERENCE), paidAnd("trade_state", state))));
    }

    @Test
    void aQueryFindsNothing() {
        assertEquals(
                new PaymentReply.NotFound("ORDERNOTEXIST"),
                readV2(gateway.query(REFERENCE), "result_code", "FAIL", "err_code", "ORDERNOTEXIST"));
        assertEquals(
                "CODE_UNLISTED NEW", said(readV2(gateway.query(REFERENCE), "result_code", "FAIL", "err_code", "NEW")));
        assertEquals("CODE_UNLISTED", said(readV2(gateway.pay(ORDER, code()), "result_code", "FAIL")));
    }

    @ParameterizedTest
    @CsvSource({
        "total_fee, ''",
        "total_fee, 88.88",
        "total_fee, -1",
        "total_fee, 1234567890123",
        "fee_type, XXXX",
        "transaction_id, ''",
        "out_trade_no, ''",
        "cash_fee, x"
    })
    void aPaymentWithoutSoundAmountOrNumberIsNotKnown(String name, String value) {
        assertEquals("MALFORMED SUCCESS", said(readV2(gateway.pay(ORDER, code()), paidAnd(name, value))));
    }

    @Test
    void whatCannotBeVerifiedIsNotKnownAndSaysWhy() {
        WalletCall<PaymentReply> call = gateway.pay(ORDER, code());
        HttpAnswer good = v2Answer(PAID);
        String xml = text(good.body());
        assertInstanceOf(PaymentReply.Paid.class, call.read(good));
        assertEquals("SIGNATURE_MISSING", said(call.read(unsigned(200, xml.replaceAll("<sign>.*</sign>", "")))));
        assertEquals(
                "SIGNATURE_WRONG", said(call.read(unsigned(200, xml.replace("<total_fee>8888", "<total_fee>8889")))));
        assertEquals("SIGNATURE_WRONG", said(call.read(unsigned(200, xml.replace("</sign>", "0</sign>")))));
        assertEquals("HTTP_ERROR", said(call.read(new HttpAnswer(502, HttpHeaders.NONE, good.body()))));
        assertEquals("MALFORMED", said(call.read(unsigned(200, "<html>busy</html>"))));
        assertEquals("MALFORMED", said(call.read(unsigned(200, ""))));
        assertEquals("MALFORMED", said(call.read(unsigned(200, "<!DOCTYPE xml>" + xml))));
        assertEquals(
                "MALFORMED", said(call.read(unsigned(200, xml.replace("</xml>", "<total_fee>1</total_fee></xml>")))));
        assertEquals("MALFORMED", said(readV2(call, paidAnd("return_code", "MAYBE"))));
        assertEquals("MALFORMED", said(readV2(call, paidAnd("result_code", "MAYBE"))));
        assertEquals("MISMATCH", said(readV2(call, paidAnd("mch_id", "1900000002"))));
        assertEquals("MISMATCH", said(readV2(call, paidAnd("mch_id", ""))));
        assertEquals("MISMATCH", said(readV2(call, paidAnd("appid", "wx0000000000000000"))));
        assertEquals("MISMATCH", said(readV2(call, paidAnd("out_trade_no", "POS20231114T0003"))));
        assertEquals(
                "MISMATCH",
                said(readV2(
                        gateway.queryByTransactionId(REFERENCE),
                        paidAnd("trade_state", "SUCCESS", "out_trade_no", "POS20231114T0003"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYSTEMERROR", "AUTHCODEEXPIRE", "签名错误"})
    void aRefusalByReturnCodeIsUnsignedAndSaysNothing(String why) {
        String xml = "<xml><return_code>FAIL</return_code><return_msg>" + why + "</return_msg><err_code>" + why
                + "</err_code></xml>";
        assertEquals(
                "SIGNATURE_MISSING return_code=FAIL",
                said(gateway.pay(ORDER, code()).read(unsigned(200, xml))));
        assertEquals(
                "SIGNATURE_MISSING return_code=FAIL",
                said(gateway.refund(REFUND).read(unsigned(200, xml))));
    }

    @Test
    void everyByteOfAnAnswerCounts() {
        WalletCall<PaymentReply> call = gateway.pay(ORDER, code());
        byte[] good = v2Answer(PAID).body().toByteArray();
        for (int i = 0; i < good.length; i++) {
            byte[] changed = good.clone();
            changed[i] ^= 1;
            assertInstanceOf(
                    PaymentReply.NotKnown.class,
                    call.read(new HttpAnswer(200, HttpHeaders.NONE, Bytes.of(changed))),
                    "byte " + i);
            assertInstanceOf(
                    PaymentReply.NotKnown.class,
                    call.read(new HttpAnswer(200, HttpHeaders.NONE, Bytes.of(Arrays.copyOf(good, i)))));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, N, '', Cancelled",
        "SUCCESS, '', '', Cancelled",
        "SUCCESS, Y, '', Again",
        "FAIL, Y, SYSTEMERROR, Again",
        "FAIL, Y, NEW, Again",
        "FAIL, Y, USERPAYING, QueryFirst",
        "FAIL, N, USERPAYING, QueryFirst",
        "FAIL, N, SYSTEMERROR, WALLET_UNSURE SYSTEMERROR",
        "FAIL, N, NEW, CODE_UNLISTED NEW",
        "FAIL, N, SIGNERROR, Refused",
        "FAIL, N, ORDERNOTEXIST, QueryFirst"
    })
    void aReversalIsRepeatedAsLongAsWeChatPayAsks(String result, String recall, String code, String reply) {
        WalletCall<CancelReply> call = gateway.cancel(REFERENCE);
        assertEquals(reply, said(readV2(call, "result_code", result, "recall", recall, "err_code", code)));
    }

    @Test
    void anOrderIsClosed() {
        WalletCall<CancelReply> call = gateway.closeByV2(REFERENCE);
        assertEquals(new CancelReply.Cancelled("close"), readV2(call, "result_code", "SUCCESS"));
        assertEquals(
                new CancelReply.QueryFirst("ORDERPAID"), readV2(call, "result_code", "FAIL", "err_code", "ORDERPAID"));
        assertEquals(
                new CancelReply.QueryFirst("ORDERCLOSED"),
                readV2(call, "result_code", "FAIL", "err_code", "ORDERCLOSED"));
    }

    @Test
    void anAcceptedRefundIsAskedAbout() {
        WalletCall<RefundReply> call = gateway.refund(REFUND);
        String[] accepted = {
            "result_code", "SUCCESS",
            "out_trade_no", "POS20231114T0002",
            "out_refund_no", "R20231114T0001",
            "refund_fee", "100",
            "refund_id", "50200000000000000000000000001"
        };
        assertEquals(new RefundReply.Processing(Optional.of("50200000000000000000000000001")), readV2(call, accepted));
        String[] other = accepted.clone();
        other[7] = "101";
        assertEquals("MISMATCH", said(readV2(call, other)));
        assertEquals("Refused", said(readV2(call, "result_code", "FAIL", "err_code", "NOTENOUGH")));
        assertEquals("WALLET_UNSURE SYSTEMERROR", said(readV2(call, "result_code", "FAIL", "err_code", "SYSTEMERROR")));
        assertEquals("TryAgain", said(readV2(call, "result_code", "FAIL", "err_code", "FREQUENCY_LIMITED")));
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, Refunded",
        "PROCESSING, Processing",
        "REFUNDCLOSE, Refused",
        "CHANGE, Abnormal",
        "NEW, CODE_UNLISTED NEW"
    })
    void aRefundIsFoundAmongTheOrdersOthers(String status, String reply) {
        WalletCall<RefundReply> call = gateway.queryRefund(REFUND);
        String[] found = {
            "result_code", "SUCCESS",
            "out_trade_no", "POS20231114T0002",
            "refund_count", "2",
            "out_refund_no_0", "R0",
            "refund_status_0", "PROCESSING",
            "refund_fee_0", "5",
            "out_refund_no_1", "R20231114T0001",
            "refund_status_1", status,
            "refund_fee_1", "100",
            "refund_id_1", "502"
        };
        RefundReply said = readV2(call, found);
        assertEquals(reply, said(said));
        if (said instanceof RefundReply.Refunded refunded) {
            assertEquals(Optional.of(fen(100)), refunded.amount());
            assertEquals(Optional.of("502"), refunded.walletRefundId());
        }
        found[17] = "99";
        assertEquals("MISMATCH " + status, said(readV2(call, found)));
        found[17] = "9,9";
        assertEquals("MALFORMED " + status, said(readV2(call, found)));
        found[13] = "R2";
        assertEquals("MISMATCH", said(readV2(call, found)));
        assertEquals("NotFound", said(readV2(call, "result_code", "FAIL", "err_code", "REFUNDNOTEXIST")));
        assertEquals("WALLET_UNSURE PARAM_ERROR", said(readV2(call, "result_code", "FAIL", "err_code", "PARAM_ERROR")));
    }

    @Test
    void otherCurrenciesAreNamed() {
        WeChatPayGateway hongKong = WeChatPayRig.gateway(new WeChatPayRig()
                .config()
                .host(WeChatPayConfig.HONG_KONG)
                .currencies(java.util.Set.of(CurrencyUnit.of("HKD"))));
        V2Message sent = WeChatPayRig.sentV2(hongKong.pay(
                dev.solvo.qr.wallet.Order.of(ORDER.number(), Money.parse("HKD 1.00"), "tea")
                        .at(ORDER.pointOfSale()),
                code()));
        assertEquals("HKD", sent.get("fee_type"));
        assertEquals("100", sent.get("total_fee"));
        assertEquals(utf8("tea"), utf8(sent.get("body")));
    }
}
