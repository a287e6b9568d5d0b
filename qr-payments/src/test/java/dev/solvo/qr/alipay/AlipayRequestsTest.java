package dev.solvo.qr.alipay;

import static dev.solvo.qr.alipay.AlipayHost.AMOUNT;
import static dev.solvo.qr.alipay.AlipayHost.NOW;
import static dev.solvo.qr.alipay.AlipayHost.ORDER;
import static dev.solvo.qr.alipay.AlipayHost.REFERENCE;
import static dev.solvo.qr.alipay.AlipayHost.REFUND;
import static dev.solvo.qr.alipay.AlipayHost.cny;
import static dev.solvo.qr.alipay.AlipayHost.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.Wallet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, and what is refused before anything is sent. */
final class AlipayRequestsTest {
    private final AlipayGateway v2 = AlipayHost.gateway(AlipayHost.account());
    private final AlipayGateway v3 = AlipayHost.gateway(AlipayHost.account().protocol(AlipayProtocol.V3));

    private static String sent(SignedRequest request) {
        return new String(request.body().toByteArray(), StandardCharsets.UTF_8);
    }

    private static String text(int length) {
        return String.join("", Collections.nCopies(length, "x"));
    }

    private JsonNode paying(Order order) {
        return AlipayHost.content(v3.pay(order, AlipayHost.code()).request());
    }

    private JsonNode showing(Order order) {
        return AlipayHost.content(v3.show(order).request());
    }

    private void assertRefused(Order order) {
        assertThrows(IllegalArgumentException.class, () -> v2.pay(order, AlipayHost.code()));
        assertThrows(IllegalArgumentException.class, () -> v3.show(order));
    }

    @Test
    void aV2PaymentIsASignedForm() {
        SignedRequest request = v2.pay(ORDER, AlipayHost.code()).request();
        assertEquals("POST", request.method());
        assertTrue(request.uri().toString().startsWith("https://openapi.alipay.com/gateway.do?"));
        AlipayParameters sent = AlipayHost.parameters(request);
        assertEquals(
                "app_id=2021000000000001&biz_content="
                        + json("{'out_trade_no':'POS20231114T0001','total_amount':'88.88','subject':'咖啡',"
                                + "'product_code':'FACE_TO_FACE_PAYMENT','store_id':'S001','operator_id':'O001',"
                                + "'terminal_id':'T001','auth_code':'28763443825664394','scene':'bar_code',"
                                + "'timeout_express':'5m','query_options':['fund_bill_list','voucher_detail_list']}")
                        + "&charset=utf-8&format=json&method=alipay.trade.pay&sign_type=RSA2"
                        + "&timestamp=2023-11-15 06:13:20&version=1.0",
                sent.textToSign());
        assertTrue(AlipaySignature.isValid(
                sent.textToSign(), sent.get("sign"), QrVectors.publicKey("merchantPublicKeyPem")));
        // The code is not in the address, which servers and proxies write down.
        assertFalse(request.uri().toString().contains(AlipayHost.CODE));
    }

    @Test
    void aV3PaymentIsSignedJson() {
        SignedRequest request = v3.pay(ORDER.notifying(AlipayHost.notifyUrl()), AlipayHost.code())
                .request();
        assertEquals(URI.create("https://openapi.alipay.com/v3/alipay/trade/pay"), request.uri());
        assertEquals(
                AlipayHost.notifyUrl().toString(),
                AlipayHost.content(request).get("notify_url").asText());
        String authorization = request.headers().first("authorization").orElseThrow();
        String auth = authorization.substring("ALIPAY-SHA256withRSA ".length(), authorization.indexOf(",sign="));
        assertTrue(auth.matches("app_id=2021000000000001,nonce=[0-9a-f-]{36},timestamp=1700000000000"), auth);
        assertTrue(AlipaySignature.isValid(
                AlipayV3Text.textToSign(auth, "POST", "/v3/alipay/trade/pay", sent(request), ""),
                authorization.substring(authorization.indexOf(",sign=") + 6),
                QrVectors.publicKey("merchantPublicKeyPem")));
        assertEquals(
                Optional.of("application/json;charset=utf-8"), request.headers().first("content-type"));
    }

