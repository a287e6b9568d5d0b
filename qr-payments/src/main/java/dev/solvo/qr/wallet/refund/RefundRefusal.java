package dev.solvo.qr.wallet.refund;

import dev.solvo.qr.wallet.BilingualText;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.Refusal.NextStep;

/** Refusals of the guard: nothing was sent. */
final class RefundRefusal {
    private static final BilingualText CUSTOMER = new BilingualText("退款没有发起", "No refund was begun");

    private RefundRefusal() {}

    private static RefundResult refused(String code, NextStep next, String chinese, String english) {
        return new RefundResult.Refused(new Refusal(code, next, new BilingualText(chinese, english), CUSTOMER));
    }

    static RefundResult notSaved() {
        return refused(
                "RECORD_NOT_SAVED",
                NextStep.ASK_CASHIER,
                "收银机无法保存退款记录，退款请求没有发出",
                "The till cannot save its record; the refund was not sent");
    }

    static RefundResult notConfirmed(String walletCode) {
        return refused(
                walletCode.isEmpty() ? "PAYMENT_NOT_CONFIRMED" : walletCode,
                NextStep.ASK_CASHIER,
                "没有查到成功的付款，不能退款",
                "The wallet does not confirm the payment; nothing is refunded");
    }

    static RefundResult amountDiffers() {
        return refused(
                "PAYMENT_DIFFERS",
                NextStep.ASK_CASHIER,
                "付款金额与订单不符，不能退款，请核对",
                "The payment has another amount than the order; look at it before refunding");
    }

    static RefundResult tooMuch() {
        return refused(
                "AMOUNT_LEFT",
                NextStep.ASK_CASHIER,
                "退款金额超过可退余额",
                "The refund is more than what is left of the payment");
    }

    static RefundResult operatorDeclined() {
        return refused("OPERATOR", NextStep.ASK_CASHIER, "操作员取消了退款", "The operator did not confirm the refund");
    }

    static RefundResult interrupted() {
        return refused(
                "INTERRUPTED",
                NextStep.ASK_CASHIER,
                "退款在发出前中断，请重新发起",
                "The refund was interrupted before it was sent; begin it anew");
    }

    /** The message of an exception that speaks of the refund's form only. */
    static RefundResult notTaken(IllegalArgumentException fault) {
        return refused(
                "REQUEST_FORM",
                NextStep.TILL_SOFTWARE,
                "退款请求格式不符合钱包要求，没有发出",
                "The wallet does not take a refund of this form; it was not sent: " + fault.getMessage());
    }

    static RefundResult notSent() {
        return refused("NOT_SENT", NextStep.RESTORE_NETWORK, "网络不通，退款请求没有发出", "No network: the refund was not sent");
    }

    static RefundResult notSigned() {
        return refused(
                "NOT_SIGNED",
                NextStep.MERCHANT_SETUP,
                "商户密钥暂不可用，退款请求没有发出",
                "The merchant's key cannot be used now; the refund was not sent");
    }
}
