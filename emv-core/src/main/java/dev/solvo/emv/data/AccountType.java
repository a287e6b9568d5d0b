package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;
import java.util.Locale;

/**
 * Account Type, tag 5F57: which of the cardholder's accounts is meant, the third and fourth digit of the processing code of
 * ISO 8583. EMV 4.4 Book 3, Annex A and Annex G.
 *
 * @param code the two digits as a number, 0 to 99; those without a constant here are a network's own
 */
public record AccountType(int code) {
    /** 00: default, not specified. */
    public static final AccountType DEFAULT = new AccountType(0);

    /** 10: savings. */
    public static final AccountType SAVINGS = new AccountType(10);

    /** 20: cheque or debit. */
    public static final AccountType CHEQUE_DEBIT = new AccountType(20);

    /** 30: credit. */
    public static final AccountType CREDIT = new AccountType(30);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the code has not one or two digits
     */
    public AccountType {
        if (code < 0 || code > 99) {
            throw new IllegalArgumentException("an account type has two decimal digits");
        }
    }

    /**
     * Reads the value field.
     *
     * @param bytes 1 byte, two decimal digits
     * @return the type
     * @throws EmvDataException if the length is another or a digit is not decimal
     */
    public static AccountType parse(Bytes bytes) throws EmvDataException {
        if (bytes.length() != 1) {
            throw EmvDataException.length(EmvTag.ACCOUNT_TYPE, bytes.length(), "1");
        }
        return new AccountType((int) BcdNumber.parse(EmvTag.ACCOUNT_TYPE, bytes));
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
     * The type in words.
     *
     * @return a short text
     */
    public String meaning() {
        return switch (code) {
            case 0 -> "Default";
            case 10 -> "Savings";
            case 20 -> "Cheque or debit";
            case 30 -> "Credit";
            default -> "Other";
        };
    }

    /** The digits and their meaning. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%02d", code) + " " + meaning();
    }
}