    @Test
    void aV3BillIsAskedForByGet() {
        SignedRequest request = v3.billDownloadUrl(LocalDate.of(2023, 11, 4), AlipayBillType.SIGN_CUSTOMER)
                .request();
        assertEquals(
                "GET https://openapi.alipay.com/v3/alipay/data/dataservice/bill/downloadurl/query"
                        + "?bill_type=signcustomer&bill_date=2023-11-04",
                request.method() + " " + request.uri());
        assertTrue(request.body().isEmpty());
        String authorization = request.headers().first("Authorization").orElseThrow();
        String auth = authorization.substring("ALIPAY-SHA256withRSA ".length(), authorization.indexOf(",sign="));
        String pathAndQuery = request.uri().getRawPath() + "?" + request.uri().getRawQuery();
        assertTrue(AlipaySignature.isValid(
                AlipayV3Text.textToSign(auth, "GET", pathAndQuery, "", ""),
                authorization.substring(authorization.indexOf(",sign=") + 6),
                QrVectors.publicKey("merchantPublicKeyPem")));
    }

    @Test
    void theCallsAboutAnOrderNameItByItsNumber() {
        String number = "{'out_trade_no':'POS20231114T0001'";
        assertEquals(
                json(number + ",'query_options':['fund_bill_list','voucher_detail_list']}"),
                sent(v3.query(REFERENCE).request()));
        assertEquals(json(number + "}"), sent(v3.cancel(REFERENCE).request()));
        assertEquals(json(number + "}"), sent(v3.close(REFERENCE).request()));
        assertEquals(
                json(number + ",'refund_amount':'12.00','out_request_no':'R1','refund_reason':'退货'}"),
                sent(v3.refund(REFUND).request()));
        assertEquals(
                json(number + ",'out_request_no':'R1'}"),
                sent(v3.queryRefund(REFUND).request()));
    }

    @Test
    void aShownCodeEndsInTime() {
        JsonNode content = showing(ORDER.expiringAfter(Duration.ofSeconds(121)));
        assertEquals("3m", content.get("qr_code_timeout_express").asText());
        assertEquals("3m", content.get("timeout_express").asText());
        assertEquals(
                "1m",
                showing(ORDER.expiringAfter(Duration.ofMinutes(1)))
                        .get("timeout_express")
                        .asText());
        assertEquals(
                "120m",
                showing(ORDER.expiringAfter(Duration.ofHours(2)))
                        .get("timeout_express")
                        .asText());
    }

    @Test
    void theSameOrderHasTheSameContentLater() {
        assertEquals(
                paying(ORDER),
                AlipayHost.content(
                        v3.pay(ORDER, AlipayHost.code(), NOW.plusSeconds(60)).request()));
        assertEquals(
                showing(ORDER),
                AlipayHost.content(v3.show(ORDER, NOW.plusSeconds(60)).request()));
        // The same seed makes the same request byte for byte, and two requests of one gateway differ.
        AlipayGateway again = AlipayHost.gateway(AlipayHost.account().protocol(AlipayProtocol.V3));
        AlipayGateway first = AlipayHost.gateway(AlipayHost.account().protocol(AlipayProtocol.V3));
        SignedRequest request = first.query(REFERENCE).request();
        assertEquals(
                request.headers().fields(),
                again.query(REFERENCE).request().headers().fields());
        assertNotEquals(
                request.headers().fields(),
                first.query(REFERENCE).request().headers().fields());
    }

    @Test
    void anOrdersOwnAddressForReportsComesFirst() {
        AlipayConfig.Builder account = AlipayHost.account().notifyUrl(URI.create("https://pos.example/all"));
        assertEquals(
                "https://pos.example/all",
                AlipayHost.parameters(AlipayHost.gateway(account).show(ORDER).request())
                        .get("notify_url"));
        assertEquals(
                AlipayHost.notifyUrl().toString(),
                AlipayHost.parameters(AlipayHost.gateway(account)
                                .show(ORDER.notifying(AlipayHost.notifyUrl()))
                                .request())
                        .get("notify_url"));
    }

