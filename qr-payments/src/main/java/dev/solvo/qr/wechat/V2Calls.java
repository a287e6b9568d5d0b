package dev.solvo.qr.wechat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.joda.money.Money;

/** Payment codes and refunds by v2. What moves money back goes to /secapi, which asks for the merchant's certificate. */
final class V2Calls {
    /** More refunds than this one order cannot have. */
    private static final int MAXIMUM_REFUNDS = 50;

    private final WeChatPayConfig config;
    private final Supplier<String> nonces;
    private final CodeTable codes;

    V2Calls(WeChatPayConfig config, Supplier<String> nonces, CodeTable codes) {
        this.config = config;
        this.nonces = nonces;
        this.codes = codes;
    }

    WalletCall<PaymentReply> pay(Order order, PaymentCode code) {
        Map<String, String> fields = new HashMap<>();
        fields.put("out_trade_no", WeChatPayLimits.number(order.number()));
        fields.put("body", WeChatPayLimits.text("body", order.description(), 127));
        fields.put("auth_code", WeChatPayLimits.codeV2(code));
        fields.put("spbill_create_ip", WeChatPayLimits.ipAddress(order, "spbill_create_ip"));
        amount(fields, "total_fee", "fee_type", order.amount());
        WeChatPayLimits.text("device_info", order.pointOfSale().terminalId(), 32)
                .ifPresent(id -> fields.put("device_info", id));
        scene(order.pointOfSale()).ifPresent(scene -> fields.put("scene_info", scene));
        WeChatPayLimits.option(order, WeChatPayOption.Attach.class).ifPresent(o -> fields.put("attach", o.text()));
        WeChatPayLimits.option(order, WeChatPayOption.GoodsTag.class).ifPresent(o -> fields.put("goods_tag", o.text()));
        WeChatPayLimits.option(order, WeChatPayOption.ProfitSharing.class)
                .ifPresent(o -> fields.put("profit_sharing", "Y"));
        return call("/pay/micropay", fields, this::afterPay, PaymentReply.NotKnown::new);
    }

    /** The shop, in JSON; WeChat Pay has no use for a name without an id. */
    private static Optional<String> scene(PointOfSale place) {
        return WeChatPayLimits.text("store_info.id", place.storeId(), 32).map(id -> {
            ObjectNode scene = V3Json.object();
            ObjectNode store = scene.putObject("store_info").put("id", id);
            WeChatPayLimits.text("store_info.name", place.storeName(), 64).ifPresent(name -> store.put("name", name));
            return WeChatPayLimits.text("scene_info", scene.toString(), 256);
        });
    }

    private PaymentReply afterPay(V2Answer answer) {
        if (!answer.isSuccess()) {
            return answer.replies(codes, "v2 micropay").ofPayment();
        }
        return afterState(answer, "SUCCESS");
    }

    /** A payment names its order; a message of another one was refused before. */
    private static PaymentReply afterState(V2Answer answer, String state) {
        boolean named = answer.message().find("out_trade_no").isPresent();
        return WeChatPayStates.payment(state, named ? V2Payments.payment(answer.message()) : Optional.empty());
    }

    WalletCall<PaymentReply> query(OrderReference order) {
        return query("out_trade_no", WeChatPayLimits.number(order.number()), order);
    }

    WalletCall<PaymentReply> queryByTransactionId(OrderReference order, String transactionId) {
        return query("transaction_id", transactionId, order);
    }

    private WalletCall<PaymentReply> query(String name, String value, OrderReference order) {
        Map<String, String> fields = new HashMap<>(Map.of(name, value));
        return call(
                "/pay/orderquery",
                fields,
                Map.of("out_trade_no", order.number().text()),
                answer -> answer.isSuccess()
                        ? afterState(answer, answer.message().get("trade_state"))
                        : answer.replies(codes, "v2 orderquery").ofQuery(),
                PaymentReply.NotKnown::new);
    }

    WalletCall<CancelReply> reverse(OrderReference order) {
        return call("/secapi/pay/reverse", number(order), this::afterReverse, CancelReply.NotKnown::new);
    }

    /** recall=Y asks for the same call again, but while the customer types his password he may have paid. */
    private CancelReply afterReverse(V2Answer answer) {
        boolean again = answer.message().get("recall").equals("Y");
        if (answer.isSuccess()) {
            return again ? new CancelReply.Again(answer.code()) : new CancelReply.Cancelled("reverse");
        }
        CancelReply reply = answer.replies(codes, "v2 reverse").ofCancel();
        return again && !(reply instanceof CancelReply.QueryFirst) ? new CancelReply.Again(answer.code()) : reply;
    }

    WalletCall<CancelReply> close(OrderReference order) {
        return call(
                "/pay/closeorder",
                number(order),
                answer -> answer.isSuccess()
                        ? new CancelReply.Cancelled("close")
                        : answer.replies(codes, "v2 closeorder").ofCancel(),
                CancelReply.NotKnown::new);
    }

