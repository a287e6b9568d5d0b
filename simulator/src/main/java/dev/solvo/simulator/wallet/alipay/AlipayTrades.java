package dev.solvo.simulator.wallet.alipay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.simulator.wallet.OrderState;
import dev.solvo.simulator.wallet.ScriptStep;
import dev.solvo.simulator.wallet.UnitAmounts;
import dev.solvo.simulator.wallet.WalletBook;
import dev.solvo.simulator.wallet.WalletDesk;
import dev.solvo.simulator.wallet.WalletOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The calls about payments, whichever way they came in. An answer has the fields of a success, the code aside. */
final class AlipayTrades {
    /** A result with this field has code 10003. */
    static final String STILL_PAYING = "10003";

    private static final JsonMapper JSON = new JsonMapper();
    /** Open: how long a customer may take to type his password if the till says nothing. */
    private static final Duration ASKED_FOR = Duration.ofMinutes(10);

    private static final Duration SHOWN_FOR = Duration.ofHours(2);

    /** Fields and code of a success: 10000, or 10003 while the customer is asked. */
    record Result(String code, ObjectNode fields) {
        static Result ok(ObjectNode fields) {
            return new Result("10000", fields);
        }
    }

    static ObjectNode about(WalletOrder order) {
        return JSON.createObjectNode().put("out_trade_no", order.number()).put("trade_no", order.transactionId());
    }

    Result pay(AlipayContent content, String notifyUrl, WalletDesk desk) throws AlipayRefusal {
        content.require("scene", "bar_code|security_code");
        WalletOrder order = order(content, notifyUrl, desk, content.duration("timeout_express", ASKED_FOR), "");
        Optional<WalletOrder> known = desk.book().find(order.number());
        Optional<ScriptStep> scripted = desk.scripted(known, "pay");
        if (scripted.isPresent()) {
            return scripted(scripted.get(), order, desk);
        }
        if (!content.get("auth_code").matches("(2[5-9]|30)[0-9]{14,22}|fp[0-9A-Za-z]{33}")) {
            throw AlipayRefusal.business("ACQ.PAYMENT_AUTH_CODE_INVALID");
        }
        refuseTaken(order, desk);
        if (known.isPresent()) {
            return new Result(STILL_PAYING, about(known.get()));
        }
        return switch (desk.charge(order, content.get("auth_code"))) {
            case PAID -> Result.ok(paid(desk.book().find(order.number()).orElse(order)));
            case ASKED -> new Result(STILL_PAYING, about(order));
            case REFUSED -> throw AlipayRefusal.business("ACQ.PAYMENT_FAIL");
            case NOT_ENOUGH -> throw AlipayRefusal.business("ACQ.BUYER_BALANCE_NOT_ENOUGH");
            case CODE_USED -> throw AlipayRefusal.business("ACQ.PAYMENT_AUTH_CODE_INVALID");
        };
    }

    private static Result scripted(ScriptStep step, WalletOrder order, WalletDesk desk) throws AlipayRefusal {
        if (!desk.book().isTaken(order.number())) {
            desk.book().open(order);
        }
        if (step.isLost()) {
            return Result.ok(about(order));
        }
        refuseScripted(step);
        if (step.word(0).equals(STILL_PAYING)) {
            return new Result(STILL_PAYING, about(order));
        }
        return Result.ok(paid(payOnce(order.number(), desk)));
    }

    static void refuseScripted(ScriptStep step) throws AlipayRefusal {
        if (step.word(0).equals("20000")) {
            throw AlipayRefusal.unavailable(step.words().size() > 1 ? step.word(1) : "aop.unknow-error");
        }
        if (step.word(0).equals("40004")) {
            throw AlipayRefusal.business(step.word(1));
        }
        if (step.word(0).contains(".")) {
            throw AlipayRefusal.business(step.word(0));
        }
    }

    private static WalletOrder payOnce(String number, WalletDesk desk) {
        WalletOrder order = desk.book().find(number).orElseThrow();
        return order.state() == OrderState.WAITING ? desk.book().pay(number, desk.now()) : order;
    }

