package dev.solvo.simulator.wallet.unionpay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.simulator.wallet.Customer;
import dev.solvo.simulator.wallet.Customers;
import dev.solvo.simulator.wallet.FaultPlan;
import dev.solvo.simulator.wallet.HttpForm;
import dev.solvo.simulator.wallet.OrderState;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.TestClock;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletFault;
import dev.solvo.simulator.wallet.WalletNotification;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.simulator.wallet.WalletResult;
import dev.solvo.simulator.wallet.WalletScript;
import dev.solvo.simulator.wallet.WalletVectors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

class UnionPayProtocolTest {
    private static final String NUMBER = "POS20231114T0001";
    private static final String TIME = "20231115061320";
    private static final String CODE = "6220001234567890123";

    private final TestClock clock = new TestClock(Instant.parse("2023-11-14T22:13:20Z"));
    private final SimulatedWallet wallet =
            new SimulatedWallet(new UnionPayProtocol(UnionPayMerchant.testOnly()), clock, new Random(1));

    static Stream<JsonNode> requests() {
        return WalletVectors.records("unionpay.json").stream()
                .filter(record -> record.get("kind").asText().equals("request"));
    }

    private static SortedMap<String, String> params(JsonNode record) {
        SortedMap<String, String> fields = new TreeMap<>();
        record.get("params")
                .properties()
                .forEach(entry -> fields.put(entry.getKey(), entry.getValue().asText()));
        return fields;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void takesTheSignatureOfEveryRecordAndNoOther(JsonNode record) {
        SortedMap<String, String> fields = params(record);
        fields.put("signature", record.get("signature").asText());
        assertNotEquals("11", call(UnionPayTill.request(fields)).get("respCode"));
        fields.put("txnTime", "20231115061321");
        assertEquals("11", call(UnionPayTill.request(fields)).get("respCode"));
    }

    @Test
    void refusesTheSignatureOfASingleHash() {
        JsonNode record = WalletVectors.records("unionpay.json").stream()
                .filter(one -> one.get("kind").asText().equals("signature-form"))
                .findFirst()
                .orElseThrow();
        SortedMap<String, String> fields = consume();
        fields.put("signature", record.get("wrongSingleHashSignature").asText());
        assertEquals("11", call(UnionPayTill.request(fields)).get("respCode"));
    }

    private static SortedMap<String, String> consume() {
        return UnionPayTill.consume(NUMBER, TIME, "8888", CODE);
    }

    private Map<String, String> call(WalletRequest request) {
        WalletAnswer answer = WalletVectors.answered(wallet.handle(request));
        assertEquals(200, answer.status());
        Map<String, String> fields = UnionPayTill.read(answer.text());
        assertTrue(UnionPayTill.isSigned(fields), answer.text());
        return fields;
    }

    private Map<String, String> call(SortedMap<String, String> fields) {
        return call(UnionPayTill.signed(fields));
    }

    private Map<String, String> query() {
        return call(UnionPayTill.fields("00", "00", NUMBER, TIME));
    }

    @Test
    void takesMoneyOnce() {
        assertEquals("00", call(consume()).get("respCode"));
        assertEquals("12", call(consume()).get("respCode"));
        assertEquals(
                "01", call(UnionPayTill.consume("ANOTHER1", TIME, "8888", CODE)).get("respCode"));
        Map<String, String> answer = query();
        assertEquals("00", answer.get("origRespCode"));
        assertEquals("8888", answer.get("txnAmt"));
        assertEquals(8888, wallet.book().moneyTaken("CNY"));
        assertEquals(1, wallet.book().orders().size());
        assertFalse(wallet.book().orders().toString().contains(CODE));
    }

    @Test
    void waitsForThePassword() {
        wallet.customers(Customers.all(Customer.paysAfter(Duration.ofSeconds(20))));
        assertEquals("04", call(consume()).get("respCode"));
        clock.pass(Duration.ofSeconds(19));
        assertEquals("05", query().get("origRespCode"));
        clock.pass(Duration.ofSeconds(1));
        assertEquals("00", query().get("origRespCode"));
    }

    @Test
    void tellsRefusalsApart() {
        Customers customers = Customers.all(Customer.walksAway())
                .let("6220001234567890001", Customer.hasNotEnough())
                .let("6220001234567890002", Customer.refusesAfter(Duration.ZERO));
        wallet.customers(customers);
        assertEquals(
                "64",
                call(UnionPayTill.consume("ORDER001", TIME, "1", "6220001234567890001"))
                        .get("respCode"));
        assertEquals(
                "01",
                call(UnionPayTill.consume("ORDER002", TIME, "1", "6220001234567890002"))
                        .get("respCode"));
        assertEquals(
                "04",
                call(UnionPayTill.consume("ORDER003", TIME, "1", "6220001234567890003"))
                        .get("respCode"));
        clock.pass(Duration.ofHours(3));
        assertEquals(
                List.of(OrderState.FAILED, OrderState.FAILED, OrderState.CLOSED),
                wallet.book().orders().stream().map(order -> order.state()).toList());
        assertEquals(0, wallet.book().moneyTaken("CNY"));
    }

    @Test
    void showsACodeThatOneCustomerScans() {
        wallet.customers(Customers.all(Customer.walksAway()));
        SortedMap<String, String> apply = UnionPayTill.fields("01", "07", NUMBER, TIME);
        apply.put("txnAmt", "100");
        apply.put("currencyCode", "156");
        Map<String, String> shown = call(apply);
        assertEquals("00", shown.get("respCode"));
        String code = String.valueOf(shown.get("qrCode"));
        assertTrue(wallet.scan(code));
        assertFalse(wallet.scan(code));
        assertEquals("00", query().get("origRespCode"));
    }

    @Test
    void hasNoTransactionOnceAShownCodeHasExpiredUnpaid() {
        wallet.customers(Customers.all(Customer.walksAway()));
        SortedMap<String, String> apply = UnionPayTill.fields("01", "07", NUMBER, TIME);
        apply.put("txnAmt", "100");
        apply.put("currencyCode", "156");
        apply.put("payTimeout", "20231115061520");
        String code = String.valueOf(call(apply).get("qrCode"));
        assertEquals("05", query().get("origRespCode"));
        clock.pass(Duration.ofMinutes(2));
        assertFalse(wallet.scan(code));
        assertEquals("34", query().get("respCode"));
    }

    @Test
    void givesBackWhatIsLeft() {
        String queryId = String.valueOf(call(consume()).get("queryId"));
        SortedMap<String, String> refund = refund("04", "REFUND01", "8000", queryId);
        assertEquals("00", call(refund).get("respCode"));
        assertEquals("12", call(refund).get("respCode"));
        assertEquals("36", call(refund("04", "REFUND02", "889", queryId)).get("respCode"));
        assertEquals("36", call(refund("31", "REFUND03", "8888", queryId)).get("respCode"));
        assertEquals(
                "34",
                call(refund("04", "REFUND04", "1", "201311140613201234568")).get("respCode"));
        Map<String, String> asked = call(UnionPayTill.fields("00", "00", "REFUND01", TIME));
        assertEquals("00", asked.get("origRespCode"));
        assertEquals("8000", asked.get("txnAmt"));
        assertEquals(8000, wallet.book().refunded("CNY"));
    }

    private static SortedMap<String, String> refund(String type, String number, String amount, String queryId) {
        SortedMap<String, String> fields = UnionPayTill.fields(type, "00", number, TIME);
        fields.put("txnAmt", amount);
        fields.put("origQryId", queryId);
        return fields;
    }

    @Test
    void undoesOnTheSameDayOnly() {
        String queryId = String.valueOf(call(consume()).get("queryId"));
        clock.pass(Duration.ofDays(1));
        assertEquals("36", call(refund("31", "UNDO0001", "8888", queryId)).get("respCode"));
        assertEquals("00", call(refund("04", "REFUND01", "8888", queryId)).get("respCode"));
        assertEquals(8888, wallet.book().refunded("CNY"));
    }

    @Test
    void reversesWhetherTheOrderCameOrNot() {
        assertEquals(
                "00", call(UnionPayTill.fields("99", "01", "NEVERCAME", TIME)).get("respCode"));
        assertEquals(
                "12", call(UnionPayTill.consume("NEVERCAME", TIME, "1", CODE)).get("respCode"));
        assertEquals("00", call(consume()).get("respCode"));
        assertEquals(
                "34",
                call(UnionPayTill.fields("99", "01", NUMBER, "20231115061321")).get("respCode"));
        assertEquals("00", call(UnionPayTill.fields("99", "01", NUMBER, TIME)).get("respCode"));
        assertEquals("00", call(UnionPayTill.fields("99", "01", NUMBER, TIME)).get("respCode"));
        assertEquals(8888, wallet.book().refunded("CNY"));
    }

    @ParameterizedTest
    @CsvSource({
        "merId,777290058110049,31",
        "merId,1,10",
        "version,5.0.0,10",
        "encoding,,13",
        "certId,1,11",
        "txnTime,20230230000000,10",
        "txnTime,2023,10",
        "orderId,SHORT,10",
        "orderId,WITH-HYPHEN,10",
        "txnAmt,0,10",
        "txnAmt,,13",
        "txnAmt,1.00,10",
        "txnAmt,1234567890123,10",
        "currencyCode,840,10",
        "qrNo,,13",
        "qrNo,1,10",
        "channelType,07,00",
        "channelType,09,10",
        "termId,TOOLONG89,10",
        "txnSubType,09,10",
        "backUrl,ftp://x,10",
        "signMethod,11,10"
    })
    void refusesWrongFields(String name, String value, String code) {
        SortedMap<String, String> fields = consume();
        fields.put(name, value == null ? "" : value);
        assertEquals(code, call(fields).get("respCode"));
    }

    @Test
    void refusesWhatIsNoForm() {
        WalletRequest right = UnionPayTill.signed(consume());
        Map<String, String> json = Map.of("Content-Type", "application/json");
        assertEquals(
                "10",
                call(new WalletRequest("POST", right.target(), json, right.body()))
                        .get("respCode"));
        assertEquals(
                "10",
                call(new WalletRequest("GET", right.target(), right.headers(), right.body()))
                        .get("respCode"));
        for (String body : List.of("", "a", "=b", "a=1&a=2", "a=%G1")) {
            dev.solvo.tlv.Bytes bytes = dev.solvo.tlv.Bytes.of(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            String code = call(new WalletRequest("POST", right.target(), right.headers(), bytes))
                    .get("respCode");
            assertTrue(List.of("10", "13").contains(code), body);
        }
        assertEquals(
                "10",
                call(new WalletRequest("POST", "/gateway/api/queryTrans.do", right.headers(), right.body()))
                        .get("respCode"));
    }

    @Test
    void isUnsignedOrWronglySignedOnDemand() {
        wallet.faults(FaultPlan.sequence(
                List.of(WalletFault.of(WalletFault.Kind.UNSIGNED), WalletFault.of(WalletFault.Kind.WRONG_SIGNATURE))));
        Map<String, String> unsigned =
                UnionPayTill.read(WalletVectors.answered(wallet.handle(UnionPayTill.signed(consume())))
                        .text());
        assertFalse(unsigned.containsKey("signature"));
        Map<String, String> wrong = UnionPayTill.read(WalletVectors.answered(
                        wallet.handle(UnionPayTill.signed(UnionPayTill.fields("00", "00", NUMBER, TIME))))
                .text());
        assertEquals("00", wrong.get("origRespCode"));
        assertFalse(UnionPayTill.isSigned(wrong));
    }

    @Test
    void pushesUntilTheTillSaysOk() {
        List<WalletNotification> pushed = new ArrayList<>();
        wallet.notifying(notification -> {
            pushed.add(notification);
            return WalletAnswer.of(pushed.size() < 3 ? 500 : 200, "text/plain", "ok");
        });
        SortedMap<String, String> fields = consume();
        fields.put("backUrl", "http://127.0.0.1:1/up?till=1");
        call(fields);
        for (int i = 0; i < 10; i++) {
            wallet.pushNotifications();
            clock.pass(Duration.ofSeconds(15));
        }
        assertEquals(3, pushed.size());
        assertEquals(0, wallet.notificationsWaiting());
        assertEquals("/up?till=1", pushed.get(0).request().target());
        Map<String, String> notified = HttpForm.parse(pushed.get(0).request().text());
        assertTrue(UnionPayTill.isSigned(notified));
        assertEquals("8888", notified.get("txnAmt"));
        assertEquals(NUMBER, notified.get("orderId"));
    }

    @Test
    void playsWhatTheScenarioSays() {
        JsonNode scenario = WalletVectors.records("outcome-scenarios.json").stream()
                .filter(record -> record.get("id").asText().equals("outcome-scenarios-028"))
                .findFirst()
                .orElseThrow();
        wallet.play(WalletScript.of(WalletVectors.texts(scenario.get("steps"))));
        assertEquals("04", call(consume()).get("respCode"));
        assertEquals("05", query().get("origRespCode"));
        assertEquals("00", query().get("origRespCode"));
        assertEquals("00", query().get("origRespCode"));
        assertEquals(8888, wallet.book().moneyTaken("CNY"));
    }

    @Test
    void playsALostConsume() {
        wallet.play(WalletScript.of(List.of("consume:timeout", "query:34 x max", "reversal:00")));
        assertInstanceOf(WalletResult.Lost.class, wallet.handle(UnionPayTill.signed(consume())));
        assertEquals("34", query().get("respCode"));
        assertEquals("34", query().get("respCode"));
        assertEquals("00", call(UnionPayTill.fields("99", "01", NUMBER, TIME)).get("respCode"));
        assertEquals(0, wallet.book().moneyTaken("CNY"));
        assertEquals(OrderState.REVERSED, wallet.book().orders().get(0).state());
    }
}