    /** Open: v2's own notification of a refund is not read here, so none is asked for. */
    WalletCall<RefundReply> refund(Refund refund) {
        Map<String, String> fields = new HashMap<>();
        if (refund.order().transactionId().isPresent()) {
            fields.put("transaction_id", refund.order().transactionId().get().text());
        } else {
            fields.put("out_trade_no", WeChatPayLimits.number(refund.order().number()));
        }
        fields.put("out_refund_no", WeChatPayLimits.number(refund.number()));
        amount(fields, "total_fee", "refund_fee_type", refund.order().amount());
        amount(fields, "refund_fee", "refund_fee_type", refund.amount());
        WeChatPayLimits.text("refund_desc", refund.reason(), 80).ifPresent(text -> fields.put("refund_desc", text));
        return call(
                "/secapi/pay/refund",
                fields,
                Map.of("out_trade_no", refund.order().number().text()),
                answer -> answer.isSuccess()
                        ? new RefundReply.Processing(answer.message().find("refund_id"))
                        : answer.replies(codes, "v2 refund").ofRefund(),
                RefundReply.NotKnown::new);
    }

    WalletCall<RefundReply> queryRefund(Refund refund) {
        String number = WeChatPayLimits.number(refund.number());
        return call(
                "/pay/refundquery",
                new HashMap<>(Map.of("out_refund_no", number)),
                Map.of("out_trade_no", refund.order().number().text()),
                answer -> answer.isSuccess()
                        ? afterRefundQuery(answer.message(), number, refund.amount())
                        : answer.replies(codes, "v2 refundquery").ofRefundQuery(),
                RefundReply.NotKnown::new);
    }

    /** The answer numbers the order's refunds from 0. */
    private RefundReply afterRefundQuery(V2Message message, String number, Money asked) {
        for (int i = 0; i < MAXIMUM_REFUNDS; i++) {
            if (!message.get("out_refund_no_" + i).equals(number)) {
                continue;
            }
            String status = message.get("refund_status_" + i);
            Optional<Money> amount;
            try {
                amount = V2Payments.money(message, "refund_fee_" + i, "fee_type");
            } catch (IllegalArgumentException e) {
                return new RefundReply.NotKnown(UnknownCause.MALFORMED, status);
            }
            if (amount.isPresent() && !amount.get().equals(asked)) {
                return new RefundReply.NotKnown(UnknownCause.MISMATCH, status);
            }
            return WeChatPayStates.refund(status, amount, message.find("refund_id_" + i), codes);
        }
        return new RefundReply.NotKnown(UnknownCause.MISMATCH, "");
    }

    private static Map<String, String> number(OrderReference order) {
        return new HashMap<>(Map.of("out_trade_no", WeChatPayLimits.number(order.number())));
    }

    private void amount(Map<String, String> fields, String name, String currencyName, Money amount) {
        fields.put(name, Long.toString(WeChatPayLimits.minor(amount, config.currencies())));
        if (!amount.getCurrencyUnit().getCode().equals("CNY")) {
            fields.put(currencyName, amount.getCurrencyUnit().getCode());
        }
    }

    private <R> WalletCall<R> call(
            String path,
            Map<String, String> fields,
            Function<V2Answer, R> meaning,
            BiFunction<UnknownCause, String, R> notKnown) {
        return call(path, fields, Map.of(), meaning, notKnown);
    }

    private <R> WalletCall<R> call(
            String path,
            Map<String, String> fields,
            Map<String, String> alsoAsked,
            Function<V2Answer, R> meaning,
            BiFunction<UnknownCause, String, R> notKnown) {
        ApiV2Key key = config.apiV2Key();
        V2SignType type = config.v2SignType();
        fields.put("appid", config.appId());
        fields.put("mch_id", config.merchantId());
        config.subMerchantId().ifPresent(id -> fields.put("sub_mch_id", id));
        config.subAppId().ifPresent(id -> fields.put("sub_appid", id));
        fields.put("nonce_str", nonces.get());
        fields.put("sign_type", type.wireName());
        V2Message unsigned = V2Message.of(fields);
        SignedRequest request = new SignedRequest(
                "POST",
                config.host().resolve(path),
                HttpHeaders.of(List.of(Map.entry("Content-Type", "text/xml; charset=utf-8"))),
                unsigned.with("sign", V2Signature.sign(unsigned, key, type)).toXml());
        Map<String, String> asked = echoed(fields);
        asked.putAll(alsoAsked);
        return new WeChatPayCall<>(
                request,
                answer -> {
                    V2Answer checked = V2Answer.of(answer, asked, key, type);
                    return checked.fault()
                            .map(cause -> notKnown.apply(cause, checked.code()))
                            .orElseGet(() -> meaning.apply(checked));
                },
                notKnown);
    }

    /** Of a request, what an answer may repeat. The amount of a payment is left to whoever compares it with the order's. */
    private static Map<String, String> echoed(Map<String, String> fields) {
        Map<String, String> echoed = new HashMap<>();
        for (String name : List.of(
                "appid", "mch_id", "sub_mch_id", "out_trade_no", "transaction_id", "out_refund_no", "refund_fee")) {
            if (fields.containsKey(name)) {
                echoed.put(name, fields.getOrDefault(name, ""));
            }
        }
        return echoed;
    }
}
