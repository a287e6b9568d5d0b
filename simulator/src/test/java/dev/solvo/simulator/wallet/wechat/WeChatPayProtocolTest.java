package dev.solvo.simulator.wallet.wechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.simulator.wallet.Customer;
import dev.solvo.simulator.wallet.Customers;
import dev.solvo.simulator.wallet.FaultPlan;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.TestClock;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletFault;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.simulator.wallet.WalletResult;
import dev.solvo.simulator.wallet.WalletScript;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.simulator.wallet.WalletVectors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WeChatPayProtocolTest {
    private static final String NUMBER = "POS20231114T0001";
    private static final String PATH = "/v3/pay/transactions/out-trade-no/" + NUMBER;
    private static final String QUERY = PATH + "?mchid=1900000001";
    private static final String CODEPAY =
            "{\"appid\":\"wxd678efh567hg6787\",\"mchid\":\"1900000001\",\"description\":\"咖啡\","
                    + "\"out_trade_no\":\"" + NUMBER
                    + "\",\"payer\":{\"auth_code\":\"130061098828009406\"},\"amount\":{\"total\":8888},"
                    + "\"scene_info\":{\"device_ip\":\"192.0.2.10\",\"store_info\":{\"out_id\":\"S001\"}}}";
    private static final String NATIVE =
            "{\"appid\":\"wxd678efh567hg6787\",\"mchid\":\"1900000001\",\"description\":\"x\"," + "\"out_trade_no\":\""
                    + NUMBER + "\",\"notify_url\":\"http://127.0.0.1:9/wx\",\"amount\":{\"total\":100}}";
    private static final String MERCHANT = "{\"appid\":\"wxd678efh567hg6787\",\"mchid\":\"1900000001\"}";

    private final TestClock clock = new TestClock(Instant.ofEpochSecond(1_700_000_000));
    private final SimulatedWallet wallet =
            new SimulatedWallet(new WeChatPayProtocol(WeChatPayMerchant.testOnly()), clock, new Random(1));

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private WalletAnswer v3(String method, String target, String body) {
        WalletRequest request =
                WeChatTill.v3(method, target, body, clock.instant().getEpochSecond());
        WalletAnswer answer = WalletVectors.answered(wallet.handle(request));
        assertTrue(WeChatTill.isSigned(answer.headers(), answer.text()), answer.text());
        return answer;
    }

    private JsonNode get(String target) {
        return json(v3("GET", target, "").text());
    }

    private JsonNode post(String target, String body) {
        return json(v3("POST", target, body).text());
    }

    private JsonNode codepay() {
        return post("/v3/pay/transactions/codepay", CODEPAY);
    }

    static Stream<JsonNode> requests() {
        return WalletVectors.records("wechat-v3-signature.json").stream()
                .filter(record -> record.get("kind").asText().equals("request"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void takesTheSignatureOfEveryRecordAndNoOther(JsonNode record) {
        WalletRequest request = WeChatTill.v3(
                record.get("method").asText(),
                record.get("pathAndQuery").asText(),
                record.get("body").asText(),
                record.get("authorization").asText());
        assertFalse(WalletVectors.answered(wallet.handle(request)).status() == 401, record::toString);
        WalletRequest changed = WeChatTill.v3(
                record.get("method").asText(),
                record.get("pathAndQuery").asText(),
                record.get("body").asText() + " ",
                record.get("authorization").asText());
        assertEquals(401, WalletVectors.answered(wallet.handle(changed)).status());
        clock.pass(Duration.ofSeconds(301));
        assertEquals(401, WalletVectors.answered(wallet.handle(request)).status());
    }

    static Stream<JsonNode> signedFields() {
        return WalletVectors.records("wechat-v2-signature.json").stream().filter(record -> record.has("params"));
    }

    /** The simulator's own till signs as the records do, and the simulator takes what it signs. */
    @ParameterizedTest
    @MethodSource("signedFields")
    void signsV2AsTheRecordsDo(JsonNode record) {
        TreeMap<String, String> fields = new TreeMap<>();
        record.get("params")
                .properties()
                .forEach(entry -> fields.put(entry.getKey(), entry.getValue().asText()));
        assertEquals(record.get("key").asText(), new WalletTestKeys().weChatV2Key());
        String type = fields.getOrDefault("sign_type", "MD5");
        String sign = record.get(type).asText();
        assertEquals(sign, WeChatTill.v2Sign(fields));
        fields.put("sign", sign);
        Map<String, String> answer = WeChatTill.v2Answer(
                WalletVectors.answered(wallet.handle(WeChatTill.xml("/pay/orderquery", WeChatXml.write(fields)))));
        assertEquals("SUCCESS", answer.get("return_code"));
        assertTrue(WeChatTill.isV2Signed(answer, type));
    }

    @Test
    void takesMoneyOnceByCode() {
        assertEquals("SUCCESS", codepay().get("trade_state").asText());
        assertEquals("OUT_TRADE_NO_USED", codepay().get("code").asText());
        JsonNode other = post("/v3/pay/transactions/codepay", CODEPAY.replace(NUMBER, "ANOTHER"));
        assertEquals("AUTH_CODE_INVALID", other.get("code").asText());
        JsonNode seen = get(QUERY);
        assertEquals(8888, seen.get("amount").get("total").asInt());
        String byId = "/v3/pay/transactions/id/" + seen.get("transaction_id").asText() + "?mchid=1900000001";
        assertEquals(NUMBER, get(byId).get("out_trade_no").asText());
        assertEquals(8888, wallet.book().moneyTaken("CNY"));
        assertEquals(400, v3("POST", PATH + "/close", MERCHANT).status());
    }

    @Test
    void waitsForThePassword() {
        wallet.customers(Customers.all(Customer.paysAfter(Duration.ofSeconds(20))));
        assertEquals(202, v3("POST", "/v3/pay/transactions/codepay", CODEPAY).status());
        assertEquals("USERPAYING", get(QUERY).get("trade_state").asText());
        clock.pass(Duration.ofSeconds(20));
        assertEquals("SUCCESS", get(QUERY).get("trade_state").asText());
        assertEquals(200, v3("POST", PATH + "/reverse", MERCHANT).status());
        assertEquals("REVOKED", get(QUERY).get("trade_state").asText());
        assertEquals(8888, wallet.book().refunded("CNY"));
    }

    @Test
    void reversesWhatNeverCame() {
        assertEquals(200, v3("POST", PATH + "/reverse", MERCHANT).status());
        assertEquals("TRADE_ERROR", codepay().get("code").asText());
        assertEquals("ORDER_NOT_EXIST", get(QUERY).get("code").asText());
    }

    @Test
    void tellsRefusalsApart() {
        wallet.customers(Customers.all(Customer.hasNotEnough()));
        assertEquals("NOT_ENOUGH", codepay().get("code").asText());
        assertEquals("PAYERROR", get(QUERY).get("trade_state").asText());
        wallet.customers(Customers.all(Customer.refusesAfter(Duration.ZERO)));
        Map<String, String> refused = v2("/pay/micropay", micropay("MICRO1", "130061098828009407"));
        assertEquals("USERPAYING", refused.get("err_code"));
        assertEquals(
                "PAYERROR",
                v2("/pay/orderquery", Map.of("out_trade_no", "MICRO1")).get("trade_state"));
    }

    @Test
    void showsClosesAndNotifies() {
        wallet.customers(Customers.all(Customer.walksAway()));
        List<WalletRequest> pushed = new ArrayList<>();
        wallet.notifying(notification -> {
            pushed.add(notification.request());
            return new WalletAnswer(204, Map.of(), dev.solvo.tlv.Bytes.EMPTY);
        });
        String code =
                post("/v3/pay/transactions/native", NATIVE).get("code_url").asText();
        assertEquals(
                code,
                post("/v3/pay/transactions/native", NATIVE).get("code_url").asText());
        assertEquals("NOTPAY", get(QUERY).get("trade_state").asText());
        assertTrue(wallet.scan(code));
        wallet.pushNotifications();
        WalletRequest one = pushed.get(0);
        assertTrue(WeChatTill.isSigned(one.headers(), one.text()));
        JsonNode resource = json(one.text()).get("resource");
        JsonNode plain = json(WeChatTill.decrypt(
                resource.get("ciphertext").asText(),
                resource.get("associated_data").asText(),
                resource.get("nonce").asText()));
        assertEquals("SUCCESS", plain.get("trade_state").asText());
        assertEquals("TRADE_ERROR", post(PATH + "/close", MERCHANT).get("code").asText());
        post("/v3/pay/transactions/native", NATIVE.replace(NUMBER, "SECOND1"));
        String second = PATH.replace(NUMBER, "SECOND1");
        assertEquals(204, v3("POST", second + "/close", MERCHANT).status());
        assertEquals(
                "CLOSED", get(second + "?mchid=1900000001").get("trade_state").asText());
        assertEquals(
                404,
                v3("POST", PATH.replace(NUMBER, "THIRD01") + "/close", MERCHANT).status());
    }

    @Test
    void givesBackWhatIsLeft() {
        codepay();
        wallet.refundsTake(Duration.ofSeconds(5));
        String refund = "{\"out_trade_no\":\"" + NUMBER
                + "\",\"out_refund_no\":\"R1\",\"amount\":{\"total\":8888,\"refund\":8000,\"currency\":\"CNY\"}}";
        String path = "/v3/refund/domestic/refunds";
        assertEquals("PROCESSING", post(path, refund).get("status").asText());
        assertEquals("PROCESSING", post(path, refund).get("status").asText());
        clock.pass(Duration.ofSeconds(5));
        assertEquals("SUCCESS", get(path + "/R1").get("status").asText());
        assertEquals(
                "INVALID_REQUEST",
                post(path, refund.replace("8000", "888")).get("code").asText());
        assertEquals(
                "INVALID_REQUEST",
                post(path, refund.replace("R1", "R2").replace("8000", "889"))
                        .get("code")
                        .asText());
        assertEquals(
                "PARAM_ERROR",
                post(path, refund.replace(":8000", ":\"8000\"")).get("code").asText());
        assertEquals("RESOURCE_NOT_EXISTS", get(path + "/R2").get("code").asText());
        assertEquals("REFUND", get(QUERY).get("trade_state").asText());
        assertEquals(8000, wallet.book().refunded("CNY"));
    }

    @Test
    void handsOutItsCertificateInCertificateModeOnly() {
        assertEquals("RESOURCE_NOT_EXISTS", get("/v3/certificates").get("code").asText());
        SimulatedWallet other = new SimulatedWallet(
                new WeChatPayProtocol(WeChatPayMerchant.testOnlyWithCertificate()), clock, new Random(1));
        JsonNode one = json(WalletVectors.answered(other.handle(WeChatTill.v3(
                                "GET", "/v3/certificates", "", clock.instant().getEpochSecond())))
                        .text())
                .get("data")
                .get(0);
        JsonNode secret = one.get("encrypt_certificate");
        String pem = WeChatTill.decrypt(
                secret.get("ciphertext").asText(),
                secret.get("associated_data").asText(),
                secret.get("nonce").asText());
        assertEquals(new WalletTestKeys().alipayCertificate(), pem);
    }

    @ParameterizedTest
    @CsvSource({"''", "GZIP"})
    void writesABillWithItsHash(String packed) throws GeneralSecurityException, IOException {
        codepay();
        String ask =
                "/v3/bill/tradebill?bill_date=2023-11-15&bill_type=ALL" + (packed.isEmpty() ? "" : "&tar_type=GZIP");
        assertEquals("PARAM_ERROR", get(ask).get("code").asText());
        clock.pass(Duration.ofHours(20));
        assertEquals("STATEMENT_CREATING", get(ask).get("code").asText());
        clock.pass(Duration.ofHours(10));
        assertEquals(
                "NO_STATEMENT_EXIST", get(ask.replace("15", "14")).get("code").asText());
        JsonNode ready = get(ask);
        String url = ready.get("download_url").asText();
        assertTrue(url.startsWith("http://127.0.0.1:1/"), url);
        String target = url.substring("http://127.0.0.1:1".length());
        byte[] body = WalletVectors.answered(wallet.handle(
                        WeChatTill.v3("GET", target, "", clock.instant().getEpochSecond())))
                .body()
                .toByteArray();
        byte[] bill = packed.isEmpty() ? body : new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        assertEquals(
                ready.get("hash_value").asText(),
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bill)));
        String[] lines = new String(bill, StandardCharsets.UTF_8).split("\r\n", -1);
        assertEquals(27, lines[0].split(",", -1).length);
        assertEquals(27, lines[1].split(",", -1).length);
        assertTrue(lines[1].contains(",`88.88,"), lines[1]);
        assertEquals("`1,`88.88,`0.00,`0.00,`0.00000,`88.88,`0.00", lines[3]);
    }

    @ParameterizedTest
    @CsvSource({"out_trade_no,12345", "out_trade_no,has space", "description,", "mchid,1", "attach,TOOLONG"})
    void refusesWrongFields(String name, String value) {
        String text = value == null ? "" : value.equals("TOOLONG") ? "a".repeat(129) : value;
        String body = ((ObjectNode) json(CODEPAY)).put(name, text).toString();
        assertEquals(
                "PARAM_ERROR",
                post("/v3/pay/transactions/codepay", body).get("code").asText());
        assertEquals(0, wallet.book().orders().size());
    }

    @Test
    void refusesWhatIsNoRequest() {
        for (String body : List.of("", "[]", "{", "{\"mchid\":\"1\",\"mchid\":\"1\"}")) {
            assertEquals(400, v3("POST", "/v3/pay/transactions/codepay", body).status(), body);
        }
        assertEquals(404, v3("POST", "/v3/pay/transactions/fly", MERCHANT).status());
        assertEquals(404, v3("GET", "/v3/elsewhere", "").status());
        assertEquals(400, v3("GET", PATH, "").status());
        assertEquals(
                "APPID_MCHID_NOT_MATCH",
                post("/v3/pay/transactions/codepay", CODEPAY.replace("wxd6", "wxd7"))
                        .get("code")
                        .asText());
        for (String header : List.of("", "WECHATPAY2-SHA256-RSA2048 ", "WECHATPAY2-SHA256-RSA2048 a=\"1\",a=\"2\"")) {
            WalletRequest request = WeChatTill.v3("GET", QUERY, "", header);
            assertEquals(401, WalletVectors.answered(wallet.handle(request)).status(), header);
        }
    }

    @Test
    void signsWronglyOnDemand() {
        wallet.faults(FaultPlan.sequence(Stream.of(
                        WalletFault.Kind.PROBE_SIGNATURE,
                        WalletFault.Kind.STALE_TIMESTAMP,
                        WalletFault.Kind.UNSIGNED,
                        WalletFault.Kind.WRONG_SIGNATURE)
                .map(WalletFault::of)
                .toList()));
        List<WalletAnswer> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(WalletVectors.answered(wallet.handle(
                    WeChatTill.v3("GET", QUERY, "", clock.instant().getEpochSecond()))));
        }
        assertTrue(answers.get(0).header("Wechatpay-Signature").startsWith("WECHATPAY/SIGNTEST/"));
        assertEquals("1699999400", answers.get(1).header("Wechatpay-Timestamp"));
        assertTrue(WeChatTill.isSigned(answers.get(1).headers(), answers.get(1).text()));
        assertEquals("", answers.get(2).header("Wechatpay-Signature"));
        assertFalse(WeChatTill.isSigned(answers.get(3).headers(), answers.get(3).text()));
    }

    private static Map<String, String> micropay(String number, String code) {
        return Map.of(
                "body",
                "咖啡",
                "out_trade_no",
                number,
                "total_fee",
                "8888",
                "spbill_create_ip",
                "192.0.2.10",
                "auth_code",
                code,
                "sign_type",
                "HMAC-SHA256");
    }

    private Map<String, String> v2(String path, Map<String, String> more) {
        TreeMap<String, String> fields = new TreeMap<>(WeChatTill.v2Fields(more));
        Map<String, String> answer =
                WeChatTill.v2Answer(WalletVectors.answered(wallet.handle(WeChatTill.v2(path, fields))));
        assertTrue(WeChatTill.isV2Signed(answer, fields.getOrDefault("sign_type", "MD5")), answer::toString);
        return answer;
    }

    @Test
    void speaksV2() {
        Map<String, String> order = Map.of("out_trade_no", NUMBER);
        assertEquals("ORDERNOTEXIST", v2("/pay/orderquery", order).get("err_code"));
        assertEquals(
                "8888",
                v2("/pay/micropay", micropay(NUMBER, "130061098828009406")).get("cash_fee"));
        assertEquals(
                "ORDERPAID",
                v2("/pay/micropay", micropay(NUMBER, "130061098828009406")).get("err_code"));
        assertEquals(
                "AUTHCODEEXPIRE",
                v2("/pay/micropay", micropay("ANOTHER", "130061098828009406")).get("err_code"));
        assertEquals("SUCCESS", v2("/pay/orderquery", order).get("trade_state"));
        assertEquals("FAIL", v2("/pay/closeorder", order).get("result_code"));
        Map<String, String> refund =
                Map.of("out_trade_no", NUMBER, "out_refund_no", "R1", "total_fee", "8888", "refund_fee", "100");
        assertEquals("100", v2("/secapi/pay/refund", refund).get("refund_fee"));
        Map<String, String> asked = v2("/pay/refundquery", Map.of("out_refund_no", "R1"));
        assertEquals("SUCCESS", asked.get("refund_status_0"));
        assertEquals("1", v2("/pay/refundquery", order).get("refund_count"));
        assertEquals(
                "REFUNDNOTEXIST",
                v2("/pay/refundquery", Map.of("out_refund_no", "R2")).get("err_code"));
        assertEquals("N", v2("/secapi/pay/reverse", order).get("recall"));
        assertEquals("REVOKED", v2("/pay/orderquery", order).get("trade_state"));
        assertEquals(8888, wallet.book().refunded("CNY"));
        assertEquals(
                "LACK_PARAMS", v2("/pay/orderquery", Map.of("nonce_str", "")).get("err_code"));
        assertEquals(
                "MCHID_NOT_EXIST", v2("/pay/orderquery", Map.of("mch_id", "1")).get("err_code"));
        assertEquals(
                "APPID_NOT_EXIST", v2("/pay/orderquery", Map.of("appid", "wx1")).get("err_code"));
    }

    @Test
    void refusesWhatIsNoV2Request() {
        String bomb = WalletVectors.records("wechat-v2-signature.json").stream()
                .filter(record -> record.has("xml"))
                .findFirst()
                .orElseThrow()
                .get("xml")
                .asText();
        for (String text : List.of(
                bomb,
                "",
                "<xml>",
                "<a></a>",
                "<xml><a>1</a><a>2</a></xml>",
                "<xml><a><b>1</b></a></xml>",
                "<xml><appid>1</appid></xml>",
                "<xml><sign>ABC</sign><sign_type>SHA1</sign_type></xml>")) {
            Map<String, String> answer =
                    WeChatTill.v2Answer(WalletVectors.answered(wallet.handle(WeChatTill.xml("/pay/micropay", text))));
            assertEquals("FAIL", answer.get("return_code"), text);
            assertFalse(answer.containsKey("sign"));
        }
    }

    static Stream<JsonNode> scenarios() {
        return WalletVectors.records("outcome-scenarios.json").stream()
                .filter(record -> record.get("wallet").asText().startsWith("WECHAT"));
    }

    /** Asks for each step once, in order, and compares what comes with what the step says. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void playsEveryScenario(JsonNode scenario) {
        List<String> texts = WalletVectors.texts(scenario.get("steps"));
        wallet.play(WalletScript.of(texts));
        boolean v3 = scenario.get("wallet").asText().equals("WECHAT_V3");
        for (String text : texts) {
            String[] step = text.split(":", 2);
            WalletResult result = wallet.handle(v3 ? v3Step(step[0]) : v2Step(step[0]));
            if (step[1].startsWith("timeout")) {
                assertInstanceOf(WalletResult.Lost.class, result);
            } else if (v3) {
                compareV3(step[1], WalletVectors.answered(result));
            } else {
                compareV2(step[1], WeChatTill.v2Answer(WalletVectors.answered(result)));
            }
        }
    }

    private WalletRequest v3Step(String call) {
        long now = clock.instant().getEpochSecond();
        return switch (call) {
            case "codepay" -> WeChatTill.v3("POST", "/v3/pay/transactions/codepay", CODEPAY, now);
            case "query" -> WeChatTill.v3("GET", QUERY, "", now);
            default -> WeChatTill.v3("POST", PATH + "/reverse", MERCHANT, now);
        };
    }

    private static WalletRequest v2Step(String call) {
        Map<String, String> order = WeChatTill.v2Fields(Map.of("out_trade_no", NUMBER));
        return switch (call) {
            case "micropay" ->
                WeChatTill.v2("/pay/micropay", WeChatTill.v2Fields(micropay(NUMBER, "130061098828009406")));
            case "query" -> WeChatTill.v2("/pay/orderquery", order);
            default -> WeChatTill.v2("/secapi/pay/reverse", order);
        };
    }

    private static void compareV3(String said, WalletAnswer answer) {
        String[] words = said.replace(" x max", "").split(" ", -1);
        boolean status = words[0].matches("[0-9]{3}");
        assertEquals(status ? Integer.parseInt(words[0]) : 200, answer.status());
        if (!said.equals("200")) {
            assertTrue(answer.text().contains("\"" + words[words.length - 1] + "\""), answer.text());
        }
    }

    private static void compareV2(String said, Map<String, String> answer) {
        String word = said.replace(" x max", "").replaceAll(" ?(return_code|recall)=[A-Z]+ ?", "");
        assertEquals(said.contains("return_code=FAIL") ? "FAIL" : "SUCCESS", answer.get("return_code"), said);
        assertTrue(answer.containsValue(word), () -> said + " but " + answer);
        if (said.contains("recall=")) {
            assertEquals(said.substring(said.indexOf("recall=") + 7), answer.get("recall"));
        }
    }
}
