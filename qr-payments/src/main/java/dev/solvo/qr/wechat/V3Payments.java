package dev.solvo.qr.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.wallet.Discount;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.TransactionId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** The transaction of APIv3, which payments, queries and notifications have in common. */
final class V3Payments {
    private V3Payments() {}

    /** What the field trade_state says. */
    static PaymentReply reply(JsonNode transaction) {
        return WeChatPayStates.payment(V3Json.text(transaction, "trade_state").orElse(""), payment(transaction));
    }

    /** Empty if amount or number are missing or wrong. */
    private static Optional<Payment> payment(JsonNode transaction) {
        JsonNode amount = transaction.path("amount");
        try {
            Optional<Money> total = V3Json.money(amount, "total", "currency");
            Optional<String> id = V3Json.text(transaction, "transaction_id");
            if (!total.isPresent() || !id.isPresent()) {
                return Optional.empty();
            }
            return Optional.of(new Payment(
                    total.get(),
                    V3Json.money(amount, "payer_total", "payer_currency"),
                    discounts(transaction),
                    V3Json.money(amount, "settlement_total", "currency"),
                    new TransactionId(id.get()),
                    V3Json.text(transaction, "success_time").flatMap(V3Payments::time)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Discount> discounts(JsonNode transaction) {
        List<Discount> discounts = new ArrayList<>();
        for (JsonNode promotion : transaction.path("promotion_detail")) {
            Optional<String> name = V3Json.text(promotion, "name");
            String named = name.isPresent()
                    ? name.get()
                    : V3Json.text(promotion, "coupon_id").orElse("");
            V3Json.money(promotion, "amount", "currency").ifPresent(worth -> discounts.add(new Discount(named, worth)));
        }
        return discounts;
    }

    /** A time that cannot be read leaves the payment as true as it is. */
    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
