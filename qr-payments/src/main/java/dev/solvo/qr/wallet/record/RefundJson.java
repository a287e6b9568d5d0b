package dev.solvo.qr.wallet.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.RefundRecord.Phase;
import java.time.Instant;

/** A refund's record as JSON. */
final class RefundJson {
    private RefundJson() {}

    static String write(RefundRecord record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("refund", 1);
        json.put("revision", record.revision());
        json.put("wallet", record.wallet().name());
        json.put("account", record.account());
        json.put("refundNumber", record.refund().number().text());
        JsonValues.put(json.putObject("order"), record.refund().order());
        JsonValues.put(json.putObject("amount"), record.refund().amount());
        json.put("submittedAt", record.refund().submittedAt().toString());
        record.refund().reason().ifPresent(reason -> json.put("reason", reason));
        json.put("phase", record.phase().name());
        json.put("sends", record.sends());
        json.put("queries", record.queries());
        json.put("changedAt", record.changedAt().toString());
        json.set("result", write(record.result()));
        return json.toString();
    }

    static RefundRecord read(String text) throws QrException {
        return JsonValues.read(text, "refund", json -> {
            Refund refund = new Refund(
                    RefundNumber.of(JsonValues.text(json, "refundNumber")),
                    JsonValues.order(JsonValues.object(json, "order")),
                    JsonValues.money(JsonValues.object(json, "amount")),
                    Instant.parse(JsonValues.text(json, "submittedAt")),
                    JsonValues.optional(json, "reason"));
            return new RefundRecord(
                    JsonValues.number(json, "revision"),
                    Wallet.valueOf(JsonValues.text(json, "wallet")),
                    JsonValues.text(json, "account"),
                    refund,
                    Phase.valueOf(JsonValues.text(json, "phase")),
                    Math.toIntExact(JsonValues.number(json, "sends")),
                    Math.toIntExact(JsonValues.number(json, "queries")),
                    Instant.parse(JsonValues.text(json, "changedAt")),
                    result(JsonValues.object(json, "result")));
        });
    }

    private static ObjectNode write(RefundResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (result instanceof RefundResult.Refunded refunded) {
            json.put("is", "REFUNDED");
            JsonValues.put(json.putObject("amount"), refunded.amount());
            refunded.walletRefundId().ifPresent(id -> json.put("walletRefundId", id));
        } else if (result instanceof RefundResult.Processing processing) {
            json.put("is", "PROCESSING");
            processing.walletRefundId().ifPresent(id -> json.put("walletRefundId", id));
        } else if (result instanceof RefundResult.Refused refused) {
            JsonValues.put(json.put("is", "REFUSED").putObject("refusal"), refused.refusal());
        } else if (result instanceof RefundResult.Abnormal abnormal) {
            json.put("is", "ABNORMAL").put("walletCode", abnormal.walletCode());
        } else if (result instanceof RefundResult.Unknown unknown) {
            json.put("is", "UNKNOWN").put("cause", unknown.cause().name()).put("walletCode", unknown.walletCode());
        }
        return json;
    }

    private static RefundResult result(JsonNode json) {
        return switch (JsonValues.text(json, "is")) {
            case "REFUNDED" ->
                new RefundResult.Refunded(
                        JsonValues.money(JsonValues.object(json, "amount")),
                        JsonValues.optional(json, "walletRefundId"));
            case "PROCESSING" -> new RefundResult.Processing(JsonValues.optional(json, "walletRefundId"));
            case "REFUSED" -> new RefundResult.Refused(JsonValues.refusal(JsonValues.object(json, "refusal")));
            case "ABNORMAL" -> new RefundResult.Abnormal(JsonValues.text(json, "walletCode"));
            case "UNKNOWN" ->
                new RefundResult.Unknown(
                        UnknownCause.valueOf(JsonValues.text(json, "cause")), JsonValues.text(json, "walletCode"));
            default -> throw new IllegalArgumentException("the result is none of a refund's");
        };
    }
}
