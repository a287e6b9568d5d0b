package dev.solvo.emv.kernel;

import dev.solvo.emv.data.BcdNumber;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDate;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/**
 * One transaction in a card's log. EMV 4.4 Book 3, Annex D. Prints tags and lengths, never values.
 *
 * <p>A card decides itself what it remembers: every element may be absent, and one that is wrongly coded counts as absent.
 *
 * @param number number of the record, 1 being the newest
 * @param data all elements of the record
 */
public record LogRecord(int number, ChipData data) {
    /**
     * The day of the transaction, tag 9A.
     *
     * @return the date, or nothing
     */
    public Optional<EmvDate> date() {
        return data.get(EmvTag.TRANSACTION_DATE).flatMap(LogRecord::date);
    }

    /**
     * The amount in the smallest unit of its currency, tag 9F02.
     *
     * @return the amount, or nothing
     */
    public OptionalLong amountMinor() {
        return digits(EmvTag.AMOUNT_AUTHORISED_NUMERIC);
    }

    /**
     * The amount in its currency, tags 9F02 and 5F2A.
     *
     * @return the amount, or nothing if one of the two is absent or the currency is not known
     */
    public Optional<Money> amount() {
        OptionalLong amount = amountMinor();
        OptionalLong currency = digits(EmvTag.TRANSACTION_CURRENCY_CODE);
        if (!amount.isPresent() || !currency.isPresent() || currency.getAsLong() > 999) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Money.ofMinor(CurrencyUnit.ofNumericCode((int) currency.getAsLong()), amount.getAsLong()));
        } catch (IllegalCurrencyException unknown) {
            return Optional.empty();
        }
    }

    /**
     * The Application Transaction Counter, tag 9F36.
     *
     * @return 0 to 65535, or nothing
     */
    public OptionalInt applicationTransactionCounter() {
        Optional<Bytes> counter =
                data.get(EmvTag.APPLICATION_TRANSACTION_COUNTER).filter(value -> value.length() == 2);
        return counter.isPresent() ? OptionalInt.of((int) counter.get().toUnsignedLong()) : OptionalInt.empty();
    }

    private OptionalLong digits(Tag tag) {
        Optional<Bytes> value = data.get(tag);
        if (!value.isPresent()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(BcdNumber.parse(tag, value.get()));
        } catch (EmvDataException noDigits) {
            return OptionalLong.empty();
        }
    }

    private static Optional<EmvDate> date(Bytes value) {
        try {
            return Optional.of(EmvDate.parse(EmvTag.TRANSACTION_DATE, value));
        } catch (EmvDataException noDate) {
            return Optional.empty();
        }
    }
}
