package dev.solvo.qr.alipay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.alipay.AlipayParameters.NotificationRule;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Messages that Alipay sends on its own, as forms: of trades (rule V1) and of the message service (rule V2). */
final class AlipayNotifications {
    private static final HttpAnswer TAKEN = text(200, "success");
    private static final HttpAnswer REFUSED = text(400, "fail");
    private static final Set<String> LISTS = Set.of("fund_bill_list", "voucher_detail_list");

    private final AlipayConfig config;
    private final Clock clock;

    AlipayNotifications(AlipayConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    NotificationResult read(Bytes body) {
        AlipayParameters message;
        try {
            message = AlipayParameters.parseForm(body);
        } catch (QrException e) {
            return rejected(UnknownCause.MALFORMED);
        }
        Optional<UnknownCause> fault = fault(message);
        if (fault.isPresent()) {
            return rejected(fault.get());
        }
        if (!message.find("trade_status").isPresent()) {
            String type = message.find("msg_method").orElse(message.get("notify_type"));
            return new NotificationResult.OtherReported(type, TAKEN);
        }
        try {
            return report(message);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return rejected(UnknownCause.MALFORMED);
        }
    }

    private Optional<UnknownCause> fault(AlipayParameters message) {
        String signature = message.get("sign");
        if (signature.isEmpty()) {
            return Optional.of(UnknownCause.SIGNATURE_MISSING);
        }
        Optional<PublicKey> key = AlipayKeys.find(config, message.get("alipay_cert_sn"));
        if (!key.isPresent()) {
            return Optional.of(UnknownCause.SIGNATURE_KEY_UNKNOWN);
        }
        // Both rules cover every parameter that is read below.
        boolean signed = false;
        for (NotificationRule rule : NotificationRule.values()) {
            signed |= AlipaySignature.isValid(message.textToVerify(rule), signature, key.get());
        }
        if (!signed) {
            return Optional.of(UnknownCause.SIGNATURE_WRONG);
        }
        if (!isTimely(message)) {
            return Optional.of(UnknownCause.SIGNATURE_TIME);
        }
        // Messages of the message service need not name a seller.
        boolean trade = message.find("trade_status").isPresent();
        String seller =
                message.find("seller_id").orElse(trade ? "" : config.sellerId().orElse(""));
        boolean mine = message.get("app_id").equals(config.appId())
                && config.sellerId().orElse(seller).equals(seller);
        return mine ? Optional.empty() : Optional.of(UnknownCause.MISMATCH);
    }

    /** A trade's message has notify_time, one of the message service utc_timestamp in milliseconds. */
    private boolean isTimely(AlipayParameters message) {
        Optional<Instant> sent = BeijingTime.parse(message.get("notify_time"));
        String utc = message.get("utc_timestamp");
        if (!sent.isPresent() && utc.matches("[0-9]{1,15}")) {
            sent = Optional.of(Instant.ofEpochMilli(Long.parseLong(utc)));
        }
        return sent.filter(time -> Duration.between(time, clock.instant()).abs().compareTo(config.timeWindow()) <= 0)
                .isPresent();
    }

    /** A message that has a refund_fee tells of a refund, although its status is the payment's. */
    private static NotificationResult report(AlipayParameters message) {
        OrderNumber order = OrderNumber.of(message.get("out_trade_no"));
        ObjectNode body = AlipayJson.object();
        message.forEach((name, value) -> {
            if (!LISTS.contains(name)) {
                body.put(name, value);
            }
        });
        CurrencyUnit currency = CurrencyUnit.of(message.find("trans_currency").orElse("CNY"));
        if (AlipayPayments.amount(body, "refund_fee", currency)
                .filter(Money::isPositive)
                .isPresent()) {
            RefundNumber refund = RefundNumber.of(message.find("out_biz_no").orElse(order.text()));
            // refund_fee is the sum of all refunds of the order.
            RefundReply reply = new RefundReply.Refunded(Optional.empty(), Optional.empty());
            return new NotificationResult.RefundReported(order, refund, reply, TAKEN);
        }
        for (String list : LISTS) {
            addList(body, list, message.get(list));
        }
        return new NotificationResult.PaymentReported(order, AlipayReplies.ofStatus(body), TAKEN);
    }

    /** Lists come as JSON in a text; one that cannot be read tells of no discount. */
    private static void addList(ObjectNode body, String name, String text) {
        try {
            if (!text.isEmpty()) {
                body.set(name, AlipayJson.read(text));
            }
        } catch (QrException e) {
            body.remove(name);
        }
    }

    private static NotificationResult rejected(UnknownCause cause) {
        return new NotificationResult.Rejected(cause, REFUSED);
    }

    private static HttpAnswer text(int status, String text) {
        return new HttpAnswer(
                status,
                HttpHeaders.of(List.of(Map.entry("Content-Type", "text/plain"))),
                Bytes.of(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
