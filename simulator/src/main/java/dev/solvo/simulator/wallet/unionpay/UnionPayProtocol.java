package dev.solvo.simulator.wallet.unionpay;

import dev.solvo.simulator.wallet.HttpForm;
import dev.solvo.simulator.wallet.OrderState;
import dev.solvo.simulator.wallet.ScriptStep;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletBook;
import dev.solvo.simulator.wallet.WalletDesk;
import dev.solvo.simulator.wallet.WalletNotification;
import dev.solvo.simulator.wallet.WalletOrder;
import dev.solvo.simulator.wallet.WalletProtocol;
import dev.solvo.simulator.wallet.WalletRefund;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * UnionPay's codes by ACP 5.1.0: consume, apply, query, refund, undo, reversal, notification.
 *
 * <p>An order is found by its number and the time it was first sent. A payment that waits for the customer answers 04, and
 * a query for it 05. A reversal of an order that never came answers 00, and no order of that number is taken afterwards.
 */
public final class UnionPayProtocol implements WalletProtocol {
    private static final String TRANSACTIONS = "/gateway/api/backTransReq.do";
    private static final String QUERIES = "/gateway/api/queryTrans.do";
    private static final List<String> ECHOED = List.of(
            "version", "encoding", "bizType", "accessType", "merId", "orderId", "txnTime", "txnType", "txnSubType");
    private static final Duration SHOWN_FOR = Duration.ofHours(2);
    /** Open: how long a customer may take to type his password. */
    private static final Duration ASKED_FOR = Duration.ofMinutes(10);

    private static final Set<String> SCRIPTED_CALLS = Set.of("consume", "apply", "query", "refund", "undo", "reversal");

    private final UnionPayMerchant merchant;

    /** UnionPay as that merchant sees it. */
    public UnionPayProtocol(UnionPayMerchant merchant) {
        this.merchant = merchant;
    }

    @Override
    public boolean serves(String path) {
        return path.equals(TRANSACTIONS) || path.equals(QUERIES);
    }

    @Override
    public void check(ScriptStep step) {
        boolean understood = SCRIPTED_CALLS.contains(step.call())
                && (step.isLost() || step.words().size() == 1 && step.word(0).matches("[0-9A-Z]{2}"))
                && step.values().keySet().stream().allMatch("origRespCode"::equals);
        if (!understood) {
            throw new IllegalArgumentException("not UnionPay's: " + step.call() + ":" + step.words());
        }
    }

    @Override
    public WalletAnswer answer(WalletRequest request, WalletDesk desk) {
        TreeMap<String, String> answer = new TreeMap<>();
        answer.put("version", "5.1.0");
        answer.put("encoding", "UTF-8");
        try {
            UnionPayFields fields = UnionPayFields.check(request, merchant);
            ECHOED.forEach(name -> answer.put(name, fields.get(name)));
            handle(request.path(), fields, desk, answer);
            answer.putIfAbsent("respCode", "00");
            answer.putIfAbsent("respMsg", "成功[0000000]");
        } catch (UnionPayRefusal refusal) {
            answer.put("respCode", refusal.code());
            answer.put("respMsg", refusal.text() + "[" + refusal.code() + "00000]");
        }
        UnionPayFields.sign(answer, merchant, desk.signing());
        StringBuilder body = new StringBuilder();
        answer.forEach((name, value) ->
                body.append(body.isEmpty() ? "" : "&").append(name).append('=').append(value));
        return WalletAnswer.of(200, "text/html;charset=UTF-8", body.toString());
    }

    private void handle(String path, UnionPayFields fields, WalletDesk desk, Map<String, String> answer)
            throws UnionPayRefusal {
        String kind = fields.get("txnType") + "/" + fields.get("txnSubType");
        if (path.equals(QUERIES) != kind.equals("00/00")) {
            throw new UnionPayRefusal(UnionPayRefusal.FORMAT, "queries have an address of their own");
        }
        switch (kind) {
            case "01/06" -> consume(fields, desk, answer);
            case "01/07" -> apply(fields, desk, answer);
            case "00/00" -> query(fields, desk, answer);
            case "04/00" -> giveBack(fields, desk, answer, false);
            case "31/00" -> giveBack(fields, desk, answer, true);
            case "99/01" -> reverse(fields, desk, answer);
            default -> throw new UnionPayRefusal(UnionPayRefusal.FORMAT, "no transaction of type " + kind);
        }
    }

