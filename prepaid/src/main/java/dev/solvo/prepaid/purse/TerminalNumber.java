package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/**
 * Number of a terminal, which every code of a transaction covers. That of the terminal's security module, where it has one.
 *
 * @param value 6 bytes
 */
public record TerminalNumber(Bytes value) {
    static final int LENGTH_BYTES = 6;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if there are not 6 bytes
     */
    public TerminalNumber {
        CardNumber.requireLength(value, LENGTH_BYTES, "a terminal number");
    }

    /** Twelve hexadecimal digits; a terminal is no secret. */
    @Override
    public String toString() {
        return value.toHex();
    }
}
