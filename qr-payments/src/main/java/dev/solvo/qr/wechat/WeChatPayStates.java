package dev.solvo.qr.wechat;

import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.UnknownCause;
import java.util.Optional;
import org.joda.money.Money;

/** The states of orders and refunds, which both protocols name alike. */
final class WeChatPayStates {
    private WeChatPayStates() {}

    /**
     * What a trade_state says. REFUND is a payment that was made and refunded later; NOTPAY an order that is still open,
     * whether its code was shown or scanned.
     *
     * @param payment empty if the message has no sound one
     */
    static PaymentReply payment(String state, Optional<Payment> payment) {
        return switch (state) {
            case "SUCCESS", "REFUND" ->
                payment.<PaymentReply>map(PaymentReply.Paid::new)
                        .orElse(new PaymentReply.NotKnown(UnknownCause.MALFORMED, state));
            case "NOTPAY", "USERPAYING" -> new PaymentReply.Waiting(state);
            case "CLOSED", "REVOKED" -> new PaymentReply.Closed(state);
            case "PAYERROR" -> new PaymentReply.Failed(state);
            default -> new PaymentReply.NotKnown(UnknownCause.CODE_UNLISTED, state);
        };
    }

    /** What a refund's status says: of v3 CLOSED and ABNORMAL, of v2 REFUNDCLOSE and CHANGE. */
    static RefundReply refund(String status, Optional<Money> amount, Optional<String> refundId, CodeTable codes) {
        return switch (status) {
            case "SUCCESS" -> new RefundReply.Refunded(amount, refundId);
            case "PROCESSING" -> new RefundReply.Processing(refundId);
            case "ABNORMAL", "CHANGE" -> new RefundReply.Abnormal(status);
            default ->
                codes.find("refund status", status)
                        .<RefundReply>map(entry -> new RefundReply.Refused(entry.refusal()))
                        .orElse(new RefundReply.NotKnown(UnknownCause.CODE_UNLISTED, status));
        };
    }
}