    private static void refuseTaken(WalletOrder order, WalletDesk desk) throws AlipayRefusal {
        Optional<WalletOrder> known = desk.book().find(order.number());
        boolean differs = known.isPresent()
                && (known.get().amountMinor() != order.amountMinor()
                        || !known.get().detail("subject").equals(order.detail("subject")));
        if (differs) {
            throw AlipayRefusal.business("ACQ.CONTEXT_INCONSISTENT");
        }
        if (known.isPresent() && known.get().state() == OrderState.PAID) {
            throw AlipayRefusal.business("ACQ.TRADE_HAS_SUCCESS");
        }
        boolean waits = known.isPresent() && known.get().state() == OrderState.WAITING;
        if (desk.book().isTaken(order.number()) && !waits) {
            throw AlipayRefusal.business("ACQ.TRADE_HAS_CLOSE");
        }
    }

    Result precreate(AlipayContent content, String notifyUrl, WalletDesk desk) throws AlipayRefusal {
        Duration open = content.duration("timeout_express", SHOWN_FOR);
        Duration shown = content.duration("qr_code_timeout_express", SHOWN_FOR);
        String code = "https://qr.alipay.com/bax" + desk.digits(22);
        WalletOrder order =
                order(content, notifyUrl, desk, open.compareTo(shown) < 0 ? open : shown, WalletBook.hash(code));
        Optional<WalletOrder> known = desk.book().find(order.number());
        Optional<ScriptStep> scripted = desk.scripted(known, "precreate");
        if (scripted.isPresent()) {
            refuseScripted(scripted.get());
        }
        refuseTaken(order, desk);
        if (known.isPresent()) {
            // Alipay would show the first code again; the books keep only its hash.
            throw AlipayRefusal.business("ACQ.CONTEXT_INCONSISTENT");
        }
        desk.show(order);
        return Result.ok(
                JSON.createObjectNode().put("out_trade_no", order.number()).put("qr_code", code));
    }

    private static WalletOrder order(
            AlipayContent content, String notifyUrl, WalletDesk desk, Duration open, String codeHash)
            throws AlipayRefusal {
        content.allow("store_id", 32);
        content.allow("operator_id", 28);
        content.allow("terminal_id", 32);
        content.allow("body", 128);
        if (!content.get("trans_currency").isEmpty()
                && !content.get("trans_currency").equals("CNY")) {
            throw AlipayRefusal.business("ACQ.CURRENCY_NOT_SUPPORT");
        }
        return new WalletOrder(
                content.require("out_trade_no", "[0-9A-Za-z_]{1,64}"),
                AlipayContent.TIME.format(desk.now()).substring(0, 10).replace("-", "") + "22001" + desk.digits(15),
                content.fen("total_amount"),
                "CNY",
                OrderState.WAITING,
                desk.now(),
                Optional.empty(),
                desk.now().plus(open),
                codeHash.isEmpty() ? WalletBook.hash(content.get("auth_code")) : codeHash,
                Map.of(
                        "subject",
                        content.require("subject", "[^/=&]{1,256}"),
                        "notify_url",
                        notifyUrl,
                        "shown",
                        codeHash.isEmpty() ? "N" : "Y"));
    }

    /** An order whose shown code nobody has scanned is none yet. */
    static boolean isTrade(WalletOrder order) {
        return order.state() != OrderState.WAITING || !order.detail("shown").equals("Y");
    }

    private static ObjectNode paid(WalletOrder order) {
        ObjectNode fields = withMoney(about(order), order.amountMinor());
        return fields.put(
                "gmt_payment", AlipayContent.TIME.format(order.paidAt().orElse(order.createdAt())));
    }

    private static ObjectNode withMoney(ObjectNode fields, long fen) {
        String amount = UnitAmounts.yuan(fen);
        fields.put("buyer_logon_id", "159****5620")
                .put("buyer_user_id", "2088000000000002")
                .put("total_amount", amount)
                .put("receipt_amount", amount)
                .put("buyer_pay_amount", amount);
        fields.putArray("fund_bill_list")
                .addObject()
                .put("fund_channel", "ALIPAYACCOUNT")
                .put("amount", amount);
        return fields;
    }

