package dev.solvo.qr.alipay;

import static dev.solvo.qr.alipay.AlipayHost.NOW;
import static dev.solvo.qr.alipay.AlipayHost.REFERENCE;
import static dev.solvo.qr.alipay.AlipayHost.json;
import static dev.solvo.qr.alipay.AlipayHost.raw;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not to be trusted or not to be understood: never a success, never a failure, never an exception. */
final class AlipayTrustTest {
    private static final String FIELDS = "'trade_no':'1','out_trade_no':'POS20231114T0001','total_amount':'88.88',"
            + "'trade_status':'TRADE_SUCCESS','store_name':'a/b }\\' {咖啡'";
    private static final String CONTENT = "{'code':'10000','msg':'Success'," + FIELDS + "}";
    private static final String GOOD = AlipayHost.v2Text(AlipayMethod.QUERY, CONTENT);
    private static final String BODY = json("{" + FIELDS + "}");
    private static final long NOW_MILLIS = 1_700_000_000_000L;
    private static final String MILLIS = Long.toString(NOW.toEpochMilli());

    private final WalletCall<PaymentReply> v2 =
            AlipayHost.gateway(AlipayHost.account()).query(REFERENCE);
    private final WalletCall<PaymentReply> v3 =
            AlipayHost.gateway(AlipayHost.account().protocol(AlipayProtocol.V3)).query(REFERENCE);

    private static UnknownCause cause(PaymentReply reply) {
        return assertInstanceOf(PaymentReply.NotKnown.class, reply).cause();
    }

    private UnknownCause v2(String text) {
        return cause(v2.read(raw(text)));
    }

    @Test
    void v2AnswersAreVerified() {
        assertInstanceOf(PaymentReply.Paid.class, v2.read(raw(GOOD)));
        assertEquals(UnknownCause.SIGNATURE_MISSING, v2(GOOD.substring(0, GOOD.indexOf(",\"sign\"")) + "}"));
        assertEquals(UnknownCause.SIGNATURE_MISSING, v2(GOOD.replaceAll("\"sign\":\"[^\"]*\"", "\"sign\":\"\"")));
        assertEquals(UnknownCause.SIGNATURE_MISSING, v2(GOOD.replaceAll("\"sign\":\"[^\"]*\"", "\"sign\":{}")));
        assertEquals(UnknownCause.SIGNATURE_WRONG, v2(GOOD.replace("88.88", "88.89")));
        assertEquals(UnknownCause.SIGNATURE_WRONG, v2(GOOD.replace("\"10000\",", "\"10000\", ")));
        assertEquals(UnknownCause.SIGNATURE_WRONG, v2(GOOD.replaceAll("\"sign\":\"[^\"]*\"", "\"sign\":\"AAAA\"")));
        assertEquals(UnknownCause.SIGNATURE_WRONG, v2(GOOD.replaceAll("\"sign\":\"[^\"]*\"", "\"sign\":\"!\"")));
        assertEquals(UnknownCause.SIGNATURE_WRONG, v2(GOOD.replace("==\"}", "=\"}")));
        for (int status : new int[] {201, 302, 400, 404, 500, 502}) {
            HttpAnswer answer =
                    new HttpAnswer(status, HttpHeaders.NONE, raw(GOOD).body());
            assertEquals(UnknownCause.HTTP_ERROR, cause(v2.read(answer)));
        }
    }

    @Test
    void theAnswerOfAnotherCallIsMalformed() {
        assertEquals(UnknownCause.MALFORMED, v2(GOOD.replace("alipay_trade_query", "alipay_trade_pay")));
    }

    @Test
    void aGatewayErrorWithoutSignatureIsNotKnownAndShowsItsCode() {
        PaymentReply reply = v2.read(raw(
                json("{'error_response':{'code':'40002','msg':'Invalid Arguments','sub_code':'isv.invalid-app-id'}}")));
        assertEquals(new PaymentReply.NotKnown(UnknownCause.SIGNATURE_MISSING, "40002+isv.invalid-app-id"), reply);
    }