    private void consume(UnionPayFields fields, WalletDesk desk, Map<String, String> answer) throws UnionPayRefusal {
        fields.require("channelType", "0[78]");
        fields.require("currencyCode", "156");
        // Open: the length of qrNo.
        fields.require("qrNo", "[0-9A-Za-z]{16,64}");
        fields.allow("termId", "[0-9A-Za-z]{8}");
        WalletOrder order = order(fields, desk, ASKED_FOR, WalletBook.hash(fields.get("qrNo")));
        Optional<ScriptStep> scripted = desk.scripted(desk.book().find(order.number()), "consume", "pay");
        if (scripted.isPresent()) {
            openOnce(order, desk);
            obey(scripted.get().word(0), order.number(), desk);
            answer.put("respCode", scripted.get().word(0));
            return;
        }
        refuseTaken(order.number(), desk);
        answer.put("queryId", order.transactionId());
        answer.put("txnAmt", fields.get("txnAmt"));
        switch (desk.charge(order, fields.get("qrNo"))) {
            case PAID -> answer.put("respCode", "00");
            case ASKED -> throw new UnionPayRefusal(UnionPayRefusal.PENDING, "交易状态未明，请查询对账结果");
            case REFUSED -> throw new UnionPayRefusal(UnionPayRefusal.REFUSED, "交易失败");
            case NOT_ENOUGH -> throw new UnionPayRefusal(UnionPayRefusal.NOT_ENOUGH, "余额不足");
            case CODE_USED -> throw new UnionPayRefusal(UnionPayRefusal.REFUSED, "二维码已使用");
        }
    }

    private void apply(UnionPayFields fields, WalletDesk desk, Map<String, String> answer) throws UnionPayRefusal {
        fields.require("channelType", "0[78]");
        fields.require("currencyCode", "156");
        Duration open = SHOWN_FOR;
        if (!fields.get("payTimeout").isEmpty()) {
            open = Duration.between(desk.now(), fields.time("payTimeout"));
        }
        if (open.isNegative() || open.isZero()) {
            throw new UnionPayRefusal(UnionPayRefusal.FORMAT, "payTimeout is over");
        }
        String code = "https://qr.95516.com/00010000/" + desk.digits(26);
        WalletOrder order = order(fields, desk, open, WalletBook.hash(code));
        Optional<ScriptStep> scripted = desk.scripted(desk.book().find(order.number()), "apply");
        if (scripted.isPresent()) {
            openOnce(order, desk);
            answer.put("respCode", scripted.get().word(0));
        } else {
            refuseTaken(order.number(), desk);
            desk.show(order);
        }
        answer.put("qrCode", code);
    }

    private static WalletOrder order(UnionPayFields fields, WalletDesk desk, Duration open, String codeHash)
            throws UnionPayRefusal {
        String queryId = fields.get("txnTime") + desk.digits(7);
        return new WalletOrder(
                fields.get("orderId"),
                queryId,
                fields.amount(),
                "CNY",
                OrderState.WAITING,
                desk.now(),
                Optional.empty(),
                desk.now().plus(open),
                codeHash,
                Map.of(
                        "txnTime",
                        fields.get("txnTime"),
                        "txnSubType",
                        fields.get("txnSubType"),
                        "backUrl",
                        fields.backUrl()));
    }

    private static void refuseTaken(String number, WalletDesk desk) throws UnionPayRefusal {
        if (desk.book().isTaken(number) || desk.book().findRefund(number).isPresent()) {
            throw new UnionPayRefusal(UnionPayRefusal.DUPLICATE, "重复交易");
        }
    }

    private static void openOnce(WalletOrder order, WalletDesk desk) {
        if (!desk.book().isTaken(order.number())) {
            desk.book().open(order);
        }
    }

