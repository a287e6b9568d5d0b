package dev.solvo.crypto.key;

import dev.solvo.crypto.CryptoException;
import dev.solvo.tlv.Bytes;

/**
 * A primary account number: 8 to 19 decimal digits (ISO/IEC 7812-1; EMV 4.4 Book 3, Annex A, tag 5A).
 *
 * <p>Prints masked. {@link #digits()} and {@link #toBytes()} are the places where the number leaves this type. A wrong
 * Luhn digit does not make a number invalid here, for test cards and some private cards have one;
 * {@link #hasValidLuhnDigit()} tells.
 */
public final class Pan {
    /** Fewest digits, those of an issuer identification number alone. */
    public static final int MIN_DIGITS = 8;

    /** Most digits. */
    public static final int MAX_DIGITS = 19;

    private static final int MIN_ISSUER_DIGITS = 3;

    private final String digits;

    private Pan(String digits) {
        this.digits = digits;
    }

    /**
     * Takes decimal digits.
     *
     * @param digits 8 to 19 characters 0 to 9
     * @return the number
     * @throws IllegalArgumentException if the text is no such number; the message never shows it
     */
    public static Pan of(String digits) {
        if (digits.length() < MIN_DIGITS || digits.length() > MAX_DIGITS) {
            throw new IllegalArgumentException("a PAN has 8 to 19 digits, not " + digits.length());
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                throw new IllegalArgumentException("a PAN has no digit at position " + i);
            }
        }
        return new Pan(digits);
    }

    /**
     * Reads compressed numeric form: {@code 4761739001010119} or {@code 541333900000151F}, filled with F on the right.
     *
     * @param compressedNumeric two digits a byte, 4 to 10 bytes
     * @return the number
     * @throws CryptoException if a digit is missing, if anything but F follows an F, or if there are fewer than 8 or
     *     more than 19 digits
     */
    public static Pan parse(Bytes compressedNumeric) throws CryptoException {
        int size = compressedNumeric.length();
        if (size * 2 < MIN_DIGITS || size > (MAX_DIGITS + 1) / 2) {
            throw new CryptoException(CryptoException.Reason.LENGTH, "a PAN has 4 to 10 bytes, not " + size);
        }
        StringBuilder digits = new StringBuilder(size * 2);
        boolean filling = false;
        for (int i = 0; i < size * 2; i++) {
            int nibble = compressedNumeric.unsigned(i / 2) >> (i % 2 == 0 ? 4 : 0) & 0xF;
            if (nibble == 0xF) {
                filling = true;
            } else if (filling || nibble > 9) {
                throw new CryptoException(CryptoException.Reason.FORMAT, "a PAN has no digit at position " + i);
            } else {
                digits.append((char) ('0' + nibble));
            }
        }
        if (digits.length() < MIN_DIGITS || digits.length() > MAX_DIGITS) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, "a PAN has 8 to 19 digits, not " + digits.length());
        }
        return new Pan(digits.toString());
    }

    /**
     * The number in clear. For calculations and for the line to the acquirer; never for a log or a screen.
     *
     * @return 8 to 19 digits
     */
    public String digits() {
        return digits;
    }

    /**
     * Number of digits.
     *
     * @return 8 to 19
     */
    public int length() {
        return digits.length();
    }

    /**
     * The number in clear in compressed numeric form, as short as possible: F follows an odd number of digits.
     *
     * @return 4 to 10 bytes
     */
    public Bytes toBytes() {
        return toBytes((digits.length() + 1) / 2);
    }

    /**
     * The number in clear in compressed numeric form, filled with F on the right.
     *
     * @param lengthBytes number of bytes
     * @return that many bytes
     * @throws IllegalArgumentException if the digits do not fit
     */
    public Bytes toBytes(int lengthBytes) {
        if (lengthBytes * 2 < digits.length()) {
            throw new IllegalArgumentException(digits.length() + " digits do not fit " + lengthBytes + " bytes");
        }
        byte[] bytes = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes * 2; i++) {
            int nibble = i < digits.length() ? digits.charAt(i) - '0' : 0xF;
            bytes[i / 2] |= (byte) (nibble << (i % 2 == 0 ? 4 : 0));
        }
        return Bytes.of(bytes);
    }

    /**
     * Tells whether the number begins with digits, such as those of an issuer.
     *
     * @param prefix decimal digits
     * @return whether they are the leftmost ones
     */
    public boolean startsWith(String prefix) {
        return digits.startsWith(prefix);
    }

    /**
     * Tells whether an issuer identifier of a certificate is that of this number: its 3 or more digits, filled with F
     * on the right, are the leftmost ones (EMV 4.4 Book 2, 6.3 step 7).
     *
     * @param identifier compressed numeric, 4 bytes in RSA certificates, 5 in ECC certificates
     * @return whether it matches; an identifier with fewer than 3 digits or anything but F after an F does not
     */
    public boolean matchesIssuerIdentifier(Bytes identifier) {
        int count = 0;
        boolean filling = false;
        for (int i = 0; i < identifier.length() * 2; i++) {
            int nibble = identifier.unsigned(i / 2) >> (i % 2 == 0 ? 4 : 0) & 0xF;
            if (nibble == 0xF) {
                filling = true;
            } else if (filling || i >= digits.length() || digits.charAt(i) - '0' != nibble) {
                return false;
            } else {
                count++;
            }
        }
        return count >= MIN_ISSUER_DIGITS;
    }

    /**
     * Tells whether the last digit is the check digit of the others (ISO/IEC 7812-1, Annex B).
     *
     * @return whether the Luhn sum is a multiple of 10
     */
    public boolean hasValidLuhnDigit() {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pan that && digits.equals(that.digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    /**
     * The number with its middle hidden: {@code 476173******0119}.
     *
     * <p>NOTE: first six and last four digits of a number of fewer than 13 digits would show nearly all of it, so such
     * a number shows its last four only.
     */
    @Override
    public String toString() {
        int shown = digits.length() < 13 ? 0 : 6;
        StringBuilder text = new StringBuilder(digits.length()).append(digits, 0, shown);
        for (int i = shown; i < digits.length() - 4; i++) {
            text.append('*');
        }
        return text.append(digits, digits.length() - 4, digits.length()).toString();
    }
}