    @Test
    void aGatewayErrorWithSignatureCountsAsItsCode() {
        String text = json("{'code':'20000','msg':'…','sub_code':'aop.unknow-error'}");
        String sign = AlipaySignature.sign(text, AlipayHost.ALIPAY);
        PaymentReply reply = v2.read(raw("{\"error_response\":" + text + ",\"sign\":\"" + sign + "\"}"));
        assertEquals(new PaymentReply.NotKnown(UnknownCause.WALLET_UNSURE, "20000+aop.unknow-error"), reply);
    }

    @Test
    void aCodeThatCouldBeSomethingElseIsNotShown() {
        PaymentReply reply = v2.read(raw(json("{'error_response':{'code':'<b>28763443825664394</b>'}}")));
        assertEquals(new PaymentReply.NotKnown(UnknownCause.SIGNATURE_MISSING, ""), reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<html>busy</html>",
                "{}",
                "[]",
                "null",
                "{'sign':'AAAA'}",
                "{'alipay_trade_query_response':}",
                "{'alipay_trade_query_response':{}",
                "{'alipay_trade_query_response':{},'alipay_trade_query_response':{},'sign':'AAAA'}",
                "{'alipay_trade_query_response':{},'error_response':{},'sign':'AAAA'}",
                "{'alipay_trade_query_response':{},'sign':'AAAA','sign':'AAAA'}",
                "{'alipay_trade_query_response':{},'sig\\u006e':'AAAA'}",
                "{'alipay_trade_query_response':{},'sign':'AAAA'}x",
                "{'alipay_trade_query_response':{},'sign':'AAAA'",
                "{'alipay_trade_query_response':{},'sign':'AAAA",
                "{'alipay_trade_query_response':{},'sign':'AAAA\\",
                "{'alipay_trade_query_response' {},'sign':'AAAA'}",
                "{alipay_trade_query_response:{},'sign':'AAAA'}",
                "{'alipay_trade_query_response':{},,'sign':'AAAA'}"
            })
    void whatIsNotAnAnswerIsMalformed(String text) {
        assertEquals(UnknownCause.MALFORMED, v2(json(text)));
    }

    /** Signed rightly, and still not to be understood. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "'text'",
                "'text\\u0041'",
                "1",
                "null",
                "{'code':'10000','code':'10000'}",
                "{'code':{}}",
                "{'code':'10000',}",
                "{'code':'10000']",
                "{'code':'10000'}{"
            })
    void signedNonsenseIsMalformed(String content) {
        assertEquals(UnknownCause.MALFORMED, cause(v2.read(AlipayHost.v2(AlipayMethod.QUERY, content))));
    }

    @Test
    void depthAndLengthAreBounded() {
        String deep = String.join("", Collections.nCopies(100_000, "[")) + "1"
                + String.join("", Collections.nCopies(100_000, "]"));
        String content = "{'code':'10000','x':" + deep + "}";
        assertEquals(UnknownCause.MALFORMED, cause(v2.read(AlipayHost.v2(AlipayMethod.QUERY, content))));
        assertEquals(UnknownCause.MALFORMED, cause(v3.read(AlipayHost.v3(200, content))));
        String open = "{\"alipay_trade_query_response\":" + String.join("", Collections.nCopies(200_000, "{"));
        assertEquals(UnknownCause.MALFORMED, v2(open));
        assertEquals(UnknownCause.MALFORMED, v2(GOOD + String.join("", Collections.nCopies(300_000, " "))));
        StringBuilder members = new StringBuilder("{");
        for (int i = 0; i < 50; i++) {
            members.append("\"m").append(i).append("\":1,");
        }
        assertEquals(UnknownCause.MALFORMED, v2(members + GOOD.substring(1)));
    }

    @Test
    void spaceAndOtherMembersAreNoMatter() {
        assertInstanceOf(
                PaymentReply.Paid.class,
                v2.read(raw(
                        " {\n\"x\" : -1.5E+3 , \"y\":[{\"sign\":\"\"}],\"z\":true,\t" + GOOD.substring(1) + "\r\n")));
    }

    @Test
    void bytesThatAreNotUtf8AreMalformed() {
        byte[] body = GOOD.getBytes(StandardCharsets.UTF_8);
        body[GOOD.indexOf("咖")] = (byte) 0xFF;
        assertEquals(UnknownCause.MALFORMED, cause(v2.read(new HttpAnswer(200, HttpHeaders.NONE, Bytes.of(body)))));
    }

    @Test
    void everyByteOfAnAnswerCounts() {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < good.length; i++) {
            byte[] cut = Arrays.copyOf(good, i);
            assertInstanceOf(
                    PaymentReply.NotKnown.class, v2.read(new HttpAnswer(200, HttpHeaders.NONE, Bytes.of(cut))));
            byte[] changed = good.clone();
            changed[i] ^= 1;
            assertInstanceOf(
                    PaymentReply.NotKnown.class,
                    v2.read(new HttpAnswer(200, HttpHeaders.NONE, Bytes.of(changed))),
                    "byte " + i);
        }
    }

    /** What counts is the text that was signed: here "a/b", although "a\\/b" would be another one. */
    @Test
    void anAnswerWhoseSlashesWereEscapedOnItsWayIsRead() {
        String signed = json("{'code':'10000'," + FIELDS + "}");
        String sign = AlipaySignature.sign(signed, AlipayHost.ALIPAY);
        String sent = signed.replace("/", "\\/");
        assertInstanceOf(
                PaymentReply.Paid.class,
                v2.read(raw("{\"alipay_trade_query_response\":" + sent + ",\"sign\":\"" + sign + "\"}")));
        assertEquals(
                UnknownCause.SIGNATURE_WRONG,
                v2("{\"alipay_trade_query_response\":" + signed.replace("/", "\\u002f") + ",\"sign\":\"" + sign
                        + "\"}"));
    }

