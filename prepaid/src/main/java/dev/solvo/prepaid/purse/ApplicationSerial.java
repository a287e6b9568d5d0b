package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/**
 * Serial number of a purse application: the card's number. Printed with its last two bytes only.
 *
 * @param value 10 bytes
 */
public record ApplicationSerial(Bytes value) {
    static final int LENGTH_BYTES = 10;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if there are not 10 bytes
     */
    public ApplicationSerial {
        CardNumber.requireLength(value, LENGTH_BYTES, "an application serial number");
    }

    /**
     * What the card's keys are derived with.
     *
     * @return the last 8 bytes
     */
    public Bytes diversifier() {
        return value.slice(LENGTH_BYTES - 8);
    }

    /** The last two bytes behind an asterisk. */
    @Override
    public String toString() {
        return "*" + value.slice(LENGTH_BYTES - 2).toHex();
    }
}
