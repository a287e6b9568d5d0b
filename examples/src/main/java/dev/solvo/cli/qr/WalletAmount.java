package dev.solvo.cli.qr;

import java.math.BigDecimal;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** An amount as it was typed. */
final class WalletAmount {
    /** No wallet takes longer amounts; more would only be digits to compute with. */
    private static final int MOST_WHOLE_DIGITS = 12;

    private WalletAmount() {}

    /**
     * The amount in that currency.
     *
     * @throws IllegalArgumentException with a message for the user if it is none
     */
    static Money of(CurrencyUnit currency, BigDecimal typed) {
        if (typed.signum() <= 0) {
            throw new IllegalArgumentException("--amount is not more than zero");
        }
        if ((long) typed.precision() - typed.scale() > MOST_WHOLE_DIGITS) {
            throw new IllegalArgumentException(
                    "--amount has more than " + MOST_WHOLE_DIGITS + " digits before the point");
        }
        BigDecimal exact = typed.stripTrailingZeros();
        if (exact.scale() > currency.getDecimalPlaces()) {
            throw new IllegalArgumentException("--amount has more decimals than " + currency);
        }
        return Money.of(currency, exact);
    }
}
