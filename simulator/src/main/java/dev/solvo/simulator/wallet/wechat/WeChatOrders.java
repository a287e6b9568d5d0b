package dev.solvo.simulator.wallet.wechat;

import dev.solvo.simulator.wallet.OrderState;
import dev.solvo.simulator.wallet.ScriptStep;
import dev.solvo.simulator.wallet.WalletBook;
import dev.solvo.simulator.wallet.WalletDesk;
import dev.solvo.simulator.wallet.WalletOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What v2 and v3 do to orders, apart from how they say it. */
final class WeChatOrders {
    static final String MICROPAY = "MICROPAY";
    static final String NATIVE = "NATIVE";
    /** Open: how long a customer may take to type his password. */
    private static final Duration ASKED_FOR = Duration.ofMinutes(10);

    private static final Set<String> STATES =
            Set.of("SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR");

    /** An order and the trade_state that the answer is to give. */
    record Seen(WalletOrder order, String state, long fen) {}

    /** What an order is about, however it came. */
    record Wish(String number, long fen, String description, String attach, String notifyUrl) {}

    static boolean isState(String word) {
        return STATES.contains(word);
    }

    /** Takes money by a payment code; the state is SUCCESS or USERPAYING. */
    Seen payByCode(Wish wish, String code, WalletDesk desk) throws WeChatRefusal {
        Instant expiry = desk.now().plus(ASKED_FOR);
        WalletOrder order = order(wish, MICROPAY, WalletBook.hash(code), expiry, desk);
        Optional<WalletOrder> known = desk.book().find(wish.number());
        Optional<ScriptStep> scripted = desk.scripted(known, "micropay", "codepay", "pay");
        if (scripted.isPresent()) {
            if (!desk.book().isTaken(wish.number())) {
                desk.book().open(order);
            }
            refuseScripted(scripted.get());
            return obeyed(scripted.get(), known.orElse(order), desk);
        }
        if (!code.matches("1[0-5][0-9]{16}")) {
            throw new WeChatRefusal(400, "AUTH_CODE_INVALID", "AUTH_CODE_INVALID", "付款码无效");
        }
        refuseTaken(order, desk);
        if (known.isPresent()) {
            return seen(known.get(), desk);
        }
        return switch (desk.charge(order, code)) {
            case PAID -> seen(desk.book().find(wish.number()).orElse(order), desk);
            // One who refuses has been asked first.
            case ASKED, REFUSED -> new Seen(order, "USERPAYING", order.amountMinor());
            case NOT_ENOUGH -> throw new WeChatRefusal(403, "NOT_ENOUGH", "NOTENOUGH", "余额不足");
            case CODE_USED -> throw new WeChatRefusal(400, "AUTH_CODE_INVALID", "AUTHCODEEXPIRE", "付款码已使用");
        };
    }

    /** Opens an order whose code is shown, or shows it again. */
    String show(Wish wish, Instant expiry, WalletDesk desk) throws WeChatRefusal {
        String url = "weixin://wxpay/bizpayurl?pr="
                + WalletBook.hash("code of " + wish.number()).substring(0, 9);
        WalletOrder order = order(wish, NATIVE, WalletBook.hash(url), expiry, desk);
        Optional<WalletOrder> known = desk.book().find(wish.number());
        Optional<ScriptStep> scripted = desk.scripted(known, "native");
        if (scripted.isPresent()) {
            refuseScripted(scripted.get());
        }
        refuseTaken(order, desk);
        if (known.isEmpty()) {
            desk.show(order);
        }
        return url;
    }

    private static WalletOrder order(Wish wish, String type, String codeHash, Instant expiry, WalletDesk desk) {
        return new WalletOrder(
                wish.number(),
                "4200" + desk.digits(24),
                wish.fen(),
                "CNY",
                OrderState.WAITING,
                desk.now(),
                Optional.empty(),
                expiry,
                codeHash,
                Map.of(
                        "trade_type",
                        type,
                        "description",
                        wish.description(),
                        "attach",
                        wish.attach(),
                        "notify_url",
                        wish.notifyUrl()));
    }

    private static void refuseTaken(WalletOrder order, WalletDesk desk) throws WeChatRefusal {
        Optional<WalletOrder> known = desk.book().find(order.number());
        if (known.isEmpty()) {
            if (desk.book().isTaken(order.number())) {
                throw new WeChatRefusal(403, "TRADE_ERROR", "ORDERREVERSED", "订单已撤销");
            }
            return;
        }
        switch (known.get().state()) {
            case PAID -> throw new WeChatRefusal(403, "OUT_TRADE_NO_USED", "ORDERPAID", "订单已支付");
            case CLOSED, FAILED -> throw new WeChatRefusal(400, "ORDER_CLOSED", "ORDERCLOSED", "订单已关闭");
            case REVERSED -> throw new WeChatRefusal(403, "TRADE_ERROR", "ORDERREVERSED", "订单已撤销");
            case WAITING -> {
                boolean same = known.get().amountMinor() == order.amountMinor()
                        && known.get().details().equals(order.details());
                if (!same) {
                    throw new WeChatRefusal(403, "OUT_TRADE_NO_USED", "OUT_TRADE_NO_USED", "商户订单号重复");
                }
            }
        }
    }

