package dev.solvo.qr.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.wallet.Discount;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.TransactionId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The payment that a verified answer or notification tells of. */
final class AlipayPayments {
    /** Channels (fund_channel) by which others pay: red packets, points, coupons and discounts. */
    private static final Set<String> OTHERS_PAY = Set.of("COUPON", "POINT", "DISCOUNT", "MDISCOUNT", "MCOUPON");

    private AlipayPayments() {}

    /** Empty if amount or number are missing, or something about money cannot be understood. */
    static Optional<Payment> payment(ObjectNode body) {
        try {
            CurrencyUnit currency = CurrencyUnit.of(body.path("trans_currency").asText("CNY"));
            Optional<Money> amount = amount(body, "total_amount", currency);
            if (!amount.isPresent()) {
                return Optional.empty();
            }
            String paidAt = body.path("gmt_payment").asText("");
            return Optional.of(new Payment(
                    amount.get(),
                    amount(body, "buyer_pay_amount", currency),
                    discounts(body, currency),
                    amount(body, "receipt_amount", currency),
                    new TransactionId(body.path("trade_no").asText("")),
                    BeijingTime.parse(
                            paidAt.isEmpty() ? body.path("send_pay_date").asText("") : paidAt)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /**
     * An amount in decimal notation, as text or as a number; empty if the field is absent.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Optional<Money> amount(JsonNode body, String field, CurrencyUnit currency) {
        JsonNode node = body.path(field);
        if (node.isMissingNode()
                || node.isNull()
                || node.isTextual() && node.asText().isEmpty()) {
            return Optional.empty();
        }
        BigDecimal value;
        if (node.isTextual() && node.asText().matches("[0-9]{1,12}(\\.[0-9]{1,2})?")) {
            value = new BigDecimal(node.asText());
        } else if (node.isNumber()) {
            value = node.decimalValue();
        } else {
            throw new IllegalArgumentException("an amount has 1 to 12 digits and up to 2 decimals");
        }
        // The scale first: a number such as 1E999999999 is never written out.
        if (Math.abs((long) value.scale()) > 12 || value.precision() > 15 || value.signum() < 0) {
            throw new IllegalArgumentException("an amount has 1 to 12 digits and up to 2 decimals");
        }
        return Optional.of(Money.of(currency, value));
    }

    /** Each discount once: Alipay tells of the same one by vouchers, by channels and by sums. */
    private static List<Discount> discounts(ObjectNode body, CurrencyUnit currency) {
        List<Discount> found = new ArrayList<>();
        for (JsonNode voucher : body.path("voucher_detail_list")) {
            String name = voucher.path("name").asText("");
            add(found, name.isEmpty() ? voucher.path("type").asText("voucher") : name, voucher, "amount", currency);
        }
        boolean vouchers = !found.isEmpty();
        boolean points = false;
        for (JsonNode bill : body.path("fund_bill_list")) {
            String channel =
                    bill.path("fund_channel").asText(bill.path("fundChannel").asText(""));
            if (channel.equals("POINT") || !vouchers && OTHERS_PAY.contains(channel)) {
                add(found, channel, bill, "amount", currency);
                points |= channel.equals("POINT");
            }
        }
        if (found.isEmpty()) {
            add(found, "discount_amount", body, "discount_amount", currency);
            add(found, "mdiscount_amount", body, "mdiscount_amount", currency);
        }
        if (!points) {
            add(found, "point_amount", body, "point_amount", currency);
        }
        return found;
    }

    private static void add(List<Discount> all, String name, JsonNode from, String field, CurrencyUnit currency) {
        amount(from, field, currency).filter(Money::isPositive).ifPresent(worth -> all.add(new Discount(name, worth)));
    }
}
