package dev.solvo.qr.wechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.WalletCall;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What leaves, against wechat-api.json and the signed requests of wechat-v3-signature.json. */
final class WeChatPayApiTest {
    private static final WeChatPayRig RIG = new WeChatPayRig();

    static List<JsonNode> calls() {
        return QrVectors.records("wechat-api.json");
    }

    private static WalletCall<?> call(String name) {
        WeChatPayGateway v3 = RIG.v3();
        WeChatPayGateway v2 = RIG.v2();
        LocalDate day = LocalDate.of(2023, 11, 14);
        return switch (name) {
            case "v3 native" -> v3.show(WeChatPayRig.ORDER);
            case "v3 codepay" -> v3.pay(WeChatPayRig.ORDER, WeChatPayRig.code());
            case "v3 reverse" -> v3.cancel(WeChatPayRig.REFERENCE);
            case "v3 query" -> v3.query(WeChatPayRig.REFERENCE);
            case "v3 query by id" -> v3.queryByTransactionId(WeChatPayRig.REFERENCE);
            case "v3 close" -> v3.close(WeChatPayRig.REFERENCE);
            case "v3 refund" -> v3.refund(WeChatPayRig.REFUND);
            case "v3 refund query" -> v3.queryRefund(WeChatPayRig.REFUND);
            case "v3 trade bill" -> v3.tradeBill(day, WeChatPayBillType.ALL, true);
            case "v3 fund-flow bill" -> v3.fundFlowBill(day, WeChatPayFundAccount.BASIC, true);
            case "v3 certificates" -> v3.certificates();
            case "v2 micropay" -> v2.pay(WeChatPayRig.ORDER, WeChatPayRig.code());
            case "v2 orderquery" -> v2.query(WeChatPayRig.REFERENCE);
            case "v2 reverse" -> v2.cancel(WeChatPayRig.REFERENCE);
            case "v2 refund" -> v2.refund(WeChatPayRig.REFUND);
            case "v2 refundquery" -> v2.queryRefund(WeChatPayRig.REFUND);
            case "v2 closeorder" -> v2.closeByV2(WeChatPayRig.REFERENCE);
            default -> throw new AssertionError(name);
        };
    }

    @ParameterizedTest
    @MethodSource("calls")
    void saysWhatTheCallDemands(JsonNode vector) throws QrException {
        SignedRequest request = call(vector.get("name").asText()).request();
        assertEquals(vector.get("method").asText(), request.method());
        String[] path = vector.get("path").asText().split("\\?", -1);
        assertEquals(
                "https://api.mch.weixin.qq.com"
                        + path[0].replace("{out_trade_no}", "POS20231114T0002")
                                .replace("{transaction_id}", WeChatPayRig.TRANSACTION)
                                .replace("{out_refund_no}", "R20231114T0001"),
                request.uri().toString().split("\\?", -1)[0]);
        Map<String, String> fields = fields(request);
        if (path.length > 1) {
            for (String parameter : path[1].split("&", -1)) {
                assertTrue(fields.containsKey(parameter.substring(0, parameter.indexOf('='))), parameter);
            }
        }
        vector.get("required").fieldNames().forEachRemaining(name -> {
            boolean there = List.of(name.split("\\|", -1)).stream()
                    .anyMatch(n -> fields.keySet().stream().anyMatch(f -> f.equals(n) || f.startsWith(n + ".")));
            assertTrue(there, name + " is not in " + fields.keySet());
        });
        assertFalse(request.toString().contains(WeChatPayRig.CODE));
    }

    @Test
    void everyCallIsTried() {
        assertEquals(17, calls().size());
    }

