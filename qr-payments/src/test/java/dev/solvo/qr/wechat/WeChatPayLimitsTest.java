package dev.solvo.qr.wechat;

import static dev.solvo.qr.wechat.WeChatPayRig.ORDER;
import static dev.solvo.qr.wechat.WeChatPayRig.REFERENCE;
import static dev.solvo.qr.wechat.WeChatPayRig.REFUND;
import static dev.solvo.qr.wechat.WeChatPayRig.code;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.VerificationKeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before a request is made, and that nothing secret is said. */
final class WeChatPayLimitsTest {
    private final WeChatPayRig rig = new WeChatPayRig();
    private final WeChatPayGateway v3 = rig.v3();
    private final WeChatPayGateway v2 = rig.v2();

    private static Order numbered(String number) {
        return Order.of(OrderNumber.of(number), WeChatPayRig.AMOUNT, "x").at(ORDER.pointOfSale());
    }

    private static String refused(Supplier<?> call) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, call::get).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POS01", "POS20231114T0001POS20231114T00012"})
    void numbersHave6To32Characters(String number) {
        refused(() -> v3.show(numbered(number).notifying(URI.create("https://pos.example/n"))));
        refused(() -> v3.pay(numbered(number), code()));
        refused(() -> v2.pay(numbered(number), code()));
        OrderReference order =
                new OrderReference(OrderNumber.of(number), WeChatPayRig.AMOUNT, WeChatPayRig.NOW, Optional.empty());
        refused(() -> v3.query(order));
        refused(() -> v2.query(order));
        refused(() -> v3.cancel(order));
        refused(() -> v2.cancel(order));
        refused(() -> v3.close(order));
        refused(() -> v3.queryByTransactionId(order));
    }

    @Test
    void aPaymentByCodeHasNoBarInItsNumberInV3() {
        refused(() -> v3.pay(numbered("POS|0001"), code()));
        assertEquals(
                "POS|0001",
                WeChatPayRig.sentV2(v2.pay(numbered("POS|0001"), code())).get("out_trade_no"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "16006109882800940",
                "1300610988280094060",
                "160061098828009406",
                "28763443825664394",
                "hQVDUFYwMWEaTwegAAAA"
            })
    void onlyWeChatPayCodesAreSent(String text) {
        assertFalse(refused(() -> v3.pay(ORDER, PaymentCode.of(text))).contains(text));
        refused(() -> v2.pay(ORDER, PaymentCode.of("1".repeat(129))));
    }

    @Test
    void theTillsAddressAndShopAreAskedFor() {
        Order nowhere = ORDER.at(PointOfSale.of("S001", "T001"));
        assertEquals(true, refused(() -> v2.pay(nowhere, code())).contains("spbill_create_ip"));
        assertEquals(true, refused(() -> v3.pay(nowhere, code())).contains("device_ip"));
        Order noShop = ORDER.at(PointOfSale.UNNAMED.withIpAddress("192.0.2.10"));
        assertEquals(true, refused(() -> v3.pay(noShop, code())).contains("store_info"));
        for (String address : List.of("till", "192.0.2.10, 10.0.0.1", "1".repeat(46), "")) {
            refused(() -> v3.pay(ORDER.at(ORDER.pointOfSale().withIpAddress(address)), code()));
        }
        assertEquals(
                "2001:db8::1",
                WeChatPayRig.sentV2(v2.pay(ORDER.at(ORDER.pointOfSale().withIpAddress("2001:db8::1")), code()))
                        .get("spbill_create_ip"));
    }

    @Test
    void v2NamesTheShopToo() {
        assertEquals(
                "{\"store_info\":{\"id\":\"S001\",\"name\":\"一号店\"}}",
                WeChatPayRig.sentV2(rig.v2().pay(ORDER, code())).get("scene_info"));
        Order unnamed = ORDER.at(PointOfSale.UNNAMED.withIpAddress("192.0.2.10").withStoreName("A & B"));
        assertFalse(WeChatPayRig.sentV2(rig.v2().pay(unnamed, code()))
                .find("scene_info")
                .isPresent());
        Order longName =
                ORDER.at(PointOfSale.of("S1", "T1").withIpAddress("192.0.2.10").withStoreName("店".repeat(65)));
        assertThrows(IllegalArgumentException.class, () -> rig.v2().pay(longName, code()));
        Order quoted =
                ORDER.at(PointOfSale.of("S1", "T1").withIpAddress("192.0.2.10").withStoreName("\"".repeat(64)));
        assertEquals(
                "{\"store_info\":{\"id\":\"S1\",\"name\":\"" + "\\\"".repeat(64) + "\"}}",
                WeChatPayRig.sentV2(rig.v2().pay(quoted, code())).get("scene_info"));
    }

    @Test
    void idsOfShopAndTillAreBounded() {
        refused(() -> v3.pay(ORDER.at(ORDER.pointOfSale().withTerminal("T".repeat(33))), code()));
        refused(() -> v2.pay(ORDER.at(ORDER.pointOfSale().withTerminal("")), code()));
        refused(() -> v3.pay(ORDER.at(ORDER.pointOfSale().withStore("S".repeat(33))), code()));
        refused(() -> v3.show(ORDER.at(ORDER.pointOfSale().withStoreName("店".repeat(257)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://pos.example/n", "https://pos.example/n?a=1", "ftp://pos.example/n", "/n"})
    void reportsGoToHttpsWithoutAQuery(String url) {
        refused(() -> v3.show(ORDER.notifying(URI.create(url))));
        refused(() -> rig.config().notifyUrl(URI.create(url)));
    }

    @Test
    void aShownCodeNeedsAnAddressToReportTo() {
        Order silent = Order.of(ORDER.number(), WeChatPayRig.AMOUNT, "x");
        refused(() -> v3.show(silent));
        refused(() -> v3.show(silent.notifying(URI.create("https://pos.example/" + "n".repeat(240)))));
        WeChatPayGateway reporting = WeChatPayRig.gateway(rig.config().notifyUrl(URI.create("https://pos.example/n")));
        assertEquals(
                "https://pos.example/n",
                WeChatPayRig.json(reporting.show(silent).request())
                        .get("notify_url")
                        .asText());
        assertEquals(
                "https://pos.example/n",
                WeChatPayRig.json(reporting.refund(REFUND).request())
                        .get("notify_url")
                        .asText());
    }

    @Test
    void onlyConfiguredCurrenciesAndSoundAmountsAreTaken() {
        refused(() -> v3.show(Order.of(ORDER.number(), Money.ofMinor(CurrencyUnit.of("HKD"), 1), "x")
                .notifying(URI.create("https://pos.example/n"))));
        Order large = Order.of(ORDER.number(), Money.ofMinor(CurrencyUnit.of("CNY"), 2_147_483_648L), "x")
                .at(ORDER.pointOfSale());
        refused(() -> v2.pay(large, code()));
        refused(() -> v3.pay(large, code()));
    }

    @Test
    void aReasonIsBounded() {
        Refund wordy = new Refund(
                REFUND.number(), REFERENCE, REFUND.amount(), REFUND.submittedAt(), Optional.of("退".repeat(81)));
        refused(() -> v3.refund(wordy));
        refused(() -> v2.refund(wordy));
    }

    @Test
    void anOptionIsWishedOnce() {
        refused(() -> v3.show(ORDER.with(new WeChatPayOption.Attach("a")).with(new WeChatPayOption.Attach("b"))));
        refused(() -> new WeChatPayOption.Attach(""));
        refused(() -> new WeChatPayOption.GoodsTag("G".repeat(33)));
    }

    @Test
    void settingsAreChecked() {
        ApiV3Key key = ApiV3Key.of(WeChatPayRig.API_V3_KEY);
        VerificationKeys keys = VerificationKeys.none();
        refused(() -> WeChatPayConfig.builder("wx 1", "1", rig.key, keys, key));
        refused(() -> WeChatPayConfig.builder("wx1", "M1", rig.key, keys, key));
        refused(() -> rig.config().publicKeyId("5157F09EFDC096DE"));
        refused(() -> rig.config().subMerchant(""));
        refused(() -> rig.config().subMerchant("1", "wx!"));
        WeChatPayConfig.Builder noV2Key = WeChatPayConfig.builder("wx1", "1", rig.key, keys, key);
        refused(noV2Key::build);
        WeChatPayGateway v3Only = WeChatPayRig.gateway(noV2Key.codePayments(WeChatPayProtocol.V3));
        refused(() -> v3Only.closeByV2(REFERENCE));
        refused(noV2Key.refunds(WeChatPayProtocol.V2)::build);
        refused(() -> ApiV2Key.of("short"));
    }

    @Test
    void aBuilderCanGoOnWithoutChangingWhatItBuilt() {
        WeChatPayConfig.Builder builder = rig.config();
        WeChatPayConfig first = builder.build();
        builder.subMerchant("1900000109");
        assertEquals(Optional.empty(), first.subMerchantId());
        assertEquals("WeChatPayConfig[1900000001, https://api.mch.weixin.qq.com]", first.toString());
    }

    @Test
    void nothingSecretIsShown() {
        String shown = rig.config().build().toString()
                + ApiV3Key.of(WeChatPayRig.API_V3_KEY)
                + ApiV2Key.of(WeChatPayRig.API_V2_KEY)
                + v3.pay(ORDER, code())
                + v2.pay(ORDER, code())
                + WeChatPayRig.sentV2(v2.pay(ORDER, code()))
                + v3.pay(ORDER, code()).request().headers();
        for (String secret : List.of(
                WeChatPayRig.API_V3_KEY, WeChatPayRig.API_V2_KEY, WeChatPayRig.CODE, "signature=", "WECHATPAY2")) {
            assertFalse(shown.contains(secret), secret);
        }
    }

    @Test
    void twoMerchantsLiveInOneProcess() {
        WeChatPayGateway other = new WeChatPayGateway(
                WeChatPayConfig.builder(
                                "wx8888888888888888",
                                "1900000002",
                                rig.key,
                                VerificationKeys.none(),
                                ApiV3Key.of("fedcba9876543210fedcba9876543210"))
                        .codePayments(WeChatPayProtocol.V3)
                        .host(WeChatPayConfig.HONG_KONG)
                        .build(),
                WeChatPayRig.CLOCK,
                new Random(1));
        assertNotEquals(other.account(), v3.account());
        assertEquals(
                "SIGNATURE_KEY_UNKNOWN", WeChatPayRig.said(WeChatPayRig.readV3(other.query(REFERENCE), 200, "{}")));
        assertEquals(URI.create("https://apihk.mch.weixin.qq.com/"), other.readinessProbe());
        assertEquals(Duration.ofSeconds(15), other.policy().cancelNotBefore());
        String first = nonce(other);
        assertNotEquals(first, nonce(other));
    }

    private static String nonce(WeChatPayGateway gateway) {
        String header = gateway.query(REFERENCE)
                .request()
                .headers()
                .first("Authorization")
                .orElseThrow();
        int from = header.indexOf("nonce_str=\"") + 11;
        return header.substring(from, header.indexOf('"', from));
    }
}
