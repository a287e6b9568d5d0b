package dev.solvo.qr.wechat;

import dev.solvo.qr.wallet.CallOutcome;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.UnknownCause;
import java.util.Optional;

/**
 * What an error code says about its call, the same for both protocols. The failure of a query, a cancel or a close says
 * nothing about the payment.
 *
 * @param entry the code's line in the table; empty if it has none
 * @param unsure why it is not known, if the code does not say
 */
record WeChatPayReplies(String code, Optional<CodeTable.Entry> entry, UnknownCause unsure) {
    private CallOutcome outcome() {
        return entry.map(CodeTable.Entry::outcome).orElse(CallOutcome.UNKNOWN);
    }

    PaymentReply ofPayment() {
        return switch (outcome()) {
            case DECLINED -> new PaymentReply.Refused(entry.get().refusal());
            case PENDING -> new PaymentReply.Waiting(code);
            case ALREADY_PAID, ALREADY_USED, APPROVED, APPROVED_PARTIAL -> new PaymentReply.QueryFirst(code);
            case NOT_FOUND -> new PaymentReply.NotFound(code);
            case RETRYABLE -> new PaymentReply.TryAgain(code);
            case FAILED, UNKNOWN -> new PaymentReply.NotKnown(unsure, code);
        };
    }

    ShowReply ofShow() {
        return switch (outcome()) {
            case DECLINED, FAILED -> new ShowReply.Refused(entry.get().refusal());
            case ALREADY_PAID, ALREADY_USED, APPROVED_PARTIAL, PENDING -> new ShowReply.QueryFirst(code);
            case RETRYABLE -> new ShowReply.TryAgain(code);
            case APPROVED, NOT_FOUND, UNKNOWN -> new ShowReply.NotKnown(unsure, code);
        };
    }

    PaymentReply ofQuery() {
        return outcome() == CallOutcome.NOT_FOUND
                ? new PaymentReply.NotFound(code)
                : new PaymentReply.NotKnown(unsure, code);
    }

    CancelReply ofCancel() {
        return switch (outcome()) {
            case DECLINED, FAILED -> new CancelReply.Refused(entry.get().refusal());
            case PENDING, NOT_FOUND, ALREADY_PAID, ALREADY_USED, APPROVED_PARTIAL -> new CancelReply.QueryFirst(code);
            case RETRYABLE -> new CancelReply.Again(code);
            case APPROVED, UNKNOWN -> new CancelReply.NotKnown(unsure, code);
        };
    }

    RefundReply ofRefund() {
        return switch (outcome()) {
            case DECLINED, FAILED -> new RefundReply.Refused(entry.get().refusal());
            case RETRYABLE -> new RefundReply.TryAgain(code);
            default -> new RefundReply.NotKnown(unsure, code);
        };
    }

    RefundReply ofRefundQuery() {
        return outcome() == CallOutcome.NOT_FOUND
                ? new RefundReply.NotFound(code)
                : new RefundReply.NotKnown(unsure, code);
    }
}