    private UnknownCause v3(HttpAnswer answer) {
        return cause(v3.read(answer));
    }

    private static HttpAnswer without(HttpAnswer answer, String name) {
        HttpHeaders headers = HttpHeaders.NONE;
        for (var field : answer.headers().fields()) {
            if (!field.getKey().equalsIgnoreCase(name)) {
                headers = headers.with(field.getKey(), field.getValue());
            }
        }
        return new HttpAnswer(answer.status(), headers, answer.body());
    }

    @Test
    void v3AnswersAreVerified() {
        HttpAnswer good = AlipayHost.v3(200, BODY);
        assertInstanceOf(PaymentReply.Paid.class, v3.read(good));
        assertEquals(UnknownCause.SIGNATURE_MISSING, v3(without(good, "alipay-signature")));
        assertEquals(UnknownCause.SIGNATURE_WRONG, v3(without(good, "alipay-nonce")));
        assertEquals(UnknownCause.SIGNATURE_WRONG, v3(without(good, "alipay-timestamp")));
        assertEquals(
                UnknownCause.SIGNATURE_WRONG, v3(new HttpAnswer(200, good.headers(), AlipayHost.utf8(BODY + " "))));
        assertEquals(UnknownCause.SIGNATURE_WRONG, v3(AlipayHost.v3(200, BODY, AlipayHost.STRANGER, MILLIS)));
        assertEquals(UnknownCause.MALFORMED, v3(AlipayHost.v3(200, "[]")));
        assertEquals(UnknownCause.MALFORMED, v3(AlipayHost.v3(200, "")));
        assertEquals(UnknownCause.MALFORMED, v3(new HttpAnswer(200, good.headers(), Bytes.of(new byte[] {(byte) 0xFF
        }))));
    }

