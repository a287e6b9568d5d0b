package dev.solvo.qr.wechat;

import dev.solvo.qr.wallet.Discount;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.TransactionId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The payment in a message of v2. */
final class V2Payments {
    private static final DateTimeFormatter BEIJING_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.ofHours(8));

    private V2Payments() {}

    /** Empty if amount or number are missing or wrong. */
    static Optional<Payment> payment(V2Message message) {
        try {
            Optional<Money> total = money(message, "total_fee", "fee_type");
            Optional<String> id = message.find("transaction_id");
            if (!total.isPresent() || !id.isPresent()) {
                return Optional.empty();
            }
            List<Discount> discounts = money(message, "coupon_fee", "fee_type")
                    .map(worth -> List.of(new Discount("coupon_fee", worth)))
                    .orElse(List.of());
            return Optional.of(new Payment(
                    total.get(),
                    money(message, "cash_fee", "cash_fee_type"),
                    discounts,
                    money(message, "settlement_total_fee", "fee_type"),
                    new TransactionId(id.get()),
                    message.find("time_end").flatMap(V2Payments::time)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * An amount in minor units; CNY if its currency is not said.
     *
     * @throws IllegalArgumentException if the amount is there, but is no such number or of an unknown currency
     */
    static Optional<Money> money(V2Message message, String name, String currencyName) {
        return message.find(name).map(minor -> {
            if (!minor.matches("[0-9]{1,12}")) {
                throw new IllegalArgumentException("an amount is 1 to 12 digits");
            }
            CurrencyUnit currency = CurrencyUnit.of(message.find(currencyName).orElse("CNY"));
            return Money.ofMinor(currency, Long.parseLong(minor));
        });
    }

    /** A time that cannot be read leaves the payment as true as it is. */
    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.from(BEIJING_TIME.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
