package dev.solvo.qr.wechat;

import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletCall;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/** Orders and refunds by APIv3; of a service provider by the paths below /v3/pay/partner. */
final class V3Calls {
    private static final int MAXIMUM_CODE_LENGTH = 512;

    private final WeChatPayConfig config;
    private final V3Wire wire;
    private final V3Bodies bodies;
    private final CodeTable codes;
    private final String transactions;

    V3Calls(WeChatPayConfig config, V3Wire wire, CodeTable codes) {
        this.config = config;
        this.wire = wire;
        this.codes = codes;
        bodies = new V3Bodies(config);
        transactions = config.subMerchantId().isPresent() ? "/v3/pay/partner/transactions/" : "/v3/pay/transactions/";
    }

    WalletCall<ShowReply> show(Order order, Instant now) {
        return wire.post(
                transactions + "native",
                bodies.shown(order, now),
                Map.of(),
                answer -> V3Json.text(answer.body(), "code_url")
                        .filter(url -> answer.isGood() && url.length() <= MAXIMUM_CODE_LENGTH)
                        .<ShowReply>map(ShowReply.Shown::new)
                        .orElseGet(() -> answer.replies(codes, "v3 native").ofShow()),
                ShowReply.NotKnown::new);
    }

    WalletCall<PaymentReply> pay(Order order, PaymentCode code) {
        return wire.post(
                transactions + "codepay",
                bodies.scanned(order, code),
                merchantAnd("out_trade_no", order.number().text()),
                answer -> answer.hasState()
                        ? V3Payments.reply(answer.body())
                        : answer.replies(codes, "v3 codepay").ofPayment(),
                PaymentReply.NotKnown::new);
    }

    WalletCall<PaymentReply> query(OrderReference order) {
        return query(
                "out-trade-no/" + number(order),
                merchantAnd("out_trade_no", order.number().text()));
    }

    WalletCall<PaymentReply> queryByTransactionId(OrderReference order, String transactionId) {
        Map<String, String> asked = merchantAnd("out_trade_no", order.number().text());
        asked.put("transaction_id", transactionId);
        return query("id/" + V3Wire.encode(transactionId), asked);
    }

    private WalletCall<PaymentReply> query(String which, Map<String, String> asked) {
        String who = config.subMerchantId()
                .map(sub -> "?sp_mchid=" + config.merchantId() + "&sub_mchid=" + sub)
                .orElse("?mchid=" + config.merchantId());
        return wire.get(
                transactions + which + who,
                asked,
                answer -> answer.hasState()
                        ? V3Payments.reply(answer.body())
                        : answer.replies(codes, "v3 query").ofQuery(),
                PaymentReply.NotKnown::new);
    }

    WalletCall<CancelReply> close(OrderReference order) {
        return wire.post(
                transactions + "out-trade-no/" + number(order) + "/close",
                bodies.merchant(false),
                Map.of(),
                answer -> answer.status() == 204
                        ? new CancelReply.Cancelled("close")
                        : answer.replies(codes, "v3 close").ofCancel(),
                CancelReply.NotKnown::new);
    }

    WalletCall<CancelReply> reverse(OrderReference order) {
        return wire.post(
                transactions + "out-trade-no/" + number(order) + "/reverse",
                bodies.merchant(true),
                merchantAnd("out_trade_no", order.number().text()),
                answer -> answer.status() == 200
                        ? new CancelReply.Cancelled("reverse")
                        : answer.replies(codes, "v3 reverse").ofCancel(),
                CancelReply.NotKnown::new);
    }

    WalletCall<RefundReply> refund(Refund refund) {
        return wire.post(
                "/v3/refund/domestic/refunds",
                bodies.refund(refund),
                asked(refund),
                answer -> answer.isGood()
                        ? refunded(answer, refund.amount())
                        : answer.replies(codes, "v3 refund").ofRefund(),
                RefundReply.NotKnown::new);
    }

    WalletCall<RefundReply> queryRefund(Refund refund) {
        return wire.get(
                "/v3/refund/domestic/refunds/" + V3Wire.encode(WeChatPayLimits.number(refund.number()))
                        + config.subMerchantId().map(sub -> "?sub_mchid=" + sub).orElse(""),
                asked(refund),
                answer -> answer.isGood()
                        ? refunded(answer, refund.amount())
                        : answer.replies(codes, "v3 refund query").ofRefundQuery(),
                RefundReply.NotKnown::new);
    }

    private RefundReply refunded(V3Answer answer, Money asked) {
        String status = V3Json.text(answer.body(), "status").orElse("");
        if (status.isEmpty()) {
            return new RefundReply.NotKnown(UnknownCause.MALFORMED, "");
        }
        Optional<Money> amount;
        try {
            amount = V3Json.money(answer.body().path("amount"), "refund", "currency");
        } catch (IllegalArgumentException e) {
            return new RefundReply.NotKnown(UnknownCause.MALFORMED, status);
        }
        if (amount.isPresent() && !amount.get().equals(asked)) {
            return new RefundReply.NotKnown(UnknownCause.MISMATCH, status);
        }
        return WeChatPayStates.refund(status, amount, V3Json.text(answer.body(), "refund_id"), codes);
    }

    private static String number(OrderReference order) {
        return V3Wire.encode(WeChatPayLimits.number(order.number()));
    }

    private static Map<String, String> asked(Refund refund) {
        return Map.of(
                "out_refund_no", refund.number().text(),
                "out_trade_no", refund.order().number().text());
    }

    private Map<String, String> merchantAnd(String name, String value) {
        Map<String, String> asked = new HashMap<>();
        asked.put(name, value);
        if (config.subMerchantId().isPresent()) {
            asked.put("sp_mchid", config.merchantId());
            asked.put("sub_mchid", config.subMerchantId().get());
        } else {
            asked.put("mchid", config.merchantId());
        }
        return asked;
    }
}
