package dev.solvo.qr.wallet.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.wallet.Discount;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** What is known of a payment, as JSON. */
final class StateJson {
    private StateJson() {}

    static ObjectNode write(PaymentState state) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (state instanceof PaymentState.Approved approved) {
            write(json.put("is", "APPROVED").putObject("payment"), approved.payment());
        } else if (state instanceof PaymentState.Declined declined) {
            JsonValues.put(json.put("is", "DECLINED").putObject("refusal"), declined.refusal());
        } else if (state instanceof PaymentState.Pending pending) {
            json.put("is", "PENDING").put("walletCode", pending.walletCode());
        } else if (state instanceof PaymentState.Unknown unknown) {
            json.put("is", "UNKNOWN").put("cause", unknown.cause().name()).put("walletCode", unknown.walletCode());
        } else if (state instanceof PaymentState.Reversed reversed) {
            json.put("is", "REVERSED").put("action", reversed.action());
        } else if (state instanceof PaymentState.Conflict conflict) {
            write(json.put("is", "CONFLICT").putObject("payment"), conflict.found());
        }
        return json;
    }

    static PaymentState read(JsonNode json) {
        String kind = JsonValues.text(json, "is");
        return switch (kind) {
            case "APPROVED" -> new PaymentState.Approved(payment(JsonValues.object(json, "payment")));
            case "DECLINED" -> new PaymentState.Declined(JsonValues.refusal(JsonValues.object(json, "refusal")));
            case "PENDING" -> new PaymentState.Pending(JsonValues.text(json, "walletCode"));
            case "UNKNOWN" ->
                new PaymentState.Unknown(
                        UnknownCause.valueOf(JsonValues.text(json, "cause")), JsonValues.text(json, "walletCode"));
            case "REVERSED" -> new PaymentState.Reversed(JsonValues.text(json, "action"));
            case "CONFLICT" -> new PaymentState.Conflict(payment(JsonValues.object(json, "payment")));
            default -> throw new IllegalArgumentException("the state is none of a payment's");
        };
    }

    private static void write(ObjectNode json, Payment payment) {
        JsonValues.put(json.putObject("orderAmount"), payment.orderAmount());
        payment.payerAmount().ifPresent(amount -> JsonValues.put(json.putObject("payerAmount"), amount));
        for (Discount discount : payment.discounts()) {
            ObjectNode one = json.withArray("/discounts").addObject().put("name", discount.name());
            JsonValues.put(one.putObject("amount"), discount.amount());
        }
        payment.settlementAmount().ifPresent(amount -> JsonValues.put(json.putObject("settlementAmount"), amount));
        json.put("transactionId", payment.transactionId().text());
        payment.paidAt().ifPresent(time -> json.put("paidAt", time.toString()));
    }

    private static Payment payment(JsonNode json) {
        List<Discount> discounts = new ArrayList<>();
        for (JsonNode one : json.path("discounts")) {
            discounts.add(
                    new Discount(JsonValues.text(one, "name"), JsonValues.money(JsonValues.object(one, "amount"))));
        }
        return new Payment(
                JsonValues.money(JsonValues.object(json, "orderAmount")),
                amount(json, "payerAmount"),
                discounts,
                amount(json, "settlementAmount"),
                new TransactionId(JsonValues.text(json, "transactionId")),
                JsonValues.optional(json, "paidAt").map(Instant::parse));
    }

    private static Optional<Money> amount(JsonNode json, String name) {
        return json.has(name) ? Optional.of(JsonValues.money(JsonValues.object(json, name))) : Optional.empty();
    }
}
