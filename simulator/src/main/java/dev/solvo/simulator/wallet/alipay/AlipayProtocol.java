package dev.solvo.simulator.wallet.alipay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.simulator.wallet.HttpForm;
import dev.solvo.simulator.wallet.ScriptStep;
import dev.solvo.simulator.wallet.Sha256WithRsa;
import dev.solvo.simulator.wallet.UnitAmounts;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletDesk;
import dev.solvo.simulator.wallet.WalletNotification;
import dev.solvo.simulator.wallet.WalletOrder;
import dev.solvo.simulator.wallet.WalletProtocol;
import dev.solvo.simulator.wallet.WalletRefund;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.simulator.wallet.alipay.AlipayTrades.Result;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Alipay's open platform for payments face to face: pay, precreate, query, cancel, close, refund, refund query, address of
 * the bill, by the V2 gateway and by V3, and the notification of a payment or refund.
 *
 * <p>A precreated order is no trade before its code is scanned: until then a query answers ACQ.TRADE_NOT_EXIST. The address
 * of a bill leads nowhere. Open: how far a request's timestamp may be from Alipay's time; fifteen minutes in here.
 */
public final class AlipayProtocol implements WalletProtocol {
    private static final Set<String> SCRIPTED_CALLS =
            Set.of("pay", "precreate", "query", "cancel", "close", "refund", "refundquery");
    private static final Set<String> STATES =
            Set.of("WAIT_BUYER_PAY", "TRADE_SUCCESS", "TRADE_FINISHED", "TRADE_CLOSED", "10000", "10003", "20000");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final AlipayMerchant merchant;
    private final AlipayTrades trades = new AlipayTrades();
    private final AlipayRefunds refunds = new AlipayRefunds();
    private final AlipayV2 v2;
    private final AlipayV3 v3;

    /** Alipay as that app sees it. */
    public AlipayProtocol(AlipayMerchant merchant) {
        this.merchant = merchant;
        this.v2 = new AlipayV2(merchant, this::call);
        this.v3 = new AlipayV3(merchant, this::call);
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/gateway.do") || path.startsWith("/v3/alipay/");
    }

    @Override
    public void check(ScriptStep step) {
        boolean error = step.lastWord().matches("(ACQ|AQC|isp|aop|isv)\\.[0-9A-Za-z_.\\-]+|TRADE_NOT_EXIST");
        boolean understood = SCRIPTED_CALLS.contains(step.call())
                && (step.isLost()
                        || step.words().size() == 1 && (error || STATES.contains(step.word(0)))
                        || step.words().size() == 2
                                && error
                                && Set.of("40004", "20000").contains(step.word(0)))
                && Set.of("retry_flag", "action").containsAll(step.values().keySet());
        if (!understood) {
            throw new IllegalArgumentException("not Alipay's: " + step.call() + ":" + step.words());
        }
    }

    @Override
    public WalletAnswer answer(WalletRequest request, WalletDesk desk) {
        return request.path().equals("/gateway.do") ? v2.answer(request, desk) : v3.answer(request, desk);
    }

    /** One call by its V2 name. */
    private Result call(String method, String content, String notifyUrl, WalletDesk desk) throws AlipayRefusal {
        AlipayContent fields = new AlipayContent(json(content));
        if (!notifyUrl.isEmpty() && !notifyUrl.matches("https?://[!-~]{1,248}")) {
            throw AlipayRefusal.invalid("isv.invalid-parameter");
        }
        return switch (method) {
            case "alipay.trade.pay" -> trades.pay(fields, notifyUrl, desk);
            case "alipay.trade.precreate" -> trades.precreate(fields, notifyUrl, desk);
            case "alipay.trade.query" -> trades.query(fields, desk);
            case "alipay.trade.cancel" -> trades.cancel(fields, desk);
            case "alipay.trade.close" -> trades.close(fields, desk);
            case "alipay.trade.refund" -> refunds.refund(fields, desk);
            case "alipay.trade.fastpay.refund.query" -> refunds.query(fields, desk);
            case "alipay.data.dataservice.bill.downloadurl.query" -> bill(fields, desk);
            default -> throw AlipayRefusal.invalid("isv.invalid-method");
        };
    }

    private static JsonNode json(String text) throws AlipayRefusal {
        try {
            JsonNode node = JSON.readTree(text);
            if (node instanceof ObjectNode) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw AlipayRefusal.invalid("isv.invalid-format");
        }
        throw AlipayRefusal.invalid("isv.invalid-format");
    }

    private static Result bill(AlipayContent fields, WalletDesk desk) throws AlipayRefusal {
        fields.require("bill_type", "trade|signcustomer|merchant_act");
        fields.require("bill_date", "[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?");
        ObjectNode answer = JSON.createObjectNode();
        answer.put(
                "bill_download_url",
                "https://dwbillcenter.alipay.com/downloadBillFile.resource?bizType=" + fields.get("bill_type")
                        + "&token=" + desk.digits(20));
        return Result.ok(answer);
    }

    /** By rule V1: neither sign nor sign_type is signed. */
    @Override
    public Optional<WalletNotification> notification(
            WalletOrder order, Optional<WalletRefund> refund, WalletDesk desk) {
        String url = order.detail("notify_url");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        WalletOrder now = desk.book().find(order.number()).orElse(order);
        String amount = UnitAmounts.yuan(order.amountMinor());
        TreeMap<String, String> fields = new TreeMap<>(Map.of(
                "notify_type", "trade_status_sync",
                "notify_id", desk.digits(34),
                "notify_time", AlipayContent.TIME.format(desk.now()),
                "app_id", merchant.appId(),
                "seller_id", merchant.sellerId(),
                "charset", "utf-8",
                "version", "1.0"));
        fields.put("out_trade_no", order.number());
        fields.put("trade_no", order.transactionId());
        fields.put("subject", order.detail("subject"));
        fields.put("gmt_create", AlipayContent.TIME.format(order.createdAt()));
        order.paidAt().ifPresent(at -> fields.put("gmt_payment", AlipayContent.TIME.format(at)));
        fields.put("total_amount", amount);
        fields.put("receipt_amount", amount);
        fields.put("buyer_pay_amount", amount);
        fields.put("fund_bill_list", "[{\"amount\":\"" + amount + "\",\"fundChannel\":\"ALIPAYACCOUNT\"}]");
        fields.put("trade_status", refund.isPresent() ? AlipayTrades.status(now, desk.book()) : "TRADE_SUCCESS");
        refund.ifPresent(back -> {
            fields.put("out_biz_no", back.number());
            fields.put("gmt_refund", AlipayContent.TIME.format(back.doneAt()) + ".000");
            fields.put(
                    "refund_fee",
                    UnitAmounts.yuan(order.amountMinor() - desk.book().left(now)));
        });
        byte[] text = HttpForm.textToSign(fields).getBytes(StandardCharsets.UTF_8);
        fields.put("sign_type", "RSA2");
        String sign = Sha256WithRsa.sign(text, merchant.signingKey(), desk.signing());
        if (!sign.isEmpty()) {
            fields.put("sign", sign);
        }
        return Optional.of(WalletNotification.of(
                url,
                Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                Bytes.of(HttpForm.encode(fields).getBytes(StandardCharsets.US_ASCII))));
    }

    @Override
    public boolean isAcknowledged(WalletAnswer answer) {
        return answer.status() == 200 && answer.text().equals("success");
    }
}