    /** What a scripted code of a payment says about the money. */
    private static void obey(String code, String number, WalletDesk desk) {
        boolean waits = desk.book()
                .find(number)
                .filter(order -> order.state() == OrderState.WAITING)
                .isPresent();
        if (waits && (code.equals("00") || code.equals("A6"))) {
            desk.book().pay(number, desk.now());
        }
    }

    private void query(UnionPayFields fields, WalletDesk desk, Map<String, String> answer) throws UnionPayRefusal {
        Optional<WalletOrder> order = desk.book()
                .find(fields.get("orderId"))
                .filter(found -> found.detail("txnTime").equals(fields.get("txnTime")));
        Optional<ScriptStep> scripted = desk.scripted(order, "query");
        if (scripted.isPresent()) {
            ScriptStep step = scripted.get();
            answer.put("respCode", step.word(0));
            String original = step.value("origRespCode", "");
            if (!original.isEmpty()) {
                order.ifPresent(found -> {
                    describe(found, answer);
                    if (!step.amountDiffers()) {
                        obey(original, found.number(), desk);
                    } else {
                        answer.put("txnAmt", Long.toString(found.amountMinor() + 1));
                    }
                });
                answer.put("origRespCode", original);
            }
            return;
        }
        if (order.isPresent() && !expiredUnpaid(order.get())) {
            describe(order.get(), answer);
            return;
        }
        WalletRefund refund = desk.book()
                .findRefund(fields.get("orderId"))
                .filter(found -> at(found).equals(fields.get("txnTime")))
                .orElseThrow(() -> new UnionPayRefusal(UnionPayRefusal.NO_ORDER, "查无此交易"));
        answer.put("txnType", "04");
        answer.put("txnAmt", Long.toString(refund.amountMinor()));
        answer.put("currencyCode", "156");
        answer.put("queryId", refund.refundId());
        answer.put("origRespCode", refund.isDone(desk.now()) ? "00" : UnionPayRefusal.ACCEPTED);
    }

    /** Open: what UnionPay says of a shown code that nobody paid in time; here, that no transaction was made. */
    private static boolean expiredUnpaid(WalletOrder order) {
        return order.state() == OrderState.CLOSED && order.detail("txnSubType").equals("07");
    }

    private static String at(WalletRefund refund) {
        return UnionPayFields.TIME.format(refund.requestedAt().atOffset(UnionPayFields.BEIJING));
    }

    private static void describe(WalletOrder order, Map<String, String> answer) {
        String amount = Long.toString(order.amountMinor());
        answer.put("txnType", "01");
        answer.put("txnSubType", order.detail("txnSubType"));
        answer.put("txnAmt", amount);
        answer.put("currencyCode", "156");
        answer.put("queryId", order.transactionId());
        switch (order.state()) {
            case WAITING -> answer.put("origRespCode", UnionPayRefusal.ACCEPTED);
            case PAID -> {
                answer.put("origRespCode", "00");
                answer.put("settleAmt", amount);
                answer.put("settleCurrencyCode", "156");
                String time = UnionPayFields.TIME.format(
                        order.paidAt().orElse(order.createdAt()).atOffset(UnionPayFields.BEIJING));
                // Neither has a year.
                answer.put("traceTime", time.substring(4));
                answer.put("settleDate", time.substring(4, 8));
            }
            case CLOSED, REVERSED, FAILED -> answer.put("origRespCode", UnionPayRefusal.REFUSED);
        }
    }