    Result query(AlipayContent content, WalletDesk desk) throws AlipayRefusal {
        Optional<WalletOrder> known = content.order(desk);
        Optional<ScriptStep> scripted = desk.scripted(known, "query");
        if (scripted.isPresent() && !scripted.get().isLost()) {
            refuseScripted(scripted.get());
            return obeyed(scripted.get(), known.orElseThrow(() -> notThere()), desk);
        }
        WalletOrder order = known.filter(AlipayTrades::isTrade).orElseThrow(() -> notThere());
        return Result.ok(described(order, status(order, desk.book())));
    }

    static AlipayRefusal notThere() {
        return AlipayRefusal.business("ACQ.TRADE_NOT_EXIST");
    }

    private static Result obeyed(ScriptStep step, WalletOrder order, WalletDesk desk) {
        String status = step.word(0);
        if (step.amountDiffers()) {
            ObjectNode fields = described(order, status);
            return Result.ok(withMoney(fields, order.amountMinor() + 1));
        }
        boolean waits = order.state() == OrderState.WAITING;
        WalletOrder now = order;
        if (waits && (status.equals("TRADE_SUCCESS") || status.equals("TRADE_FINISHED"))) {
            now = desk.book().pay(order.number(), desk.now());
        } else if (waits && status.equals("TRADE_CLOSED")) {
            now = desk.book().end(order.number(), OrderState.CLOSED);
        }
        return Result.ok(described(now, status));
    }

    static String status(WalletOrder order, WalletBook book) {
        return switch (order.state()) {
            case WAITING -> "WAIT_BUYER_PAY";
            case PAID -> book.left(order) == 0 ? "TRADE_CLOSED" : "TRADE_SUCCESS";
            case CLOSED, REVERSED, FAILED -> "TRADE_CLOSED";
        };
    }

    private static ObjectNode described(WalletOrder order, String status) {
        ObjectNode fields = withMoney(about(order), order.amountMinor());
        order.paidAt().ifPresent(at -> fields.put("send_pay_date", AlipayContent.TIME.format(at)));
        return fields.put("trade_status", status);
    }

    Result cancel(AlipayContent content, WalletDesk desk) throws AlipayRefusal {
        Optional<WalletOrder> known = content.order(desk);
        Optional<ScriptStep> scripted = desk.scripted(known, "cancel");
        ObjectNode fields = known.map(AlipayTrades::about)
                .orElseGet(() -> JSON.createObjectNode().put("out_trade_no", content.get("out_trade_no")));
        if (scripted.isPresent()) {
            ScriptStep step = scripted.get();
            refuseScripted(step);
            if (!step.isLost() && step.value("retry_flag", "N").equals("N")) {
                known.ifPresent(order -> desk.book().reverse(order.number()));
            }
            step.values().forEach(fields::put);
            fields.put("retry_flag", step.value("retry_flag", "N"));
            return Result.ok(fields);
        }
        fields.put("retry_flag", "N");
        if (known.isEmpty()) {
            if (!content.get("out_trade_no").isEmpty()) {
                desk.book().refuse(content.get("out_trade_no"));
            }
            return Result.ok(fields);
        }
        WalletOrder order = known.get();
        if (order.state() == OrderState.PAID && !isSameDay(order.createdAt(), desk.now())) {
            throw AlipayRefusal.business("ACQ.TRADE_CANCEL_TIME_OUT");
        }
        desk.book().reverse(order.number());
        fields.put("action", order.paidAt().isPresent() ? "refund" : "close");
        return Result.ok(fields);
    }

    private static boolean isSameDay(Instant one, Instant other) {
        return AlipayContent.TIME
                .format(one)
                .substring(0, 10)
                .equals(AlipayContent.TIME.format(other).substring(0, 10));
    }

    Result close(AlipayContent content, WalletDesk desk) throws AlipayRefusal {
        Optional<WalletOrder> known = content.order(desk);
        Optional<ScriptStep> scripted = desk.scripted(known, "close");
        if (scripted.isPresent()) {
            refuseScripted(scripted.get());
        }
        WalletOrder order = known.filter(AlipayTrades::isTrade).orElseThrow(() -> notThere());
        if (order.state() != OrderState.WAITING) {
            throw AlipayRefusal.business(
                    order.state() == OrderState.PAID ? "ACQ.TRADE_STATUS_ERROR" : "ACQ.REASON_TRADE_STATUS_INVALID");
        }
        desk.book().end(order.number(), OrderState.CLOSED);
        return Result.ok(about(order));
    }
}