    @Test
    void v3RefusalsCountOnlyWhenVerified() {
        String refusal = "{\"code\":\"ACQ.TRADE_NOT_EXIST\",\"message\":\"…\"}";
        HttpAnswer good = AlipayHost.v3(404, refusal);
        assertEquals(new PaymentReply.NotFound("40004+ACQ.TRADE_NOT_EXIST"), v3.read(good));
        assertEquals(
                new PaymentReply.NotKnown(UnknownCause.HTTP_ERROR, "40004+ACQ.TRADE_NOT_EXIST"),
                v3.read(without(good, "alipay-signature")));
        assertEquals(UnknownCause.SIGNATURE_WRONG, v3(AlipayHost.v3(404, refusal, AlipayHost.STRANGER, MILLIS)));
        assertEquals(UnknownCause.HTTP_ERROR, v3(AlipayHost.v3(502, "<html>busy</html>")));
        assertEquals(UnknownCause.HTTP_ERROR, v3(AlipayHost.v3(500, "{}")));
        assertEquals(UnknownCause.HTTP_ERROR, v3(new HttpAnswer(502, HttpHeaders.NONE, Bytes.EMPTY)));
        assertEquals(UnknownCause.HTTP_ERROR, v3(new HttpAnswer(502, HttpHeaders.NONE, Bytes.of(new byte[] {(byte) 0xFF
        }))));
        // A payment in the body of a refusal is none.
        assertEquals(UnknownCause.HTTP_ERROR, v3(AlipayHost.v3(500, BODY)));
        assertEquals(UnknownCause.CODE_UNLISTED, v3(AlipayHost.v3(500, "{'code':'10000'," + FIELDS + "}")));
    }

    @ParameterizedTest
    @ValueSource(longs = {-300_001, 300_001, -NOW_MILLIS, 1_000_000_000_000L})
    void anOldOrEarlyV3AnswerIsNotKnown(long offset) {
        String timestamp = Long.toString(NOW.toEpochMilli() + offset);
        assertEquals(UnknownCause.SIGNATURE_TIME, v3(AlipayHost.v3(200, BODY, AlipayHost.ALIPAY, timestamp)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1", "1700000000000000000000"})
    void aV3AnswerWithoutATimeIsNotKnown(String timestamp) {
        assertEquals(UnknownCause.SIGNATURE_TIME, v3(AlipayHost.v3(200, BODY, AlipayHost.ALIPAY, timestamp)));
    }

    @Test
    void theTimeWindowIsASetting() {
        WalletCall<PaymentReply> strict = AlipayHost.gateway(
                        AlipayHost.account().protocol(AlipayProtocol.V3).timeWindow(Duration.ofSeconds(10)))
                .query(REFERENCE);
        for (int seconds : new int[] {-10, 10}) {
            String timestamp = Long.toString(NOW.plusSeconds(seconds).toEpochMilli());
            assertInstanceOf(
                    PaymentReply.Paid.class, strict.read(AlipayHost.v3(200, BODY, AlipayHost.ALIPAY, timestamp)));
        }
        String late = Long.toString(NOW.plusSeconds(11).toEpochMilli());
        assertEquals(
                UnknownCause.SIGNATURE_TIME, cause(strict.read(AlipayHost.v3(200, BODY, AlipayHost.ALIPAY, late))));
    }

    /** Official V3 clients take every answer as verified when no key is configured. */
    @Test
    void withoutAKeyNothingIsVerified() {
        AlipayConfig.Builder keyless =
                AlipayConfig.builder(AlipayHost.APP_ID, AlipayHost.merchantKey(), VerificationKeys.none());
        assertEquals(
                UnknownCause.SIGNATURE_KEY_UNKNOWN,
                cause(AlipayHost.gateway(keyless).query(REFERENCE).read(raw(GOOD))));
        assertEquals(
                UnknownCause.SIGNATURE_KEY_UNKNOWN,
                cause(AlipayHost.gateway(keyless.protocol(AlipayProtocol.V3))
                        .query(REFERENCE)
                        .read(AlipayHost.v3(200, BODY))));
    }

    @Property
    void anyTextIsAnAnswerOfSomeKind(@ForAll String content) {
        assertInstanceOf(PaymentReply.NotKnown.class, v2.read(raw(content)));
        assertInstanceOf(
                PaymentReply.NotKnown.class,
                v2.read(raw("{\"alipay_trade_query_response\":" + content + ",\"sign\":\"AAAA\"}")));
        assertInstanceOf(PaymentReply.NotKnown.class, v3.read(AlipayHost.v3(200, content)));
    }
}
