package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * One line of the card's own log: the latest ten transactions.
 *
 * @param sequence the card's number of the transaction, online for loads, offline for purchases
 * @param overdraft overdraft limit, where the passbook has one
 * @param amount how much
 * @param type what it was
 * @param terminal at which terminal
 * @param time when
 */
public record LogRecord(
        int sequence,
        Money overdraft,
        Money amount,
        PurseTransactionType type,
        TerminalNumber terminal,
        TransactionTime time) {
    /** Length of a record. */
    public static final int LENGTH_BYTES = 23;

    /**
     * Reads a record.
     *
     * @param bytes 23 bytes
     * @param currency currency of the purse
     * @return the record
     * @throws PurseException if the length is another, the type is unknown or the time does not exist, as in a record that
     *     was never written
     */
    public static LogRecord parse(Bytes bytes, CurrencyUnit currency) throws PurseException {
        if (bytes.length() != LENGTH_BYTES) {
            throw new PurseException(
                    PurseException.Reason.LENGTH, "a log record has " + LENGTH_BYTES + " bytes, not " + bytes.length());
        }
        return new LogRecord(
                (int) bytes.slice(0, 2).toUnsignedLong(),
                Money.ofMinor(currency, bytes.slice(2, 5).toUnsignedLong()),
                Money.ofMinor(currency, bytes.slice(5, 9).toUnsignedLong()),
                PurseTransactionType.of(bytes.unsigned(9)),
                new TerminalNumber(bytes.slice(10, 16)),
                TransactionTime.parse(bytes.slice(16)));
    }

    /** Tells whether this line is of a purchase: type, amount, terminal and second are the same. */
    boolean isOf(PurchaseFacts purchase) {
        return isOf(purchase.type(), purchase.amount(), purchase.terminal(), purchase.time());
    }

    boolean isOf(PurseTransactionType wanted, Money much, TerminalNumber where, TransactionTime when) {
        return type == wanted && amount.equals(much) && terminal.equals(where) && time.equals(when);
    }
}
