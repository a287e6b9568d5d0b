package dev.solvo.crypto.carddata;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What {@link PinVerificationData} makes of a PIN: four digits. Prints masked, is compared in constant time. */
public final class PinVerificationValue {
    private static final int COUNT = 4;

    private final String digits;

    private PinVerificationValue(String digits) {
        this.digits = digits;
    }

    /**
     * Takes decimal digits.
     *
     * @param digits four characters 0 to 9
     * @return the value
     * @throws IllegalArgumentException if the text is no such value; the message never shows it
     */
    public static PinVerificationValue of(String digits) {
        return new PinVerificationValue(Digits.require("a PIN verification value", digits, COUNT));
    }

    /**
     * The value in clear, for the issuer's records.
     *
     * @return four digits
     */
    public String digits() {
        return digits;
    }

    /** Compares all digits in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PinVerificationValue that
                && MessageDigest.isEqual(
                        digits.getBytes(StandardCharsets.US_ASCII), that.digits.getBytes(StandardCharsets.US_ASCII));
    }

    /** The same for every value. */
    @Override
    public int hashCode() {
        return COUNT;
    }

    /** No digit. */
    @Override
    public String toString() {
        return "PinVerificationValue[****]";
    }
}
