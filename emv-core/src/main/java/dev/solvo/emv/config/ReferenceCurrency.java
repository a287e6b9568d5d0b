package dev.solvo.emv.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The common currency into which the terminal converts amounts for the card: tags 9F3A, 9F3C and 9F3D. EMV 4.4 Book 3,
 * Annex A.
 *
 * <p>NOTE: the Books name the elements and leave rates and rounding to the payment system. Here half a minor unit is rounded
 * up, and an amount whose currency has no rate is not converted: the three elements are absent then.
 *
 * @param currency the reference currency
 * @param rates how many units of the reference currency one unit of another currency is worth
 */
public record ReferenceCurrency(CurrencyUnit currency, Map<CurrencyUnit, BigDecimal> rates) {
    /**
     * Checks and copies the rates.
     *
     * @throws IllegalArgumentException if a rate is not positive, one is given for the reference currency itself, or the
     *     reference currency has no numeric code
     */
    public ReferenceCurrency {
        rates = Collections.unmodifiableMap(new LinkedHashMap<>(rates));
        if (currency.getNumericCode() <= 0) {
            throw new IllegalArgumentException("the reference currency has no ISO 4217 numeric code");
        }
        if (rates.containsKey(currency)) {
            throw new IllegalArgumentException("a rate from the reference currency to itself");
        }
        for (BigDecimal rate : rates.values()) {
            if (rate.signum() <= 0) {
                throw new IllegalArgumentException("a rate to the reference currency is not positive");
            }
        }
    }

    /**
     * Converts an amount.
     *
     * @param amount an amount in any currency
     * @return the amount in the reference currency, or nothing if there is no rate for its currency
     */
    public Optional<Money> convert(Money amount) {
        if (amount.getCurrencyUnit().equals(currency)) {
            return Optional.of(amount);
        }
        return Optional.ofNullable(rates.get(amount.getCurrencyUnit()))
                .map(rate -> amount.convertedTo(currency, rate, RoundingMode.HALF_UP));
    }
}
