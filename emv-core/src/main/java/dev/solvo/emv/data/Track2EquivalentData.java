package dev.solvo.emv.data;

import dev.solvo.crypto.key.Pan;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;

/**
 * Track 2 Equivalent Data, tag 57: account number, expiry and service code as on a magnetic stripe, without sentinels and
 * LRC. EMV 4.4 Book 3, Annex A. Immutable; prints masked.
 */
public final class Track2EquivalentData {
    private static final int MAX_LENGTH = 19;
    private static final int SEPARATOR = 0xD;
    private static final int FILLING = 0xF;
    private static final int AFTER_PAN = 7;

    private final Bytes bytes;
    private final Pan pan;
    private final String rest;

    private Track2EquivalentData(Bytes bytes, Pan pan, String rest) {
        this.bytes = bytes;
        this.pan = pan;
        this.rest = rest;
    }

    /**
     * Reads the value field: digits of the account number, D, YYMM, service code, discretionary digits, F if needed.
     *
     * @param bytes up to 19 bytes
     * @return the data
     * @throws EmvDataException if a digit is not decimal, the separator or expiry and service code are missing, or the
     *     account number has not 8 to 19 digits
     */
    public static Track2EquivalentData parse(Bytes bytes) throws EmvDataException {
        if (bytes.isEmpty() || bytes.length() > MAX_LENGTH) {
            throw EmvDataException.length(EmvTag.TRACK_2_EQUIVALENT_DATA, bytes.length(), "1 to 19");
        }
        int count = 2 * bytes.length();
        if (digit(bytes, count - 1) == FILLING) {
            count--;
        }
        StringBuilder digits = new StringBuilder(count);
        int separator = -1;
        for (int i = 0; i < count; i++) {
            int digit = digit(bytes, i);
            if (digit == SEPARATOR && separator < 0) {
                separator = i;
            } else if (digit <= 9) {
                digits.append((char) ('0' + digit));
            } else {
                throw new EmvDataException(Reason.FORMAT, EmvTag.TRACK_2_EQUIVALENT_DATA, i / 2, "no decimal digit");
            }
        }
        if (separator < Pan.MIN_DIGITS || separator > Pan.MAX_DIGITS || digits.length() < separator + AFTER_PAN) {
            throw new EmvDataException(
                    Reason.FORMAT,
                    EmvTag.TRACK_2_EQUIVALENT_DATA,
                    "not an account number of 8 to 19 digits, a separator, YYMM and a service code");
        }
        return new Track2EquivalentData(bytes, Pan.of(digits.substring(0, separator)), digits.substring(separator));
    }

    private static int digit(Bytes bytes, int index) {
        int value = bytes.unsigned(index / 2);
        return index % 2 == 0 ? value >> 4 : value & 0xF;
    }

    /**
     * The account number.
     *
     * @return the number
     */
    public Pan pan() {
        return pan;
    }

    /**
     * The expiry, year and month.
     *
     * @return four digits, YYMM
     */
    public String expiry() {
        return rest.substring(0, 4);
    }

    /**
     * The service code.
     *
     * @return three digits
     */
    public String serviceCode() {
        return rest.substring(4, AFTER_PAN);
    }

    /**
     * The value field.
     *
     * @return up to 19 bytes
     */
    public Bytes toBytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Track2EquivalentData that && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /** The masked account number; nothing of what follows the separator. */
    @Override
    public String toString() {
        return pan + "D***";
    }
}
