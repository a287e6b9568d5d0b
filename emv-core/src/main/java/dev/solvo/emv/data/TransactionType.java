package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;
import java.util.Locale;

/**
 * Transaction Type, tag 9C: the first two digits of the processing code of ISO 8583. EMV 4.4 Book 3, Annex A; Book 4,
 * 6.5.1.
 *
 * @param code the two digits as a number, 0 to 99
 */
public record TransactionType(int code) {
    /** 00: purchase of goods or services. */
    public static final TransactionType PURCHASE = new TransactionType(0);

    /** 01: cash. */
    public static final TransactionType CASH = new TransactionType(1);

    /** 09: purchase with cashback. */
    public static final TransactionType PURCHASE_WITH_CASHBACK = new TransactionType(9);

    /** 17: cash disbursement. */
    public static final TransactionType CASH_DISBURSEMENT = new TransactionType(17);

    /** 20: refund. */
    public static final TransactionType REFUND = new TransactionType(20);

    /** 21: deposit. */
    public static final TransactionType DEPOSIT = new TransactionType(21);

    /** 30: balance inquiry. */
    public static final TransactionType BALANCE_INQUIRY = new TransactionType(30);

    /** 31: balance inquiry, the code that some networks use instead of 30. */
    public static final TransactionType BALANCE_INQUIRY_31 = new TransactionType(31);

    /**
     * 37: status inquiry ("card verification inquiry").
     *
     * <p>NOTE: EMV gives no code for it, and networks differ; this one is that of a widespread ISO 8583 dialect.
     */
    public static final TransactionType STATUS_INQUIRY = new TransactionType(37);

    /** 40: transfer. */
    public static final TransactionType TRANSFER = new TransactionType(40);

    /** 50: payment. */
    public static final TransactionType PAYMENT = new TransactionType(50);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the code has not one or two digits
     */
    public TransactionType {
        if (code < 0 || code > 99) {
            throw new IllegalArgumentException("a transaction type has two decimal digits");
        }
    }

    /**
     * Reads the value field.
     *
     * @param bytes 1 byte, two decimal digits
     * @return the type
     * @throws EmvDataException if the length is another or a digit is not decimal
     */
    public static TransactionType parse(Bytes bytes) throws EmvDataException {
        if (bytes.length() != 1) {
            throw EmvDataException.length(EmvTag.TRANSACTION_TYPE, bytes.length(), "1");
        }
        return new TransactionType((int) BcdNumber.parse(EmvTag.TRANSACTION_TYPE, bytes));
    }

    /**
     * The value field.
     *
     * @return 1 byte
     */
    public Bytes toBytes() {
        return BcdNumber.toBytes(code, 1);
    }

    /**
     * Tells whether money goes to the cardholder: the codes 20 to 29 of ISO 8583.
     *
     * @return whether it is a credit
     */
    public boolean isCredit() {
        return code / 10 == 2;
    }

    /**
     * Tells whether something is asked and no money moves: the codes 30 to 39 of ISO 8583.
     *
     * @return whether it is an inquiry
     */
    public boolean isInquiry() {
        return code / 10 == 3;
    }

    /**
     * The type in words.
     *
     * @return a short text
     */
    public String meaning() {
        return switch (code) {
            case 0 -> "Purchase";
            case 1 -> "Cash";
            case 9 -> "Purchase with cashback";
            case 17 -> "Cash disbursement";
            case 20 -> "Refund";
            case 21 -> "Deposit";
            case 30, 31 -> "Balance inquiry";
            case 37 -> "Status inquiry";
            case 40 -> "Transfer";
            case 50 -> "Payment";
            default -> "Other";
        };
    }

    /** The digits and their meaning. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%02d", code) + " " + meaning();
    }

    // Written out: what the compiler makes of a record takes the first caller of a process milliseconds.
    @Override
    public boolean equals(Object other) {
        return other instanceof TransactionType that && that.code == code;
    }

    @Override
    public int hashCode() {
        return code;
    }
}
