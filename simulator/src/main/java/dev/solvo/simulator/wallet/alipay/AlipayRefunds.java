package dev.solvo.simulator.wallet.alipay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.simulator.wallet.OrderState;
import dev.solvo.simulator.wallet.ScriptStep;
import dev.solvo.simulator.wallet.UnitAmounts;
import dev.solvo.simulator.wallet.WalletDesk;
import dev.solvo.simulator.wallet.WalletOrder;
import dev.solvo.simulator.wallet.WalletRefund;
import dev.solvo.simulator.wallet.alipay.AlipayTrades.Result;
import java.util.Optional;

/** The calls about refunds. Unlike Alipay, which counts request numbers per trade, one number is taken once in all. */
final class AlipayRefunds {
    private static final String NUMBER = "[0-9A-Za-z_\\-]{1,64}";

    Result refund(AlipayContent content, WalletDesk desk) throws AlipayRefusal {
        Optional<WalletOrder> known = content.order(desk);
        long fen = content.fen("refund_amount");
        content.allow("refund_reason", 256);
        Optional<ScriptStep> scripted = desk.scripted(Optional.empty(), "refund");
        if (scripted.isPresent()) {
            AlipayTrades.refuseScripted(scripted.get());
        }
        WalletOrder order = known.filter(AlipayTrades::isTrade).orElseThrow(AlipayTrades::notThere);
        String number = number(content, order);
        Optional<WalletRefund> before = desk.book().findRefund(number);
        if (before.isPresent()) {
            boolean same = before.get().orderNumber().equals(order.number())
                    && before.get().amountMinor() == fen;
            if (!same) {
                throw AlipayRefusal.business("ACQ.DISCORDANT_REPEAT_REQUEST");
            }
            return Result.ok(described(order, "N", desk));
        }
        if (order.state() != OrderState.PAID) {
            throw AlipayRefusal.business("ACQ.TRADE_STATUS_ERROR");
        }
        if (fen > desk.book().left(order)) {
            throw AlipayRefusal.business("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL");
        }
        desk.book()
                .refund(new WalletRefund(
                        number,
                        order.number(),
                        order.transactionId() + "R" + desk.digits(6),
                        fen,
                        desk.now(),
                        desk.refundDoneAt(),
                        order.detail("notify_url")));
        boolean done = !desk.refundDoneAt().isAfter(desk.now());
        return Result.ok(described(order, done ? "Y" : "N", desk));
    }

    private static String number(AlipayContent content, WalletOrder order) throws AlipayRefusal {
        return content.get("out_request_no").isEmpty() ? order.number() : content.require("out_request_no", NUMBER);
    }

    private static ObjectNode described(WalletOrder order, String fundChange, WalletDesk desk) {
        return AlipayTrades.about(order)
                .put("fund_change", fundChange)
                .put("buyer_user_id", "2088000000000002")
                .put(
                        "refund_fee",
                        UnitAmounts.yuan(order.amountMinor() - desk.book().left(order)));
    }

    /** Without refund_status nothing has come back yet. */
    Result query(AlipayContent content, WalletDesk desk) throws AlipayRefusal {
        Optional<WalletOrder> known = content.order(desk);
        Optional<ScriptStep> scripted = desk.scripted(Optional.empty(), "refundquery");
        if (scripted.isPresent()) {
            AlipayTrades.refuseScripted(scripted.get());
        }
        WalletOrder order = known.filter(AlipayTrades::isTrade).orElseThrow(AlipayTrades::notThere);
        ObjectNode fields = AlipayTrades.about(order);
        desk.book()
                .findRefund(number(content, order))
                .filter(refund -> refund.orderNumber().equals(order.number()) && refund.isDone(desk.now()))
                .ifPresent(refund -> fields.put("out_request_no", refund.number())
                        .put("total_amount", UnitAmounts.yuan(order.amountMinor()))
                        .put("refund_amount", UnitAmounts.yuan(refund.amountMinor()))
                        .put("refund_status", "REFUND_SUCCESS"));
        return Result.ok(fields);
    }
}
