package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.BilingualText;
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.Refusal.NextStep;

/** Refusals that come from the till and not from the wallet: nothing was sent, or the order has ended unpaid. */
final class TillRefusal {
    private TillRefusal() {}

    static Refusal notSent() {
        return new Refusal(
                "NOT_SENT",
                NextStep.RESTORE_NETWORK,
                new BilingualText("网络不通，付款请求没有发出，没有扣款", "No network: the request was not sent and no money was taken"),
                new BilingualText("网络不通，没有扣款", "No network; you were not charged"));
    }

    static Refusal notSaved() {
        return new Refusal(
                "RECORD_NOT_SAVED",
                NextStep.ASK_CASHIER,
                new BilingualText("收银机无法保存交易记录，付款请求没有发出", "The till cannot save its record; the request was not sent"),
                new BilingualText("收银机故障，没有扣款", "The till has a fault; you were not charged"));
    }

    static Refusal notSigned() {
        return new Refusal(
                "NOT_SIGNED",
                NextStep.MERCHANT_SETUP,
                new BilingualText(
                        "商户密钥暂不可用，付款请求没有发出", "The merchant's key cannot be used now; the request was not sent"),
                new BilingualText("收银机故障，没有扣款", "The till has a fault; you were not charged"));
    }

    static Refusal heldUp() {
        return new Refusal(
                "HELD_UP",
                NextStep.NEW_ORDER_NUMBER,
                new BilingualText(
                        "收银机未能及时发出付款请求，没有扣款，请用新订单号重新收款",
                        "The till was held up and did not send the request; collect again under a new number"),
                new BilingualText("收银机故障，没有扣款", "The till has a fault; you were not charged"));
    }

    static Refusal closed(String walletCode) {
        return new Refusal(
                walletCode,
                NextStep.NEW_ORDER_NUMBER,
                new BilingualText(
                        "订单已关闭，没有收款，请用新订单号重新收款", "The order has ended unpaid; collect again under a new number"),
                new BilingualText("订单已关闭，没有扣款", "The order has ended; you were not charged"));
    }
}
