package dev.solvo.simulator.wallet.wechat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.simulator.wallet.HttpForm;
import dev.solvo.simulator.wallet.SigningMode;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletDesk;
import dev.solvo.simulator.wallet.WalletOrder;
import dev.solvo.simulator.wallet.WalletRefund;
import dev.solvo.simulator.wallet.WalletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** API v2: XML, a signature among the fields. A refund's notification, encrypted otherwise than in v3, is not sent. */
final class WeChatV2 {
    private final WeChatPayMerchant merchant;
    private final WeChatOrders orders;
    private final WeChatRefunds refunds;

    WeChatV2(WeChatPayMerchant merchant, WeChatOrders orders, WeChatRefunds refunds) {
        this.merchant = merchant;
        this.orders = orders;
        this.refunds = refunds;
    }

    WalletAnswer answer(WalletRequest request, WalletDesk desk) {
        TreeMap<String, String> answer = new TreeMap<>();
        TreeMap<String, String> fields = new TreeMap<>();
        try {
            if (!request.method().equals("POST")) {
                throw new WeChatRefusal(400, "", "REQUIRE_POST_METHOD", "请使用post方法");
            }
            fields.putAll(WeChatXml.parse(request.body().toByteArray()));
            checkSignature(fields);
        } catch (WeChatRefusal refusal) {
            // Whoever cannot sign gets nothing signed.
            return xml(Map.of("return_code", "FAIL", "return_msg", refusal.text()));
        }
        answer.put("return_code", "SUCCESS");
        answer.put("return_msg", "OK");
        answer.put("appid", merchant.appId());
        answer.put("mch_id", merchant.merchantId());
        merchant.subMerchantId().ifPresent(sub -> answer.put("sub_mch_id", sub));
        answer.put("nonce_str", desk.nonce());
        try {
            call(request.path(), checked(fields), desk, answer);
            answer.put("result_code", "SUCCESS");
        } catch (WeChatRefusal refusal) {
            if (desk.lastStep()
                    .filter(step -> step.values().containsKey("return_code"))
                    .isPresent()) {
                return xml(Map.of("return_code", "FAIL", "return_msg", refusal.v2Code()));
            }
            answer.put("result_code", "FAIL");
            answer.put("err_code", refusal.v2Code());
            answer.put("err_code_des", refusal.text());
            if (request.path().equals("/secapi/pay/reverse")) {
                answer.put("recall", WeChatOrders.recallOf(desk));
            }
        }
        sign(answer, fields.getOrDefault("sign_type", "MD5"), desk.signing());
        return xml(answer);
    }

    private static WalletAnswer xml(Map<String, String> fields) {
        return WalletAnswer.of(200, "text/plain; charset=utf-8", WeChatXml.write(fields));
    }

    private void checkSignature(Map<String, String> fields) throws WeChatRefusal {
        String type = fields.getOrDefault("sign_type", "MD5");
        boolean valid = type.matches("MD5|HMAC-SHA256")
                && MessageDigest.isEqual(
                        signature(fields, type).getBytes(StandardCharsets.US_ASCII),
                        fields.getOrDefault("sign", "").getBytes(StandardCharsets.UTF_8));
        if (!valid) {
            throw new WeChatRefusal(401, "SIGN_ERROR", "SIGNERROR", "签名错误");
        }
    }

    private void sign(Map<String, String> answer, String type, SigningMode mode) {
        switch (mode) {
            case RIGHT, STALE -> answer.put("sign", signature(answer, type));
            case WRONG, PROBE -> {
                TreeMap<String, String> other = new TreeMap<>(answer);
                other.put("nonce_str", "another");
                answer.put("sign", signature(other, type));
            }
            case UNSIGNED -> {
                // The field is not there.
            }
        }
    }

