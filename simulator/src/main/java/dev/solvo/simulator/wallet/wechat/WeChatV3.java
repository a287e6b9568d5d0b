package dev.solvo.simulator.wallet.wechat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.simulator.wallet.HttpForm;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletDesk;
import dev.solvo.simulator.wallet.WalletOrder;
import dev.solvo.simulator.wallet.WalletRefund;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.tlv.Bytes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** API v3: JSON, signed in the headers. */
final class WeChatV3 {
    private static final String REFUNDS = "/v3/refund/domestic/refunds";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final WeChatPayMerchant merchant;
    private final WeChatV3Signer signer;
    private final WeChatOrders orders;
    private final WeChatRefunds refunds;
    private final WeChatBills bills;
    private final String transactions;

    WeChatV3(WeChatPayMerchant merchant, WeChatOrders orders, WeChatRefunds refunds) {
        this.merchant = merchant;
        this.signer = new WeChatV3Signer(merchant);
        this.orders = orders;
        this.refunds = refunds;
        this.bills = new WeChatBills(merchant);
        this.transactions =
                merchant.subMerchantId().isPresent() ? "/v3/pay/partner/transactions/" : "/v3/pay/transactions/";
    }

    private record Outcome(int status, JsonNode body) {}

    WalletAnswer answer(WalletRequest request, WalletDesk desk) {
        try {
            signer.check(request, desk.now());
            if (request.header("Accept").isEmpty()
                    || request.header("User-Agent").isEmpty()) {
                throw WeChatRefusal.parameter("Accept or User-Agent");
            }
            if (request.path().equals(WeChatBills.DOWNLOAD)) {
                return bills.download(query(request), desk);
            }
            Outcome outcome = request.method().equals("GET") ? get(request, desk) : post(request, desk);
            return signed(outcome.status(), outcome.body(), desk);
        } catch (WeChatRefusal refusal) {
            ObjectNode body =
                    JSON.createObjectNode().put("code", refusal.code()).put("message", refusal.text());
            return signed(refusal.status(), body, desk);
        }
    }

