package dev.solvo.qr.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/** Notifications of APIv3: signed like answers, their resource encrypted with the APIv3 key. */
final class WeChatPayNotifications {
    private static final HttpAnswer TAKEN = new HttpAnswer(204, HttpHeaders.NONE, Bytes.EMPTY);

    private final WeChatPayConfig config;
    private final CodeTable codes;

    WeChatPayNotifications(WeChatPayConfig config, CodeTable codes) {
        this.config = config;
        this.codes = codes;
    }

    NotificationResult read(HttpHeaders headers, Bytes body, Instant now) {
        Optional<UnknownCause> fault = V3Signature.fault(headers, body, config.weChatPayKeys(), now);
        if (fault.isPresent()) {
            return rejected(fault.get(), 401, "the signature was refused");
        }
        ObjectNode message;
        ObjectNode resource;
        try {
            message = V3Json.read(body);
            resource = decrypt(message.path("resource"));
        } catch (QrException e) {
            return rejected(UnknownCause.MALFORMED, 500, "the notification cannot be read");
        }
        if (!isOurs(resource)) {
            return rejected(UnknownCause.MISMATCH, 400, "another merchant");
        }
        String type = V3Json.text(message, "event_type").orElse("");
        try {
            if (type.startsWith("TRANSACTION.")) {
                return payment(resource);
            }
            if (type.startsWith("REFUND.")) {
                return refund(resource);
            }
        } catch (IllegalArgumentException e) {
            return rejected(UnknownCause.MALFORMED, 500, "the notification cannot be read");
        }
        return new NotificationResult.OtherReported(type, TAKEN);
    }

    private ObjectNode decrypt(JsonNode resource) throws QrException {
        if (!V3Json.text(resource, "algorithm").orElse("").equals("AEAD_AES_256_GCM")) {
            throw new QrException("MALFORMED_NOTIFICATION", "an unknown algorithm of encryption");
        }
        return V3Json.read(config.apiV3Key()
                .decrypt(
                        V3Json.text(resource, "associated_data").orElse(""),
                        V3Json.text(resource, "nonce").orElse(""),
                        V3Json.text(resource, "ciphertext").orElse("")));
    }

    private boolean isOurs(JsonNode resource) {
        String merchant = config.subMerchantId().isPresent() ? "sp_mchid" : "mchid";
        return V3Json.text(resource, merchant).equals(Optional.of(config.merchantId()))
                && (!config.subMerchantId().isPresent()
                        || V3Json.text(resource, "sub_mchid").equals(config.subMerchantId()));
    }

    private static NotificationResult payment(JsonNode transaction) {
        OrderNumber number =
                OrderNumber.of(V3Json.text(transaction, "out_trade_no").orElse(""));
        return new NotificationResult.PaymentReported(number, V3Payments.reply(transaction), TAKEN);
    }

    private NotificationResult refund(JsonNode refund) {
        OrderNumber order = OrderNumber.of(V3Json.text(refund, "out_trade_no").orElse(""));
        RefundNumber number =
                RefundNumber.of(V3Json.text(refund, "out_refund_no").orElse(""));
        Optional<Money> amount = V3Json.money(refund.path("amount"), "refund", "currency");
        RefundReply reply = WeChatPayStates.refund(
                V3Json.text(refund, "refund_status").orElse(""), amount, V3Json.text(refund, "refund_id"), codes);
        return new NotificationResult.RefundReported(order, number, reply, TAKEN);
    }

    /** WeChat Pay sends again what was not answered by 200 or 204; a probe has to be answered by 4xx or 5xx. */
    private static NotificationResult rejected(UnknownCause cause, int status, String why) {
        String body = "{\"code\":\"FAIL\",\"message\":\"" + why + "\"}";
        return new NotificationResult.Rejected(
                cause,
                new HttpAnswer(
                        status,
                        HttpHeaders.of(List.of(Map.entry("Content-Type", "application/json"))),
                        Bytes.of(body.getBytes(StandardCharsets.US_ASCII))));
    }
}
