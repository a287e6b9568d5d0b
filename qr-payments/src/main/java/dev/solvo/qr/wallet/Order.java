package dev.solvo.qr.wallet;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What the customer is to pay for.
 *
 * @param number the merchant's number, new for every attempt
 * @param amount more than zero
 * @param description what the customer reads in his app, 1 to 127 characters
 * @param pointOfSale where the order is taken
 * @param expiresAfter how long a shown code can be paid, from a minute to two hours
 * @param notifyUrl where the wallet is to report the payment; polling works without
 * @param options wishes that only one wallet knows
 */
public record Order(
        OrderNumber number,
        Money amount,
        String description,
        PointOfSale pointOfSale,
        Duration expiresAfter,
        Optional<URI> notifyUrl,
        List<OrderOption> options) {
    /** How long a shown code can be paid if nothing else is said. */
    public static final Duration DEFAULT_EXPIRY = Duration.ofMinutes(5);

    /** Checks what holds for every wallet. */
    public Order {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("the amount of order " + number + " is not more than zero: " + amount);
        }
        if (description.isEmpty() || description.codePointCount(0, description.length()) > 127) {
            throw new IllegalArgumentException("the description of order " + number + " is not of 1 to 127 characters");
        }
        if (expiresAfter.compareTo(Duration.ofMinutes(1)) < 0 || expiresAfter.compareTo(Duration.ofHours(2)) > 0) {
            throw new IllegalArgumentException(
                    "order " + number + " expires after " + expiresAfter + "; expected one minute to two hours");
        }
        options = List.copyOf(options);
    }

    /** An order without a named place, open for five minutes. */
    public static Order of(OrderNumber number, Money amount, String description) {
        return new Order(number, amount, description, PointOfSale.UNNAMED, DEFAULT_EXPIRY, Optional.empty(), List.of());
    }

    /** The same, taken at this place. */
    public Order at(PointOfSale place) {
        return new Order(number, amount, description, place, expiresAfter, notifyUrl, options);
    }

    /** The same, its shown code open for so long. */
    public Order expiringAfter(Duration duration) {
        return new Order(number, amount, description, pointOfSale, duration, notifyUrl, options);
    }

    /** The same, reported to this address. */
    public Order notifying(URI url) {
        return new Order(number, amount, description, pointOfSale, expiresAfter, Optional.of(url), options);
    }

    /** The same with one more wish. */
    public Order with(OrderOption option) {
        List<OrderOption> more = new ArrayList<>(options);
        more.add(option);
        return new Order(number, amount, description, pointOfSale, expiresAfter, notifyUrl, more);
    }

    /** The wishes of that type, in their order. */
    public <T extends OrderOption> List<T> options(Class<T> type) {
        List<T> found = new ArrayList<>();
        for (OrderOption option : options) {
            if (type.isInstance(option)) {
                found.add(type.cast(option));
            }
        }
        return found;
    }
}
