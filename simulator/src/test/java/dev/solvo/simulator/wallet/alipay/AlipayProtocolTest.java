package dev.solvo.simulator.wallet.alipay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.solvo.simulator.wallet.Customer;
import dev.solvo.simulator.wallet.Customers;
import dev.solvo.simulator.wallet.FaultPlan;
import dev.solvo.simulator.wallet.HttpForm;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.TestClock;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletFault;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.simulator.wallet.WalletResult;
import dev.solvo.simulator.wallet.WalletScript;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.simulator.wallet.WalletVectors;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlipayProtocolTest {
    private static final Bytes CONTENT_KEY = Bytes.of(Base64.getDecoder().decode("aa4BtZ4tspm2wnXLb1ThQA=="));
    private static final String PAY =
            "{\"out_trade_no\":\"POS1\",\"scene\":\"bar_code\",\"auth_code\":\"28763443825664394\","
                    + "\"subject\":\"咖啡\",\"total_amount\":\"88.88\"}";
    private static final String ORDER = "{\"out_trade_no\":\"POS1\"}";

    private final TestClock clock = new TestClock(Instant.ofEpochMilli(1_700_000_000_123L));
    private final SimulatedWallet wallet = new SimulatedWallet(
            new AlipayProtocol(AlipayMerchant.testOnly().withContentKey(CONTENT_KEY)), clock, new Random(1));

    private JsonNode call(WalletRequest request) {
        WalletAnswer answer = WalletVectors.answered(wallet.handle(request));
        String node = AlipayTill.verified(answer);
        assertFalse(node.isEmpty(), answer.text());
        return json(node);
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode call(String method, String content) {
        return call(AlipayTill.v2("alipay.trade." + method, content));
    }

    static Stream<JsonNode> records(String kind) {
        return WalletVectors.records("alipay-signature.json").stream()
                .filter(record -> record.get("kind").asText().equals(kind));
    }

    static Stream<JsonNode> v2Requests() {
        return records("v2-request");
    }

    static Stream<JsonNode> v3Requests() {
        return records("v3-request");
    }

    @ParameterizedTest
    @MethodSource("v2Requests")
    void takesTheSignatureOfEveryRecordAndNoOther(JsonNode record) {
        TreeMap<String, String> fields = new TreeMap<>();
        record.get("params")
                .properties()
                .forEach(entry -> fields.put(entry.getKey(), entry.getValue().asText()));
        fields.put("sign", record.get("sign").asText());
        assertFalse(call(AlipayTill.sent(fields)).path("sub_code").asText().startsWith("isv"), record::toString);
        fields.put("timestamp", "2023-11-15 06:13:21");
        assertEquals(
                "isv.invalid-signature",
                call(AlipayTill.sent(fields)).path("sub_code").asText());
    }

    @ParameterizedTest
    @MethodSource("v3Requests")
    void takesTheV3SignatureOfEveryRecordAndNoOther(JsonNode record) {
        TreeMap<String, String> headers = new TreeMap<>(
                Map.of("Authorization", record.get("authorization").asText(), "Content-Type", "application/json"));
        if (!record.get("appAuthToken").isNull()) {
            headers.put("alipay-app-auth-token", record.get("appAuthToken").asText());
        }
        Bytes body = Bytes.of(record.get("body").asText().getBytes(StandardCharsets.UTF_8));
        String target = record.get("uri").asText();
        WalletRequest request = new WalletRequest(record.get("method").asText(), target, headers, body);
        assertTrue(Stream.of(200, 400)
                .anyMatch(status ->
                        status == WalletVectors.answered(wallet.handle(request)).status()));
        headers.put("alipay-app-auth-token", "another");
        WalletRequest changed = new WalletRequest(record.get("method").asText(), target, headers, body);
        assertEquals(401, WalletVectors.answered(wallet.handle(changed)).status());
    }

    @Test
    void numbersCertificatesAsTheRecordsDo() {
        records("cert-sn")
                .filter(record -> record.has("certPem"))
                .forEach(record -> assertEquals(
                        record.get("sn").asText(),
                        AlipayCertificateSn.of(
                                WalletTestKeys.certificate(record.get("certPem").asText()))));
        records("root-cert-sn")
                .forEach(record -> assertEquals(
                        record.get("sn").asText(),
                        AlipayCertificateSn.ofRoots(new WalletTestKeys().alipayRootCertificates())));
    }

    @Test
    void encryptsAsTheRecordsDo() throws AlipayRefusal {
        for (JsonNode record : records("aes").toList()) {
            Bytes key =
                    Bytes.of(Base64.getDecoder().decode(record.get("keyBase64").asText()));
            AlipayContentCipher cipher = new AlipayContentCipher(key);
            String plain = record.get("plaintext").asText();
            assertEquals(record.get("ciphertextBase64").asText(), cipher.encrypt(plain));
            assertEquals(plain, cipher.decrypt(record.get("ciphertextBase64").asText()));
        }
    }

    @Test
    void takesMoneyOnce() {
        JsonNode paid = call("pay", PAY);
        assertEquals("10000", paid.get("code").asText());
        assertEquals("88.88", paid.get("total_amount").asText());
        assertEquals("ACQ.TRADE_HAS_SUCCESS", call("pay", PAY).get("sub_code").asText());
        String second = PAY.replace("POS1", "POS2");
        assertEquals(
                "ACQ.PAYMENT_AUTH_CODE_INVALID",
                call("pay", second).get("sub_code").asText());
        assertEquals(
                "ACQ.CONTEXT_INCONSISTENT",
                call("pay", PAY.replace("88.88", "88.89")).get("sub_code").asText());
        assertEquals("TRADE_SUCCESS", call("query", ORDER).get("trade_status").asText());
        assertEquals(8888, wallet.book().moneyTaken("CNY"));
    }

    @Test
    void waitsForThePassword() {
        wallet.customers(Customers.all(Customer.paysAfter(Duration.ofSeconds(20))));
        JsonNode asked = call("pay", PAY);
        assertEquals("10003", asked.get("code").asText());
        assertFalse(asked.has("sub_code"));
        assertEquals("10003", call("pay", PAY).get("code").asText());
        assertEquals("WAIT_BUYER_PAY", call("query", ORDER).get("trade_status").asText());
        clock.pass(Duration.ofSeconds(20));
        assertEquals("TRADE_SUCCESS", call("query", ORDER).get("trade_status").asText());
    }

    @ParameterizedTest
    @CsvSource({"hasNotEnough,ACQ.BUYER_BALANCE_NOT_ENOUGH", "refuses,ACQ.PAYMENT_FAIL"})
    void tellsRefusalsApart(String customer, String code) {
        wallet.customers(Customers.all(
                customer.equals("refuses") ? Customer.refusesAfter(Duration.ZERO) : Customer.hasNotEnough()));
        assertEquals(code, call("pay", PAY).get("sub_code").asText());
        assertEquals("TRADE_CLOSED", call("query", ORDER).get("trade_status").asText());
        assertEquals("ACQ.TRADE_HAS_CLOSE", call("pay", PAY).get("sub_code").asText());
    }

    @Test
    void cancelsWhetherTheOrderCameOrNot() {
        JsonNode nothing = call("cancel", ORDER);
        assertEquals("N", nothing.get("retry_flag").asText());
        assertFalse(nothing.has("action"));
        assertEquals("ACQ.TRADE_HAS_CLOSE", call("pay", PAY).get("sub_code").asText());
        call("pay", PAY.replace("POS1", "POS2"));
        JsonNode refunded = call("cancel", "{\"out_trade_no\":\"POS2\"}");
        assertEquals("refund", refunded.get("action").asText());
        assertEquals(8888, wallet.book().refunded("CNY"));
        wallet.customers(Customers.all(Customer.walksAway()));
        call("pay", PAY.replace("POS1", "POS3").replace("28763443825664394", "28763443825664395"));
        assertEquals(
                "close",
                call("cancel", "{\"out_trade_no\":\"POS3\"}").get("action").asText());
        assertEquals("ACQ.TRADE_NOT_EXIST", call("close", ORDER).get("sub_code").asText());
    }

    @Test
    void cancelsAndClosesInTimeOnly() {
        call("pay", PAY);
        assertEquals(
                "ACQ.TRADE_STATUS_ERROR", call("close", ORDER).get("sub_code").asText());
        clock.pass(Duration.ofDays(1));
        SortedMap<String, String> later = AlipayTill.parameters("alipay.trade.cancel", ORDER);
        later.put("timestamp", "2023-11-16 06:13:20");
        assertEquals(
                "ACQ.TRADE_CANCEL_TIME_OUT",
                call(AlipayTill.v2(later)).get("sub_code").asText());
    }

    @Test
    void showsACodeThatIsNoTradeBeforeItIsScanned() {
        wallet.customers(Customers.all(Customer.walksAway()));
        String content = "{\"out_trade_no\":\"POS1\",\"subject\":\"x\",\"total_amount\":\"1.00\"}";
        String code = call("precreate", content).get("qr_code").asText();
        assertEquals("ACQ.TRADE_NOT_EXIST", call("query", ORDER).get("sub_code").asText());
        assertTrue(wallet.scan(code));
        assertEquals("TRADE_SUCCESS", call("query", ORDER).get("trade_status").asText());
        assertEquals(
                "ACQ.TRADE_HAS_SUCCESS",
                call("precreate", content).get("sub_code").asText());
    }

    @Test
    void givesBackWhatIsLeft() {
        wallet.refundsTake(Duration.ofSeconds(5));
        call("pay", PAY);
        String refund = "{\"out_trade_no\":\"POS1\",\"refund_amount\":\"80\",\"out_request_no\":\"R1\"}";
        assertEquals("N", call("refund", refund).get("fund_change").asText());
        assertEquals("80.00", call("refund", refund).get("refund_fee").asText());
        String query = "{\"out_trade_no\":\"POS1\",\"out_request_no\":\"R1\"}";
        assertFalse(call("fastpay.refund.query", query).has("refund_status"));
        clock.pass(Duration.ofSeconds(5));
        assertEquals(
                "REFUND_SUCCESS",
                call("fastpay.refund.query", query).get("refund_status").asText());
        assertEquals(
                "ACQ.DISCORDANT_REPEAT_REQUEST",
                call("refund", refund.replace("\"80\"", "\"8.00\""))
                        .get("sub_code")
                        .asText());
        assertEquals(
                "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL",
                call("refund", refund.replace("R1", "R2").replace("\"80\"", "\"8.89\""))
                        .get("sub_code")
                        .asText());
        wallet.refundsTake(Duration.ZERO);
        JsonNode rest = call("refund", refund.replace("R1", "R2").replace("\"80\"", "\"8.88\""));
        assertEquals("Y", rest.get("fund_change").asText());
        assertEquals("TRADE_CLOSED", call("query", ORDER).get("trade_status").asText());
        assertEquals(8888, wallet.book().refunded("CNY"));
    }

    @ParameterizedTest
    @CsvSource({
        "out_trade_no,a-b", "total_amount,0.00", "total_amount,1.001", "total_amount,-1", "total_amount,",
        "subject,a/b", "subject,", "scene,wave_code", "timeout_express,16d", "timeout_express,2x",
        "store_id,123456789012345678901234567890123", "operator_id,12345678901234567890123456789"
    })
    void refusesWrongFields(String name, String value) {
        String content = ((com.fasterxml.jackson.databind.node.ObjectNode) json(PAY))
                .put(name, value == null ? "" : value)
                .toString();
        assertEquals(
                "ACQ.INVALID_PARAMETER", call("pay", content).get("sub_code").asText());
        assertEquals(0, wallet.book().orders().size());
    }

    @ParameterizedTest
    @CsvSource({
        "app_id,,isv.missing-app-id",
        "method,,isv.missing-method",
        "method,alipay.trade.fly,isv.invalid-method",
        "charset,gbk,isv.invalid-charset",
        "sign_type,RSA,isv.invalid-signature-type",
        "timestamp,2023-11-15,isv.invalid-timestamp",
        "timestamp,2023-11-15 06:28:22,isv.invalid-timestamp",
        "timestamp,2023-13-15 06:28:22,isv.invalid-timestamp",
        "version,2.0,isv.invalid-parameter",
        "format,xml,isv.invalid-format",
        "biz_content,[],isv.invalid-format",
        "biz_content,{,isv.invalid-format",
        "app_cert_sn,1234,isv.invalid-signature",
        "notify_url,ftp://x,isv.invalid-parameter",
        "encrypt_type,DES,isv.invalid-encrypt-type"
    })
    void refusesWrongParameters(String name, String value, String code) {
        SortedMap<String, String> parameters = AlipayTill.parameters("alipay.trade.pay", PAY);
        parameters.put(name, value == null ? "" : value);
        String answer =
                WalletVectors.answered(wallet.handle(AlipayTill.v2(parameters))).text();
        assertTrue(answer.contains("\"sub_code\":\"" + code + "\""), answer);
        assertTrue(answer.startsWith("{\"error_response\":"), answer);
    }

    @Test
    void signsNothingForAnUnknownApp() {
        SortedMap<String, String> parameters = AlipayTill.parameters("alipay.trade.pay", PAY);
        parameters.put("app_id", "2021000000000002");
        String answer =
                WalletVectors.answered(wallet.handle(AlipayTill.v2(parameters))).text();
        assertTrue(answer.contains("isv.invalid-app-id") && !answer.contains("\"sign\""), answer);
    }

    @Test
    void answersAnEncryptedContentEncrypted() throws AlipayRefusal {
        AlipayContentCipher cipher = new AlipayContentCipher(CONTENT_KEY);
        SortedMap<String, String> parameters = AlipayTill.parameters("alipay.trade.pay", cipher.encrypt(PAY));
        parameters.put("encrypt_type", "AES");
        JsonNode node = call(AlipayTill.v2(parameters));
        assertEquals("10000", json(cipher.decrypt(node.asText())).get("code").asText());
    }

    @Test
    void answersInCertificateMode() {
        SortedMap<String, String> parameters = AlipayTill.parameters("alipay.trade.pay", PAY);
        parameters.put("app_cert_sn", AlipayMerchant.testOnly().appCertificateSn());
        parameters.put("alipay_root_cert_sn", AlipayMerchant.testOnly().rootCertificateSn());
        WalletAnswer answer = WalletVectors.answered(wallet.handle(AlipayTill.v2(parameters)));
        assertTrue(answer.text().contains(AlipayMerchant.testOnly().alipayCertificateSn()));
        assertFalse(AlipayTill.verified(answer).isEmpty());
    }

    private WalletAnswer v3(String method, String target, String body) {
        WalletAnswer answer =
                WalletVectors.answered(wallet.handle(AlipayTill.v3(method, target, body, clock.millis())));
        String text =
                answer.header("alipay-timestamp") + "\n" + answer.header("alipay-nonce") + "\n" + answer.text() + "\n";
        assertTrue(AlipayTill.isSigned(text, answer.header("alipay-signature")));
        return answer;
    }

    @Test
    void speaksV3() {
        assertEquals(
                "88.88",
                json(v3("POST", "/v3/alipay/trade/pay", PAY).text())
                        .get("total_amount")
                        .asText());
        WalletAnswer again = v3("POST", "/v3/alipay/trade/pay", PAY);
        assertEquals(400, again.status());
        assertEquals("ACQ.TRADE_HAS_SUCCESS", json(again.text()).get("code").asText());
        assertEquals(
                "TRADE_SUCCESS",
                json(v3("POST", "/v3/alipay/trade/query", ORDER).text())
                        .get("trade_status")
                        .asText());
        WalletAnswer bill = v3(
                "GET", "/v3/alipay/data/dataservice/bill/downloadurl/query?bill_type=trade&bill_date=2023-11-14", "");
        assertTrue(json(bill.text()).get("bill_download_url").asText().startsWith("https://"));
        assertEquals(400, v3("GET", "/v3/alipay/trade/query", "").status());
        wallet.faults(FaultPlan.sequence(
                List.of(WalletFault.of(WalletFault.Kind.STALE_TIMESTAMP), WalletFault.of(WalletFault.Kind.UNSIGNED))));
        WalletAnswer stale = v3("POST", "/v3/alipay/trade/query", ORDER);
        assertEquals(Long.toString(clock.millis() - 600_000), stale.header("alipay-timestamp"));
        WalletRequest query = AlipayTill.v3("POST", "/v3/alipay/trade/query", ORDER, clock.millis());
        assertEquals("", WalletVectors.answered(wallet.handle(query)).header("alipay-signature"));
    }

    @Test
    void refusesV3RequestsOutOfTime() {
        WalletRequest late = AlipayTill.v3("POST", "/v3/alipay/trade/pay", PAY, clock.millis() - 900_001);
        WalletAnswer answer = WalletVectors.answered(wallet.handle(late));
        assertEquals(400, answer.status());
        assertTrue(answer.text().contains("isv.invalid-timestamp"), answer.text());
        WalletRequest bare = new WalletRequest("POST", "/v3/alipay/trade/pay", Map.of(), late.body());
        assertEquals(401, WalletVectors.answered(wallet.handle(bare)).status());
    }

    @Test
    void tellsOfPaymentAndRefundByRuleV1() {
        List<Map<String, String>> pushed = new ArrayList<>();
        wallet.notifying(notification -> {
            pushed.add(HttpForm.parse(notification.request().text()));
            return WalletAnswer.of(200, "text/plain", pushed.size() == 1 ? "fail" : "success");
        });
        SortedMap<String, String> parameters = AlipayTill.parameters("alipay.trade.pay", PAY);
        parameters.put("notify_url", "http://127.0.0.1:9/ali");
        call(AlipayTill.v2(parameters));
        wallet.pushNotifications();
        clock.pass(Duration.ofSeconds(15));
        wallet.pushNotifications();
        call("refund", "{\"out_trade_no\":\"POS1\",\"refund_amount\":\"8.00\",\"out_request_no\":\"R1\"}");
        wallet.pushNotifications();
        wallet.pushNotifications();
        assertEquals(
                List.of("", "", "8.00"),
                pushed.stream().map(one -> one.getOrDefault("refund_fee", "")).toList());
        for (Map<String, String> one : pushed) {
            TreeMap<String, String> signed = new TreeMap<>(one);
            String sign = String.valueOf(signed.remove("sign"));
            signed.remove("sign_type");
            assertTrue(AlipayTill.isSigned(HttpForm.textToSign(signed), sign));
            assertEquals("TRADE_SUCCESS", one.get("trade_status"));
        }
    }

    static Stream<JsonNode> scenarios() {
        return WalletVectors.records("outcome-scenarios.json").stream()
                .filter(record -> record.get("wallet").asText().equals("ALIPAY"));
    }

    /** Asks for each step once, in order, and compares what comes with what the step says. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void playsEveryScenario(JsonNode scenario) {
        List<String> texts = WalletVectors.texts(scenario.get("steps"));
        wallet.play(WalletScript.of(texts));
        wallet.customers(Customers.all(Customer.walksAway()));
        if (texts.stream().noneMatch(text -> text.startsWith("pay:"))) {
            assertEquals("10003", call("pay", PAY).get("code").asText());
        }
        for (String text : texts) {
            if (!text.contains("requested by")) {
                String[] step = text.split(":", 2);
                WalletRequest request = AlipayTill.v2("alipay.trade." + step[0], step[0].equals("pay") ? PAY : ORDER);
                compare(step[1], wallet.handle(request));
            }
        }
    }

    private static void compare(String said, WalletResult result) {
        if (said.startsWith("timeout")) {
            assertInstanceOf(WalletResult.Lost.class, result);
            return;
        }
        WalletAnswer answer = WalletVectors.answered(result);
        assertEquals(said.contains("bad signature"), AlipayTill.verified(answer).isEmpty(), said);
        String first = said.split(" ", 2)[0];
        assertTrue(answer.text().contains("\"" + first + "\""), () -> said + " but " + answer.text());
        assertEquals(said.contains("retry_flag=N"), answer.text().contains("\"retry_flag\":\"N\""));
        if (said.contains("amount differs")) {
            assertTrue(answer.text().contains("\"total_amount\":\"88.89\""), answer.text());
        }
    }
}