    @Test
    void theSandboxIsAnotherHost() {
        AlipayGateway sandbox = AlipayHost.gateway(AlipayHost.account().host(AlipayConfig.SANDBOX));
        assertEquals(
                "openapi-sandbox.dl.alipaydev.com",
                sandbox.query(REFERENCE).request().uri().getHost());
        assertEquals(URI.create("https://openapi-sandbox.dl.alipaydev.com/"), sandbox.readinessProbe());
    }

    @Test
    void theGatewaySaysWhoseItIs() {
        assertEquals(Wallet.ALIPAY, v2.wallet());
        assertEquals(AlipayHost.APP_ID, v2.account());
        assertEquals(AlipayConfig.POLICY, v2.policy());
        assertEquals(5, v2.policy().maximumQueries());
        assertEquals(Duration.ofSeconds(5), v2.policy().queryInterval());
        assertEquals(Duration.ofSeconds(2), v2.policy().cancelInterval());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POS-1", "POS|1", "POS*1"})
    void aNumberThatAlipayWouldRefuseIsRefusedHere(String number) {
        Order order = Order.of(OrderNumber.of(number), AMOUNT, "x");
        assertRefused(order);
        OrderReference reference = new OrderReference(order.number(), AMOUNT, NOW, Optional.empty());
        assertThrows(IllegalArgumentException.class, () -> v2.query(reference));
        assertThrows(IllegalArgumentException.class, () -> v2.cancel(reference));
        assertThrows(IllegalArgumentException.class, () -> v2.close(reference));
        Refund refund = new Refund(RefundNumber.of(number), REFERENCE, AMOUNT, NOW, Optional.empty());
        assertThrows(IllegalArgumentException.class, () -> v2.refund(refund));
        assertThrows(IllegalArgumentException.class, () -> v2.queryRefund(refund));
    }

    @Test
    void numbersOfUpTo64CharactersAreTaken() {
        String number = "POS_" + text(60);
        assertEquals(
                number,
                showing(Order.of(OrderNumber.of(number), AMOUNT, "x"))
                        .get("out_trade_no")
                        .asText());
    }

    @Test
    void amountsAreWithinAlipaysLimits() {
        assertEquals(
                "0.01",
                showing(Order.of(ORDER.number(), cny(1), "x"))
                        .get("total_amount")
                        .asText());
        assertEquals(
                "100000000.00",
                showing(Order.of(ORDER.number(), cny(10_000_000_000L), "x"))
                        .get("total_amount")
                        .asText());
        assertRefused(Order.of(ORDER.number(), cny(10_000_000_001L), "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a=b", "a&b", "a\n/b"})
    void aDescriptionWithForbiddenCharactersIsRefused(String text) {
        assertRefused(Order.of(ORDER.number(), AMOUNT, text));
    }

    @Test
    void namesOfPlacesHaveLimits() {
        PointOfSale longest = PointOfSale.of(text(32), text(32)).withOperator(text(28));
        assertEquals(text(28), paying(ORDER.at(longest)).get("operator_id").asText());
        assertRefused(ORDER.at(longest.withStore(text(33))));
        assertRefused(ORDER.at(longest.withTerminal(text(33))));
        assertRefused(ORDER.at(longest.withOperator(text(29))));
        assertRefused(ORDER.at(longest.withStore("")));
    }

    @Test
    void aReasonHasALimit() {
        assertEquals(
                text(256),
                AlipayHost.content(v3.refund(reason(text(256))).request())
                        .get("refund_reason")
                        .asText());
        assertThrows(IllegalArgumentException.class, () -> v3.refund(reason(text(257))));
        assertThrows(IllegalArgumentException.class, () -> v3.refund(reason("")));
    }

    private static Refund reason(String text) {
        return new Refund(RefundNumber.of("R1"), REFERENCE, AMOUNT, NOW, Optional.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=",
                "287634438256643",
                "2876344382566439412345678",
                "fp12",
                "28763443825664394x"
            })
    void whatIsNoCodeOfAlipayIsRefusedAndNotRepeated(String code) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> v2.pay(ORDER, PaymentCode.of(code)));
        assertFalse(String.valueOf(refused.getMessage()).contains(code));
    }

