package dev.solvo.simulator.wallet.wechat;

import dev.solvo.simulator.wallet.OrderState;
import dev.solvo.simulator.wallet.ScriptStep;
import dev.solvo.simulator.wallet.WalletDesk;
import dev.solvo.simulator.wallet.WalletOrder;
import dev.solvo.simulator.wallet.WalletRefund;
import java.util.Optional;

/** What v2 and v3 do to refunds, apart from how they say it. */
final class WeChatRefunds {
    private static final int MOST_REFUNDS = 50;

    WalletRefund refund(
            Optional<WalletOrder> known, String number, long total, long fen, String notifyUrl, WalletDesk desk)
            throws WeChatRefusal {
        refuseScripted(desk.scripted(Optional.empty(), "refund"));
        WalletOrder order =
                known.orElseThrow(() -> new WeChatRefusal(404, "RESOURCE_NOT_EXISTS", "ORDERNOTEXIST", "订单不存在"));
        Optional<WalletRefund> before = desk.book().findRefund(number);
        if (before.isPresent()) {
            boolean same = before.get().orderNumber().equals(order.number())
                    && before.get().amountMinor() == fen;
            if (same) {
                return before.get();
            }
            throw WeChatRefusal.request("out_refund_no was used for another refund");
        }
        if (order.state() != OrderState.PAID) {
            throw new WeChatRefusal(403, "TRADE_ERROR", "TRADE_STATE_ERROR", "订单状态错误");
        }
        boolean tooMany = desk.book().refundsOf(order.number()).size() >= MOST_REFUNDS;
        if (total != order.amountMinor() || fen > desk.book().left(order) || tooMany) {
            throw WeChatRefusal.request("total or refund is not as the order has it");
        }
        WalletRefund refund = new WalletRefund(
                number, order.number(), "5030" + desk.digits(25), fen, desk.now(), desk.refundDoneAt(), notifyUrl);
        desk.book().refund(refund);
        return refund;
    }

    Optional<WalletRefund> find(String number, WalletDesk desk) throws WeChatRefusal {
        refuseScripted(desk.scripted(Optional.empty(), "refundquery"));
        return desk.book().findRefund(number);
    }

    private static void refuseScripted(Optional<ScriptStep> scripted) throws WeChatRefusal {
        if (scripted.isPresent()
                && !scripted.get().isLost()
                && !WeChatOrders.isState(scripted.get().lastWord())) {
            String code = scripted.get().lastWord();
            throw new WeChatRefusal(400, code, code, code);
        }
    }
}