    private void giveBack(UnionPayFields fields, WalletDesk desk, Map<String, String> answer, boolean whole)
            throws UnionPayRefusal {
        fields.require("channelType", "0[78]");
        fields.require("origQryId", "[0-9]{21}");
        long amount = fields.amount();
        Optional<WalletOrder> original = desk.book().findTransaction(fields.get("origQryId"));
        Optional<ScriptStep> scripted = desk.scripted(Optional.empty(), whole ? "undo" : "refund");
        if (scripted.isPresent() && !scripted.get().word(0).equals("00")) {
            answer.put("respCode", scripted.get().word(0));
            return;
        }
        WalletOrder order = original.orElseThrow(() -> new UnionPayRefusal(UnionPayRefusal.NO_ORDER, "查无此交易"));
        refuseTaken(fields.get("orderId"), desk);
        if (order.state() != OrderState.PAID) {
            throw new UnionPayRefusal(UnionPayRefusal.WRONG_STATE, "原交易状态不正确");
        }
        boolean tooMuch = amount > desk.book().left(order);
        boolean notWhole = whole && (amount != order.amountMinor() || !isToday(order, desk.now()));
        if (tooMuch || notWhole) {
            throw new UnionPayRefusal(UnionPayRefusal.NOT_AS_ORDERED, "与原交易信息不符");
        }
        String queryId = fields.get("txnTime") + desk.digits(7);
        desk.book()
                .refund(new WalletRefund(
                        fields.get("orderId"),
                        order.number(),
                        queryId,
                        amount,
                        fields.time(),
                        desk.refundDoneAt(),
                        fields.backUrl()));
        answer.put("queryId", queryId);
        answer.put("txnAmt", fields.get("txnAmt"));
        answer.put("origQryId", order.transactionId());
    }

    private static boolean isToday(WalletOrder order, Instant now) {
        return order.createdAt()
                .atOffset(UnionPayFields.BEIJING)
                .toLocalDate()
                .equals(now.atOffset(UnionPayFields.BEIJING).toLocalDate());
    }

    private void reverse(UnionPayFields fields, WalletDesk desk, Map<String, String> answer) throws UnionPayRefusal {
        fields.require("channelType", "0[78]");
        Optional<WalletOrder> order = desk.book().find(fields.get("orderId"));
        Optional<ScriptStep> scripted = desk.scripted(order, "reversal", "reverse", "cancel");
        if (scripted.isPresent()) {
            answer.put("respCode", scripted.get().word(0));
        }
        if (scripted.isPresent() && !scripted.get().word(0).equals("00")) {
            return;
        }
        if (order.isEmpty()) {
            desk.book().refuse(fields.get("orderId"));
        } else if (order.get().detail("txnTime").equals(fields.get("txnTime"))) {
            desk.book().reverse(order.get().number());
        } else {
            throw new UnionPayRefusal(UnionPayRefusal.NO_ORDER, "查无此交易");
        }
    }

    @Override
    public Optional<WalletNotification> notification(
            WalletOrder order, Optional<WalletRefund> refund, WalletDesk desk) {
        String url = refund.map(WalletRefund::notifyUrl).orElse(order.detail("backUrl"));
        if (url.isEmpty()) {
            return Optional.empty();
        }
        TreeMap<String, String> fields = new TreeMap<>(Map.of(
                "version",
                "5.1.0",
                "encoding",
                "UTF-8",
                "bizType",
                "000000",
                "accessType",
                "0",
                "merId",
                merchant.merchantId(),
                "respCode",
                "00",
                "respMsg",
                "成功[0000000]"));
        describe(order, fields);
        fields.remove("origRespCode");
        fields.put("orderId", order.number());
        fields.put("txnTime", order.detail("txnTime"));
        refund.ifPresent(back -> {
            fields.put("txnType", "04");
            fields.put("txnSubType", "00");
            fields.put("orderId", back.number());
            fields.put("txnTime", at(back));
            fields.put("txnAmt", Long.toString(back.amountMinor()));
            fields.put("queryId", back.refundId());
            fields.put("origQryId", order.transactionId());
            fields.remove("settleAmt");
            fields.remove("settleCurrencyCode");
            fields.remove("settleDate");
            fields.remove("traceTime");
        });
        UnionPayFields.sign(fields, merchant, desk.signing());
        return Optional.of(WalletNotification.of(
                url,
                Map.of("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"),
                Bytes.of(HttpForm.encode(fields).getBytes(StandardCharsets.US_ASCII))));
    }

    /** Any answer of status 200, which UnionPay's documents ask for; tills say {@code ok}. */
    @Override
    public boolean isAcknowledged(WalletAnswer answer) {
        return answer.status() == 200;
    }
}