    @ParameterizedTest
    @CsvSource({
        "2576344382566439, bar_code",
        "307634438256643941234567, bar_code",
        "3176344382566439, bar_code",
        "fp0123456789012345678901234567890ab, security_code"
    })
    void aCodeHasItsScene(String code, String scene) {
        JsonNode content =
                AlipayHost.content(v3.pay(ORDER, PaymentCode.of(code)).request());
        assertEquals(scene, content.get("scene").asText());
        assertEquals(code, content.get("auth_code").asText());
    }

    @Test
    void onlyConfiguredCurrenciesAreTaken() {
        Money dollars = Money.ofMinor(CurrencyUnit.of("HKD"), 100);
        assertRefused(Order.of(ORDER.number(), dollars, "x"));
        Set<CurrencyUnit> currencies = Set.of(CurrencyUnit.of("HKD"));
        AlipayGateway hongKong = AlipayHost.gateway(
                AlipayHost.account().protocol(AlipayProtocol.V3).currencies(currencies));
        JsonNode content = AlipayHost.content(
                hongKong.show(Order.of(ORDER.number(), dollars, "x")).request());
        assertEquals("HKD", content.get("trans_currency").asText());
        assertEquals("1.00", content.get("total_amount").asText());
        OrderReference paid = new OrderReference(ORDER.number(), dollars, NOW, Optional.empty());
        Refund refund = new Refund(RefundNumber.of("R1"), paid, dollars, NOW, Optional.empty());
        assertEquals(
                "HKD",
                AlipayHost.content(hongKong.refund(refund).request())
                        .get("refund_currency")
                        .asText());
        assertThrows(IllegalArgumentException.class, () -> v3.refund(refund));
        assertThrows(
                IllegalArgumentException.class, () -> AlipayHost.account().currencies(Set.of(CurrencyUnit.of("JPY"))));
    }

    @Test
    void channelsAndInstalmentsAreOptions() {
        JsonNode content = showing(ORDER.with(new AlipayOption.EnableChannels(
                        List.of(AlipayChannel.BALANCE, AlipayChannel.MONEY_FUND, AlipayChannel.HUABEI_INSTALMENTS)))
                .with(new AlipayOption.HuabeiInstalments(12, 100)));
        assertEquals(
                "balance,moneyFund,pcreditpayInstallment",
                content.get("enable_pay_channels").asText());
        assertEquals(
                json("{'hb_fq_num':'12','hb_fq_seller_percent':'100'}"),
                content.get("extend_params").toString());
        AlipayOption disable =
                new AlipayOption.DisableChannels(List.of(AlipayChannel.CREDIT_CARD, AlipayChannel.HUABEI));
        assertEquals(Wallet.ALIPAY, disable.wallet());
        assertEquals(
                "creditCard,pcredit",
                paying(ORDER.with(disable)).get("disable_pay_channels").asText());
        assertRefused(ORDER.with(disable).with(disable));
        assertRefused(ORDER.with(disable).with(new AlipayOption.EnableChannels(List.of(AlipayChannel.BALANCE))));
        assertFalse(paying(ORDER).has("extend_params"));
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "24, 0", "0, 0", "3, 50", "3, -1"})
    void instalmentsThatHuabeiDoesNotHaveAreRefused(int number, int percent) {
        assertThrows(IllegalArgumentException.class, () -> new AlipayOption.HuabeiInstalments(number, percent));
    }

    @Test
    void channelsHaveNames() {
        assertThrows(IllegalArgumentException.class, () -> new AlipayChannel("a,b"));
        assertThrows(IllegalArgumentException.class, () -> new AlipayChannel(""));
        assertThrows(IllegalArgumentException.class, () -> new AlipayOption.EnableChannels(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new AlipayOption.DisableChannels(List.of()));
    }

    @Test
    void settingsAreChecked() {
        AlipayConfig.Builder account = AlipayHost.account();
        assertThrows(IllegalArgumentException.class, () -> account.timeWindow(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> account.timeWindow(Duration.ofSeconds(-1)));
        assertThrows(IllegalArgumentException.class, () -> account.appAuthToken("a\nb"));
        assertThrows(IllegalArgumentException.class, () -> account.appAuthToken(""));
        AlipayConfig config = account.build();
        assertThrows(IllegalArgumentException.class, () -> AlipayConfig.builder("", config.key(), config.alipayKeys()));
        assertEquals(HttpHeaders.NONE.fields(), List.of());
    }
}