    Seen query(Optional<WalletOrder> known, WalletDesk desk) throws WeChatRefusal {
        Optional<ScriptStep> scripted = desk.scripted(known, "query");
        if (scripted.isPresent() && !scripted.get().isLost()) {
            refuseScripted(scripted.get());
            return obeyed(scripted.get(), known.orElseThrow(WeChatRefusal::notThere), desk);
        }
        return seen(known.orElseThrow(WeChatRefusal::notThere), desk);
    }

    static Seen seen(WalletOrder order, WalletDesk desk) {
        String state = switch (order.state()) {
            case WAITING -> order.detail("trade_type").equals(MICROPAY) ? "USERPAYING" : "NOTPAY";
            case PAID -> desk.book().refundsOf(order.number()).isEmpty() ? "SUCCESS" : "REFUND";
            case CLOSED -> "CLOSED";
            case REVERSED -> "REVOKED";
            case FAILED -> "PAYERROR";
        };
        return new Seen(order, state, order.amountMinor());
    }

    /** Anything but a state, with a status before it or without, is an error. */
    private static void refuseScripted(ScriptStep step) throws WeChatRefusal {
        if (step.isLost() || step.word(0).equals("200") || isState(step.lastWord())) {
            return;
        }
        boolean hasStatus = step.words().size() > 1 && step.word(0).matches("[1-5][0-9]{2}");
        int status = hasStatus ? Integer.parseInt(step.word(0)) : 400;
        throw new WeChatRefusal(status, step.lastWord(), step.lastWord(), step.lastWord());
    }

    private static Seen obeyed(ScriptStep step, WalletOrder order, WalletDesk desk) {
        if (step.isLost() || step.amountDiffers()) {
            return new Seen(order, step.isLost() ? "NOTPAY" : step.lastWord(), order.amountMinor() + 1);
        }
        String state = step.word(0).equals("200") && step.words().size() == 1 ? "SUCCESS" : step.lastWord();
        WalletOrder now = order;
        if (desk.book()
                .find(order.number())
                .filter(o -> o.state() == OrderState.WAITING)
                .isPresent()) {
            now = switch (state) {
                case "SUCCESS", "REFUND" -> desk.book().pay(order.number(), desk.now());
                case "CLOSED" -> desk.book().end(order.number(), OrderState.CLOSED);
                case "REVOKED" -> desk.book().reverse(order.number());
                // After PAYERROR a till still reverses.
                default -> order;
            };
        }
        return new Seen(now, state, order.amountMinor());
    }

    void close(String number, WalletDesk desk) throws WeChatRefusal {
        Optional<WalletOrder> known = desk.book().find(number);
        Optional<ScriptStep> scripted = desk.scripted(known, "close");
        if (scripted.isPresent()) {
            refuseScripted(scripted.get());
        }
        WalletOrder order = known.orElseThrow(WeChatRefusal::notThere);
        if (order.detail("trade_type").equals(MICROPAY)) {
            throw WeChatRefusal.request("付款码支付订单不支持关单，只能撤销");
        }
        switch (order.state()) {
            case WAITING -> desk.book().end(number, OrderState.CLOSED);
            case PAID -> throw new WeChatRefusal(403, "TRADE_ERROR", "ORDERPAID", "订单已支付");
            case CLOSED, REVERSED, FAILED -> {
                // It is closed already.
            }
        }
    }

    /** Takes a payment by code back. Gives what recall is to say: Y for call again. */
    String reverse(Optional<WalletOrder> known, String number, WalletDesk desk) throws WeChatRefusal {
        Optional<ScriptStep> scripted = desk.scripted(known, "reverse");
        if (scripted.isPresent()) {
            String recall = scripted.get().value("recall", "N");
            refuseScripted(scripted.get());
            boolean done = !scripted.get().isLost()
                    && recall.equals("N")
                    && (scripted.get().word(0).equals("200")
                            || scripted.get().lastWord().equals("SUCCESS"));
            if (done) {
                known.ifPresent(order -> desk.book().reverse(order.number()));
            } else if (!scripted.get().isLost()) {
                throw new WeChatRefusal(
                        400,
                        scripted.get().lastWord(),
                        scripted.get().lastWord(),
                        scripted.get().lastWord());
            }
            return recall;
        }
        if (known.isEmpty()) {
            if (!number.isEmpty()) {
                desk.book().refuse(number);
            }
            return "N";
        }
        WalletOrder order = known.get();
        if (!order.detail("trade_type").equals(MICROPAY)) {
            throw WeChatRefusal.request("only payments by code are reversed");
        }
        if (order.createdAt().plus(Duration.ofDays(7)).isBefore(desk.now())) {
            throw new WeChatRefusal(400, "INVALID_REQUEST", "REVERSE_EXPIRE", "订单无法撤销");
        }
        desk.book().reverse(order.number());
        return "N";
    }

    /** What a scripted failure of a reversal says about another call. */
    static String recallOf(WalletDesk desk) {
        return desk.lastStep().map(step -> step.value("recall", "N")).orElse("N");
    }
}