    private String signature(Map<String, String> fields, String type) {
        TreeMap<String, String> signed = new TreeMap<>(fields);
        signed.remove("sign");
        byte[] text = (HttpForm.textToSign(signed) + "&key=" + merchant.v2Key()).getBytes(StandardCharsets.UTF_8);
        try {
            if (type.equals("MD5")) {
                return HexFormat.of()
                        .withUpperCase()
                        .formatHex(MessageDigest.getInstance("MD5").digest(text));
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(merchant.v2Key().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().withUpperCase().formatHex(mac.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has MD5 and HMAC", e);
        }
    }

    private WeChatFields checked(Map<String, String> values) throws WeChatRefusal {
        ObjectNode node = new JsonMapper().createObjectNode();
        values.forEach(node::put);
        WeChatFields fields = new WeChatFields(node);
        for (String name : List.of("appid", "mch_id", "nonce_str")) {
            if (fields.get(name).isEmpty()) {
                throw new WeChatRefusal(400, "PARAM_ERROR", "LACK_PARAMS", "缺少参数 " + name);
            }
        }
        fields.require("nonce_str", "(?s).{1,32}");
        if (!fields.get("mch_id").equals(merchant.merchantId())) {
            throw new WeChatRefusal(400, "PARAM_ERROR", "MCHID_NOT_EXIST", "MCHID不存在");
        }
        if (!fields.get("sub_mch_id").equals(merchant.subMerchantId().orElse(""))) {
            throw WeChatRefusal.parameter("sub_mch_id");
        }
        if (!fields.get("appid").equals(merchant.appId())) {
            throw new WeChatRefusal(400, "PARAM_ERROR", "APPID_NOT_EXIST", "APPID不存在");
        }
        return fields;
    }

    private void call(String path, WeChatFields fields, WalletDesk desk, Map<String, String> answer)
            throws WeChatRefusal {
        switch (path) {
            case "/pay/micropay" -> micropay(fields, desk, answer);
            case "/pay/orderquery" -> describe(orders.query(order(fields, desk), desk), answer);
            case "/pay/closeorder" -> orders.close(fields.require("out_trade_no", WeChatFields.ORDER_NUMBER), desk);
            case "/secapi/pay/reverse" ->
                answer.put("recall", orders.reverse(order(fields, desk), fields.get("out_trade_no"), desk));
            case "/secapi/pay/refund" -> refund(fields, desk, answer);
            default -> refundQuery(fields, desk, answer);
        }
    }

    private static Optional<WalletOrder> order(WeChatFields fields, WalletDesk desk) throws WeChatRefusal {
        if (!fields.get("transaction_id").isEmpty()) {
            return desk.book().findTransaction(fields.require("transaction_id", "[0-9A-Za-z]{1,32}"));
        }
        return desk.book().find(fields.require("out_trade_no", WeChatFields.ORDER_NUMBER));
    }

    private void micropay(WeChatFields fields, WalletDesk desk, Map<String, String> answer) throws WeChatRefusal {
        fields.require("spbill_create_ip", "[0-9a-fA-F.:]{2,64}");
        fields.require("auth_code", ".{1,128}");
        fields.allow("device_info", "(?s).{1,32}");
        fields.allow("attach", "(?s).{1,127}");
        fields.allow("fee_type", "CNY");
        fields.allow("goods_tag", "(?s).{1,32}");
        fields.allow("scene_info", "(?s)\\{.{1,254}}");
        WeChatOrders.Wish wish = new WeChatOrders.Wish(
                fields.require("out_trade_no", WeChatFields.ORDER_NUMBER),
                fields.fen("total_fee"),
                fields.require("body", "(?s).{1,128}"),
                fields.get("attach"),
                "");
        WeChatOrders.Seen seen = orders.payByCode(wish, fields.get("auth_code"), desk);
        if (!seen.state().equals("SUCCESS")) {
            throw new WeChatRefusal(202, "USERPAYING", "USERPAYING", "需要用户输入支付密码");
        }
        describe(seen, answer);
        answer.remove("trade_state");
        answer.remove("trade_state_desc");
    }

    private static void describe(WeChatOrders.Seen seen, Map<String, String> answer) {
        WalletOrder order = seen.order();
        answer.put("out_trade_no", order.number());
        answer.put("trade_state", seen.state());
        answer.put("trade_state_desc", seen.state());
        if (seen.state().equals("SUCCESS") || seen.state().equals("REFUND")) {
            String fen = Long.toString(seen.fen());
            answer.put("openid", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
            answer.put("is_subscribe", "N");
            answer.put("trade_type", order.detail("trade_type"));
            answer.put("bank_type", "OTHERS");
            answer.put("fee_type", order.currency());
            answer.put("total_fee", fen);
            answer.put("cash_fee", fen);
            answer.put("attach", order.detail("attach"));
            answer.put("transaction_id", order.transactionId());
            answer.put("time_end", WeChatFields.V2_TIME.format(order.paidAt().orElse(order.createdAt())));
        }
    }

    private void refund(WeChatFields fields, WalletDesk desk, Map<String, String> answer) throws WeChatRefusal {
        fields.allow("refund_desc", "(?s).{1,80}");
        WalletRefund refund = refunds.refund(
                order(fields, desk),
                fields.require("out_refund_no", WeChatFields.REFUND_NUMBER),
                fields.fen("total_fee"),
                fields.fen("refund_fee"),
                "",
                desk);
        WalletOrder order = desk.book().find(refund.orderNumber()).orElseThrow();
        answer.put("transaction_id", order.transactionId());
        answer.put("out_trade_no", order.number());
        answer.put("out_refund_no", refund.number());
        answer.put("refund_id", refund.refundId());
        answer.put("refund_fee", Long.toString(refund.amountMinor()));
        answer.put("total_fee", Long.toString(order.amountMinor()));
        answer.put("cash_fee", Long.toString(order.amountMinor()));
    }

    private void refundQuery(WeChatFields fields, WalletDesk desk, Map<String, String> answer) throws WeChatRefusal {
        List<WalletRefund> found = asked(fields, desk);
        WalletOrder order = found.stream()
                .findFirst()
                .flatMap(refund -> desk.book().find(refund.orderNumber()))
                .orElseThrow(() -> new WeChatRefusal(404, "RESOURCE_NOT_EXISTS", "REFUNDNOTEXIST", "退款单不存在"));
        answer.put("transaction_id", order.transactionId());
        answer.put("out_trade_no", order.number());
        answer.put("total_fee", Long.toString(order.amountMinor()));
        answer.put("cash_fee", Long.toString(order.amountMinor()));
        answer.put("refund_count", Integer.toString(found.size()));
        for (int i = 0; i < found.size(); i++) {
            WalletRefund refund = found.get(i);
            answer.put("out_refund_no_" + i, refund.number());
            answer.put("refund_id_" + i, refund.refundId());
            answer.put("refund_fee_" + i, Long.toString(refund.amountMinor()));
            answer.put("refund_channel_" + i, "ORIGINAL");
            answer.put("refund_status_" + i, refund.isDone(desk.now()) ? "SUCCESS" : "PROCESSING");
        }
    }

    private List<WalletRefund> asked(WeChatFields fields, WalletDesk desk) throws WeChatRefusal {
        if (!fields.get("out_refund_no").isEmpty()) {
            return refunds.find(fields.require("out_refund_no", WeChatFields.REFUND_NUMBER), desk).stream()
                    .toList();
        }
        if (!fields.get("refund_id").isEmpty()) {
            return desk.book().refunds().stream()
                    .filter(refund -> refund.refundId().equals(fields.get("refund_id")))
                    .toList();
        }
        return order(fields, desk)
                .map(found -> desk.book().refundsOf(found.number()))
                .orElse(List.of());
    }
}
