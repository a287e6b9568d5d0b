package dev.solvo.emv.kernel;

import dev.solvo.emv.config.ReferenceCurrency;
import dev.solvo.emv.data.BcdNumber;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDate;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.time.LocalDateTime;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What the terminal contributes to the data of a transaction. EMV 4.4 Book 3, Annex A; Book 4, 6.5 and Annex A. */
final class TerminalData {
    private static final long LARGEST_BINARY_AMOUNT = 0xFFFF_FFFFL;

    private TerminalData() {}

    static void forTransaction(Transaction transaction) {
        // First what holds for every transaction, for this one's currency replaces the terminal's usual one.
        transaction.terminal().putInto(transaction.data());
        transaction.request().putInto(transaction.data());
        Optional<ReferenceCurrency> reference = transaction.terminal().referenceCurrency();
        if (reference.isPresent()) {
            reference(transaction, reference.get());
        }
        dateAndTime(transaction.data(), transaction.startedAt());
        transaction.application().putInto(transaction.data());
    }

    /** The amount in the common currency of terminal and card. EMV 4.4 Book 3, Annex A, 9F3A, 9F3C and 9F3D. */
    private static void reference(Transaction transaction, ReferenceCurrency reference) {
        Optional<Money> converted = reference.convert(transaction.request().amount());
        if (converted.isPresent()) {
            CurrencyUnit currency = reference.currency();
            putBinary(transaction.data(), EmvTag.AMOUNT_REFERENCE_CURRENCY, minor(converted.get()));
            transaction
                    .data()
                    .putTerminal(
                            EmvTag.TRANSACTION_REFERENCE_CURRENCY_CODE,
                            BcdNumber.toBytes(currency.getNumericCode(), 2));
            transaction
                    .data()
                    .putTerminal(
                            EmvTag.TRANSACTION_REFERENCE_CURRENCY_EXPONENT,
                            BcdNumber.toBytes(currency.getDecimalPlaces(), 1));
        }
    }

    private static void putBinary(DataStore data, Tag tag, long amount) {
        if (amount <= LARGEST_BINARY_AMOUNT) {
            data.putTerminal(
                    tag, Bytes.of((byte) (amount >> 24), (byte) (amount >> 16), (byte) (amount >> 8), (byte) amount));
        }
    }

    private static void dateAndTime(DataStore data, LocalDateTime at) {
        data.putTerminal(EmvTag.TRANSACTION_DATE, EmvDate.of(at.toLocalDate()).toBytes());
        data.putTerminal(
                EmvTag.TRANSACTION_TIME,
                BcdNumber.toBytes(at.getHour() * 10_000L + at.getMinute() * 100L + at.getSecond(), 3));
    }

    static long minor(Money money) {
        return money.getAmount()
                .movePointRight(money.getCurrencyUnit().getDecimalPlaces())
                .longValueExact();
    }
}
