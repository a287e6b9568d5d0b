package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What a card says of its electronic cash (UnionPay, PBOC 2.0 and later). It is spent by contactless payments and loaded by
 * the issuer's scripts, neither of which is done here.
 *
 * @param balance available funds (9F79)
 * @param limit most that the card holds (9F77)
 * @param transactionLimit most that one payment takes (9F78)
 * @param resetThreshold balance below which the card wants to be loaded (9F6D)
 * @param authorisationCode the issuer's authorisation code (9F74), 6 characters
 */
public record ElectronicCash(
        Money balance,
        Optional<Money> limit,
        Optional<Money> transactionLimit,
        Optional<Money> resetThreshold,
        Optional<Bytes> authorisationCode)
        implements ElectronicCashOutcome {
    private static final int AMOUNT_BYTES = 6;

    /**
     * Reads an amount of twelve packed digits.
     *
     * @param digits 6 bytes
     * @param currency currency of the card
     * @return the amount
     * @throws PurseException if the length is another or there is a digit above 9
     */
    public static Money amount(Bytes digits, CurrencyUnit currency) throws PurseException {
        if (digits.length() != AMOUNT_BYTES) {
            throw new PurseException(
                    PurseException.Reason.LENGTH, "an amount has 6 bytes of digits, not " + digits.length());
        }
        long amount = 0;
        for (int i = 0; i < AMOUNT_BYTES; i++) {
            int high = digits.unsigned(i) >> 4;
            int low = digits.unsigned(i) & 0x0F;
            if (high > 9 || low > 9) {
                throw new PurseException(PurseException.Reason.FORMAT, "an amount has decimal digits only");
            }
            amount = 100 * amount + 10L * high + low;
        }
        return Money.ofMinor(currency, amount);
    }
}