    private static Map<String, String> fields(SignedRequest request) throws QrException {
        Map<String, String> fields = new TreeMap<>();
        if (request.uri().getRawQuery() != null) {
            for (String parameter : request.uri().getRawQuery().split("&", -1)) {
                fields.put(parameter.substring(0, parameter.indexOf('=')), parameter);
            }
        }
        String body = WeChatPayRig.text(request.body());
        if (body.startsWith("<")) {
            V2Message message = V2Message.parse(request.body());
            V2Signature.verify(message, ApiV2Key.of(WeChatPayRig.API_V2_KEY), V2SignType.MD5);
            for (String field : message.textToSign().split("&", -1)) {
                fields.put(field.substring(0, field.indexOf('=')), field);
            }
            fields.put("sign", message.get("sign"));
        } else if (!body.isEmpty()) {
            flatten("", WeChatPayRig.json(body), fields);
        }
        return fields;
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> fields) {
        node.properties().forEach(f -> {
            if (f.getValue().isObject()) {
                flatten(prefix + f.getKey() + ".", f.getValue(), fields);
            } else {
                fields.put(prefix + f.getKey(), f.getValue().asText());
            }
        });
    }

    private static JsonNode signedRequest(String name) {
        return QrVectors.records("wechat-v3-signature.json").stream()
                .filter(v -> v.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The requests that the gateway makes as the vectors have them, signature and all. */
    @Test
    void requestsAreTheVectorsByteByByte() {
        WeChatPayGateway v3 = RIG.v3();
        OrderReference first = new OrderReference(
                OrderNumber.of("POS20231114T0001"), WeChatPayRig.AMOUNT, WeChatPayRig.NOW, Optional.empty());
        OrderReference odd =
                new OrderReference(OrderNumber.of("A|B*C_"), WeChatPayRig.AMOUNT, WeChatPayRig.NOW, Optional.empty());
        assertEquals(
                "/v3/pay/transactions/out-trade-no/A%7CB%2AC_",
                v3.query(odd).request().uri().getRawPath());
        same("query by id", v3.queryByTransactionId(WeChatPayRig.REFERENCE));
        same("close", v3.close(first));
        same("refund query", v3.queryRefund(WeChatPayRig.REFUND));
        same("certificates", v3.certificates());
    }

    private static void same(String name, WalletCall<?> call) {
        JsonNode vector = signedRequest(name);
        SignedRequest request = call.request();
        assertEquals(vector.get("body").asText(), WeChatPayRig.text(request.body()));
        assertTrue(request.uri().toString().endsWith(vector.get("pathAndQuery").asText()));
        assertEquals(
                Optional.of(vector.get("authorization").asText()),
                request.headers().first("authorization"));
    }

    @Test
    void aPaymentByCodeIsTheVectorsButForTheOrderOfItsFields() {
        JsonNode vector = signedRequest("codepay");
        SignedRequest request =
                RIG.v3().pay(WeChatPayRig.ORDER, WeChatPayRig.code()).request();
        assertEquals(WeChatPayRig.json(vector.get("body").asText()), WeChatPayRig.json(request));
    }

    @Test
    void aShownCodeExpiresAndIsReported() {
        JsonNode body = WeChatPayRig.json(RIG.v3().show(WeChatPayRig.ORDER).request());
        assertEquals("2023-11-15T06:18:20+08:00", body.get("time_expire").asText());
        assertEquals("https://pos.example/wx/notify", body.get("notify_url").asText());
        assertEquals("一号店", body.at("/scene_info/store_info/name").asText());
        assertFalse(body.has("attach"));
    }

    @Test
    void optionsGoIntoBothProtocols() {
        Order order = WeChatPayRig.ORDER
                .with(new WeChatPayOption.Attach("桌 7"))
                .with(new WeChatPayOption.GoodsTag("WXG"))
                .with(new WeChatPayOption.ProfitSharing());
        JsonNode body = WeChatPayRig.json(RIG.v3().show(order).request());
        assertEquals("桌 7", body.get("attach").asText());
        assertEquals("WXG", body.get("goods_tag").asText());
        assertTrue(body.at("/settle_info/profit_sharing").asBoolean());
        V2Message message = WeChatPayRig.sentV2(RIG.v2().pay(order, WeChatPayRig.code()));
        assertEquals("桌 7", message.get("attach"));
        assertEquals("Y", message.get("profit_sharing"));
    }

    @Test
    void aServiceProviderNamesHimselfAndTheMerchant() {
        WeChatPayGateway v3 = WeChatPayRig.gateway(
                RIG.config().codePayments(WeChatPayProtocol.V3).subMerchant("1900000109", "wx8888888888888888"));
        assertEquals("1900000001/1900000109", v3.account());
        SignedRequest shown = v3.show(WeChatPayRig.ORDER).request();
        assertEquals("/v3/pay/partner/transactions/native", shown.uri().getPath());
        JsonNode body = WeChatPayRig.json(shown);
        assertEquals("1900000001", body.get("sp_mchid").asText());
        assertEquals("1900000109", body.get("sub_mchid").asText());
        assertEquals(WeChatPayRig.APP, body.get("sp_appid").asText());
        assertEquals("wx8888888888888888", body.get("sub_appid").asText());
        assertFalse(body.has("mchid"));
        assertEquals(
                "/v3/pay/partner/transactions/codepay",
                v3.pay(WeChatPayRig.ORDER, WeChatPayRig.code()).request().uri().getPath());
        assertEquals(
                "sp_mchid=1900000001&sub_mchid=1900000109",
                v3.query(WeChatPayRig.REFERENCE).request().uri().getQuery());
        assertEquals(
                WeChatPayRig.json(WeChatPayRig.quoted("{'sp_mchid':'1900000001','sub_mchid':'1900000109'}")),
                WeChatPayRig.json(v3.close(WeChatPayRig.REFERENCE).request()));
        assertEquals(
                "1900000109",
                WeChatPayRig.json(v3.refund(WeChatPayRig.REFUND).request())
                        .get("sub_mchid")
                        .asText());
        assertEquals(
                "sub_mchid=1900000109",
                v3.queryRefund(WeChatPayRig.REFUND).request().uri().getQuery());
        WeChatPayGateway v2 = WeChatPayRig.gateway(RIG.config().subMerchant("1900000109"));
        assertEquals(
                "1900000109",
                WeChatPayRig.sentV2(v2.query(WeChatPayRig.REFERENCE)).get("sub_mch_id"));
    }

    @Test
    void publicKeyModeNamesTheKey() {
        SignedRequest request = WeChatPayRig.gateway(RIG.config().publicKeyId(WeChatPayRig.PUBLIC_KEY_ID))
                .close(WeChatPayRig.REFERENCE)
                .request();
        assertEquals(Optional.of(WeChatPayRig.PUBLIC_KEY_ID), request.headers().first("Wechatpay-Serial"));
        assertEquals(
                Optional.empty(),
                RIG.v3().close(WeChatPayRig.REFERENCE).request().headers().first("Wechatpay-Serial"));
    }

    @Test
    void v2SignsByHmacIfToldTo() throws QrException {
        ApiV2Key key = ApiV2Key.of(WeChatPayRig.API_V2_KEY);
        V2Message sent = WeChatPayRig.sentV2(WeChatPayRig.gateway(RIG.config().v2(key, V2SignType.HMAC_SHA256))
                .pay(WeChatPayRig.ORDER, WeChatPayRig.code()));
        assertEquals("HMAC-SHA256", sent.get("sign_type"));
        V2Signature.verify(sent, key, V2SignType.HMAC_SHA256);
    }

    @Test
    void anAnswerAboutAnotherOfTheProvidersMerchantsIsAMismatch() {
        WeChatPayGateway v3 = WeChatPayRig.gateway(
                RIG.config().codePayments(WeChatPayProtocol.V3).subMerchant("1900000109"));
        String body = "{'sp_mchid':'1900000001','sub_mchid':'1900000109','out_trade_no':'POS20231114T0002',"
                + "'trade_state':'CLOSED'}";
        assertEquals("Closed", WeChatPayRig.said(WeChatPayRig.readV3(v3.query(WeChatPayRig.REFERENCE), 200, body)));
        for (String other : new String[] {
            body.replace("1900000109", "1900000110"),
            body.replace("1900000001", "1900000002"),
            body.replace("'sub_mchid':'1900000109',", "")
        }) {
            assertEquals(
                    "MISMATCH", WeChatPayRig.said(WeChatPayRig.readV3(v3.query(WeChatPayRig.REFERENCE), 200, other)));
        }
    }
}