    private WalletAnswer signed(int status, JsonNode body, WalletDesk desk) {
        String text = status == 204 ? "" : body.toString();
        Map<String, String> headers = signer.headers(text, desk);
        if (!text.isEmpty()) {
            headers.put("Content-Type", "application/json; charset=utf-8");
        }
        return new WalletAnswer(status, headers, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Outcome get(WalletRequest request, WalletDesk desk) throws WeChatRefusal {
        String path = request.path();
        if (path.equals("/v3/certificates")) {
            return new Outcome(200, certificates(desk));
        }
        if (path.equals("/v3/bill/tradebill")) {
            checkSub(query(request)
                    .getOrDefault("sub_mchid", merchant.subMerchantId().orElse("")));
            return new Outcome(200, bills.ask(query(request), request.header("Host"), desk));
        }
        if (path.startsWith(REFUNDS + "/")) {
            checkSub(query(request).getOrDefault("sub_mchid", ""));
            WalletRefund refund = refunds.find(decoded(path, REFUNDS + "/"), desk)
                    .orElseThrow(() -> new WeChatRefusal(404, "RESOURCE_NOT_EXISTS", "REFUNDNOTEXIST", "退款单不存在"));
            return new Outcome(200, describe(refund, desk));
        }
        if (path.startsWith(transactions + "out-trade-no/") || path.startsWith(transactions + "id/")) {
            Map<String, String> asked = query(request);
            checkMerchant(asked.getOrDefault(named("mchid"), ""), asked.getOrDefault("sub_mchid", ""));
            boolean byId = path.startsWith(transactions + "id/");
            String number = decoded(path, transactions + (byId ? "id/" : "out-trade-no/"));
            Optional<WalletOrder> order =
                    byId ? desk.book().findTransaction(number) : desk.book().find(number);
            return new Outcome(200, describe(orders.query(order, desk)));
        }
        throw noSuchAddress();
    }

    /** A service provider's own ids have another name than a merchant's. */
    private String named(String id) {
        return merchant.subMerchantId().isPresent() ? "sp_" + id : id;
    }

    private void checkMerchant(String own, String sub) throws WeChatRefusal {
        if (!own.equals(merchant.merchantId())) {
            throw WeChatRefusal.parameter(named("mchid"));
        }
        checkSub(sub);
    }

    private void checkSub(String sub) throws WeChatRefusal {
        if (!sub.equals(merchant.subMerchantId().orElse(""))) {
            throw WeChatRefusal.parameter("sub_mchid");
        }
    }

    private static WeChatRefusal noSuchAddress() {
        return new WeChatRefusal(404, "RESOURCE_NOT_EXISTS", "RESOURCE_NOT_EXISTS", "no such address");
    }

    private static Map<String, String> query(WalletRequest request) throws WeChatRefusal {
        try {
            return HttpForm.parse(request.query());
        } catch (IllegalArgumentException e) {
            throw WeChatRefusal.parameter("query");
        }
    }

    /** What stands behind the prefix, without its escapes; a plus stands for itself in a path. */
    private static String decoded(String path, String prefix) throws WeChatRefusal {
        try {
            return URLDecoder.decode(path.substring(prefix.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw WeChatRefusal.parameter("path");
        }
    }

    private Outcome post(WalletRequest request, WalletDesk desk) throws WeChatRefusal {
        if (!request.method().equals("POST") || !request.isOfType("application/json")) {
            throw WeChatRefusal.parameter("Content-Type");
        }
        WeChatFields fields = new WeChatFields(json(request.text()));
        String path = request.path();
        if (path.equals(REFUNDS)) {
            checkSub(fields.get("sub_mchid"));
            return new Outcome(200, refund(fields, desk));
        }
        checkMerchant(fields.get(named("mchid")), fields.get("sub_mchid"));
        String number = path.substring(path.startsWith(transactions) ? transactions.length() : 0);
        if (number.matches("out-trade-no/[^/]+/close")) {
            orders.close(decoded(number.substring(0, number.length() - 6), "out-trade-no/"), desk);
            return new Outcome(204, JSON.nullNode());
        }
        if (!fields.get(named("appid")).equals(merchant.appId())) {
            throw new WeChatRefusal(400, "APPID_MCHID_NOT_MATCH", "APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配");
        }
        if (number.matches("out-trade-no/[^/]+/reverse")) {
            String reversed = decoded(number.substring(0, number.length() - 8), "out-trade-no/");
            orders.reverse(desk.book().find(reversed), reversed, desk);
            return new Outcome(200, about().put("out_trade_no", reversed));
        }
        return switch (number) {
            case "native" -> new Outcome(200, JSON.createObjectNode().put("code_url", show(fields, desk)));
            case "codepay" -> codepay(fields, desk);
            default -> throw noSuchAddress();
        };
    }

    private static JsonNode json(String text) throws WeChatRefusal {
        try {
            JsonNode node = JSON.readTree(text);
            if (node instanceof ObjectNode) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw WeChatRefusal.parameter("body");
        }
        throw WeChatRefusal.parameter("body");
    }

    private String show(WeChatFields fields, WalletDesk desk) throws WeChatRefusal {
        fields.require("notify_url", "https?://[^?\\s]{1,248}");
        Instant expiry = desk.now().plus(Duration.ofHours(2));
        if (!fields.get("time_expire").isEmpty()) {
            try {
                expiry = OffsetDateTime.parse(fields.get("time_expire")).toInstant();
            } catch (DateTimeException e) {
                throw WeChatRefusal.parameter("time_expire");
            }
            if (expiry.isBefore(desk.now().plus(Duration.ofMinutes(1)))) {
                throw WeChatRefusal.parameter("time_expire");
            }
        }
        return orders.show(wish(fields), expiry, desk);
    }

    private Outcome codepay(WeChatFields fields, WalletDesk desk) throws WeChatRefusal {
        fields.require("payer.auth_code", ".{1,128}");
        fields.require("scene_info.device_ip", "[0-9a-fA-F.:]{2,45}");
        if (fields.get("scene_info.store_info.id").isEmpty()) {
            fields.require("scene_info.store_info.out_id", "(?s).{1,256}");
        }
        WeChatOrders.Seen seen = orders.payByCode(wish(fields), fields.get("payer.auth_code"), desk);
        ObjectNode body = describe(seen);
        if (!seen.state().equals("USERPAYING")) {
            return new Outcome(200, body);
        }
        return new Outcome(202, body.put("code", "USERPAYING").put("message", "需要用户输入支付密码"));
    }

    private static WeChatOrders.Wish wish(WeChatFields fields) throws WeChatRefusal {
        fields.allow("amount.currency", "CNY");
        fields.allow("attach", "(?s).{1,128}");
        fields.allow("goods_tag", "(?s).{1,32}");
        return new WeChatOrders.Wish(
                fields.require("out_trade_no", WeChatFields.ORDER_NUMBER),
                fields.number("amount.total"),
                fields.require("description", "(?s).{1,127}"),
                fields.get("attach"),
                fields.get("notify_url"));
    }

    private ObjectNode about() {
        ObjectNode body = JSON.createObjectNode()
                .put(named("appid"), merchant.appId())
                .put(named("mchid"), merchant.merchantId());
        merchant.subMerchantId().ifPresent(sub -> body.put("sub_mchid", sub));
        return body;
    }

    private ObjectNode describe(WeChatOrders.Seen seen) {
        WalletOrder order = seen.order();
        ObjectNode body = about().put("out_trade_no", order.number())
                .put("trade_type", order.detail("trade_type"))
                .put("trade_state", seen.state())
                .put("trade_state_desc", seen.state())
                .put("attach", order.detail("attach"));
        ObjectNode amount = body.putObject("amount").put("total", seen.fen()).put("currency", order.currency());
        boolean paid = seen.state().equals("SUCCESS") || seen.state().equals("REFUND");
        if (paid) {
            body.put("transaction_id", order.transactionId())
                    .put("bank_type", "OTHERS")
                    .put("success_time", WeChatFields.TIME.format(order.paidAt().orElse(order.createdAt())));
            body.putObject("payer").put("openid", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
            amount.put("payer_total", seen.fen()).put("payer_currency", order.currency());
        }
        return body;
    }

    private ObjectNode refund(WeChatFields fields, WalletDesk desk) throws WeChatRefusal {
        boolean byId = !fields.get("transaction_id").isEmpty();
        if (byId == !fields.get("out_trade_no").isEmpty()) {
            throw WeChatRefusal.parameter("transaction_id or out_trade_no");
        }
        fields.require("amount.currency", "CNY");
        fields.allow("reason", "(?s).{1,80}");
        fields.allow("notify_url", "https?://[^?\\s]{1,248}");
        Optional<WalletOrder> order = byId
                ? desk.book().findTransaction(fields.get("transaction_id"))
                : desk.book().find(fields.require("out_trade_no", WeChatFields.ORDER_NUMBER));
        WalletRefund refund = refunds.refund(
                order,
                fields.require("out_refund_no", WeChatFields.REFUND_NUMBER),
                fields.number("amount.total"),
                fields.number("amount.refund"),
                fields.get("notify_url"),
                desk);
        return describe(refund, desk);
    }

    private static ObjectNode describe(WalletRefund refund, WalletDesk desk) {
        WalletOrder order = desk.book().find(refund.orderNumber()).orElseThrow();
        ObjectNode body = JSON.createObjectNode()
                .put("refund_id", refund.refundId())
                .put("out_refund_no", refund.number())
                .put("transaction_id", order.transactionId())
                .put("out_trade_no", order.number())
                .put("channel", "ORIGINAL")
                .put("user_received_account", "支付用户零钱")
                .put("create_time", WeChatFields.TIME.format(refund.requestedAt()))
                .put("funds_account", "AVAILABLE")
                .put("status", refund.isDone(desk.now()) ? "SUCCESS" : "PROCESSING");
        if (refund.isDone(desk.now())) {
            body.put("success_time", WeChatFields.TIME.format(refund.doneAt()));
        }
        money(body, order, refund);
        return body;
    }

    private static void money(ObjectNode body, WalletOrder order, WalletRefund refund) {
        ObjectNode amount = body.putObject("amount").put("currency", "CNY").put("discount_refund", 0);
        Stream.of("total", "payer_total", "settlement_total").forEach(name -> amount.put(name, order.amountMinor()));
        Stream.of("refund", "payer_refund", "settlement_refund")
                .forEach(name -> amount.put(name, refund.amountMinor()));
    }

    private ObjectNode certificates(WalletDesk desk) throws WeChatRefusal {
        String pem = merchant.platformCertificate()
                .orElseThrow(() -> new WeChatRefusal(404, "RESOURCE_NOT_EXISTS", "", "无可用的平台证书"));
        ObjectNode root = JSON.createObjectNode();
        ObjectNode one = root.putArray("data").addObject();
        one.put("serial_no", merchant.platformSerial())
                .put("effective_time", WeChatFields.TIME.format(desk.now().minus(Duration.ofDays(1))))
                .put("expire_time", WeChatFields.TIME.format(desk.now().plus(Duration.ofDays(1000))));
        one.set("encrypt_certificate", resource(pem, "certificate", desk));
        return root;
    }

    private ObjectNode resource(String text, String associatedData, WalletDesk desk) {
        String nonce = desk.digits(12);
        return JSON.createObjectNode()
                .put("algorithm", "AEAD_AES_256_GCM")
                .put("nonce", nonce)
                .put("associated_data", associatedData)
                .put("ciphertext", signer.encrypt(text, associatedData, nonce));
    }

    /** Headers and body of what is pushed when an order was paid or a refund done. */
    WalletRequest notification(WalletOrder order, Optional<WalletRefund> refund, WalletDesk desk) {
        ObjectNode plain = refund.map(back -> refunded(order, back))
                .orElseGet(() -> describe(new WeChatOrders.Seen(order, "SUCCESS", order.amountMinor())));
        String type = refund.isPresent() ? "refund" : "transaction";
        ObjectNode body = JSON.createObjectNode()
                .put("id", desk.nonce())
                .put("create_time", WeChatFields.TIME.format(desk.now()))
                .put("resource_type", "encrypt-resource")
                .put("event_type", refund.isPresent() ? "REFUND.SUCCESS" : "TRANSACTION.SUCCESS")
                .put("summary", refund.isPresent() ? "退款成功" : "支付成功");
        ObjectNode resource = resource(plain.toString(), type, desk).put("original_type", type);
        body.set("resource", resource);
        Map<String, String> headers = signer.headers(body.toString(), desk);
        headers.put("Content-Type", "application/json");
        return new WalletRequest("POST", "/", headers, Bytes.of(body.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private ObjectNode refunded(WalletOrder order, WalletRefund refund) {
        ObjectNode plain = JSON.createObjectNode().put(named("mchid"), merchant.merchantId());
        merchant.subMerchantId().ifPresent(sub -> plain.put("sub_mchid", sub));
        plain.put("out_trade_no", order.number())
                .put("transaction_id", order.transactionId())
                .put("out_refund_no", refund.number())
                .put("refund_id", refund.refundId())
                .put("refund_status", "SUCCESS")
                .put("success_time", WeChatFields.TIME.format(refund.doneAt()))
                .put("user_received_account", "支付用户零钱");
        Map<String, Long> amounts = Stream.of("total", "payer_total")
                .collect(Collectors.toMap(Function.identity(), name -> order.amountMinor()));
        ObjectNode amount = plain.putObject("amount");
        amounts.forEach(amount::put);
        amount.put("refund", refund.amountMinor()).put("payer_refund", refund.amountMinor());
        return plain;
    }
}
