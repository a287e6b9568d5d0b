package dev.solvo.emv.data;

import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;

/**
 * Terminal Type, tag 9F35: who operates the terminal, with or without an attendant, and whether it can go online. EMV 4.4
 * Book 4, Annex A1.
 *
 * @param operator who operates it
 * @param attended whether an attendant is present
 * @param communication whether it can go online
 */
public record TerminalType(Operator operator, boolean attended, Communication communication) {
    /** The first digit. */
    public enum Operator {
        /** 1: financial institution. */
        FINANCIAL_INSTITUTION(1),
        /** 2: merchant. */
        MERCHANT(2),
        /** 3: cardholder, always without attendant. */
        CARDHOLDER(3);

        private final int digit;

        Operator(int digit) {
            this.digit = digit;
        }
    }

    /** The second digit, apart from the attendant. */
    public enum Communication {
        /** Every transaction goes online. */
        ONLINE_ONLY(1),
        /** Transactions go online when the kernel decides so. */
        OFFLINE_WITH_ONLINE_CAPABILITY(2),
        /** No transaction goes online. */
        OFFLINE_ONLY(3);

        private final int attendedDigit;

        Communication(int attendedDigit) {
            this.attendedDigit = attendedDigit;
        }
    }

    /**
     * Checks the combination.
     *
     * @throws IllegalArgumentException for a cardholder's terminal with an attendant, which does not exist
     */
    public TerminalType {
        if (operator == Operator.CARDHOLDER && attended) {
            throw new IllegalArgumentException("a cardholder's terminal has no attendant");
        }
    }

    /**
     * Reads the value field: {@code 22} is a merchant's terminal, attended, offline with online capability.
     *
     * @param bytes 1 byte
     * @return the type
     * @throws EmvDataException if the length is another or the digits are not one of 11-16, 21-26, 34-36
     */
    public static TerminalType parse(Bytes bytes) throws EmvDataException {
        if (bytes.length() != 1) {
            throw EmvDataException.length(EmvTag.TERMINAL_TYPE, bytes.length(), "1");
        }
        for (Operator operator : Operator.values()) {
            for (Communication communication : Communication.values()) {
                for (boolean attended : new boolean[] {true, false}) {
                    if (code(operator, attended, communication) == bytes.unsigned(0)
                            && !(attended && operator == Operator.CARDHOLDER)) {
                        return new TerminalType(operator, attended, communication);
                    }
                }
            }
        }
        throw new EmvDataException(
                Reason.VALUE, EmvTag.TERMINAL_TYPE, "not one of the types 11 to 16, 21 to 26, 34 to 36");
    }

    private static int code(Operator operator, boolean attended, Communication communication) {
        return operator.digit << 4 | communication.attendedDigit + (attended ? 0 : 3);
    }

    /**
     * The value field.
     *
     * @return 1 byte
     */
    public Bytes toBytes() {
        return Bytes.ofUnsigned(code(operator, attended, communication));
    }

    /**
     * Tells whether it can go online at all.
     *
     * @return false only for an offline-only terminal
     */
    public boolean isOnlineCapable() {
        return communication != Communication.OFFLINE_ONLY;
    }

    /**
     * Tells whether this is an automated teller machine: a financial institution's terminal without attendant that
     * dispenses cash.
     *
     * @param capabilities the terminal's additional capabilities
     * @return whether it is one
     */
    public boolean isAtm(AdditionalTerminalCapabilities capabilities) {
        return operator == Operator.FINANCIAL_INSTITUTION
                && !attended
                && capabilities.contains(AdditionalTerminalCapabilities.Bit.CASH);
    }
}
