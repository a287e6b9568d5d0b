package dev.solvo.crypto.pin;

import dev.solvo.crypto.key.SecretKeyAccess;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A PIN: 4 to 12 decimal digits (ISO 9564-1). Closed after use, compared in constant time, never printed.
 *
 * <p>{@link #close()} overwrites the one array this object holds; the garbage collector may have left copies of it.
 */
public final class Pin implements AutoCloseable {
    /** Fewest digits. */
    public static final int MIN_DIGITS = 4;

    /** Most digits. */
    public static final int MAX_DIGITS = 12;

    private final byte[] digits;
    private boolean closed;

    private Pin(byte[] owned) {
        this.digits = owned;
    }

    /**
     * Takes digits as text. A {@code char[]} behind a {@code CharBuffer} can be wiped by the caller, a
     * {@code String} cannot.
     *
     * @param text 4 to 12 characters 0 to 9
     * @return the PIN
     * @throws IllegalArgumentException if the text is no PIN; the message never shows it
     */
    public static Pin of(CharSequence text) {
        requireLength(text.length());
        byte[] digits = new byte[text.length()];
        for (int i = 0; i < digits.length; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                Arrays.fill(digits, (byte) 0);
                throw new IllegalArgumentException("a PIN has decimal digits only");
            }
            digits[i] = (byte) (c - '0');
        }
        return new Pin(digits);
    }

    /**
     * Takes digits as numbers; wiping the source stays with the caller.
     *
     * @param digits 4 to 12 values 0 to 9
     * @return the PIN
     * @throws IllegalArgumentException if the values are no PIN; the message never shows them
     */
    public static Pin ofDigits(byte[] digits) {
        requireLength(digits.length);
        for (byte digit : digits) {
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("a PIN has decimal digits only");
            }
        }
        return new Pin(digits.clone());
    }

    /**
     * Number of digits.
     *
     * @return 4 to 12
     */
    public int length() {
        return digits.length;
    }

    /**
     * A copy of the digits. The caller wipes it.
     *
     * @param access the token that makes this call visible
     * @return 4 to 12 values 0 to 9
     * @throws IllegalStateException if this PIN is closed
     */
    public byte[] toDigits(SecretKeyAccess access) {
        if (access == null) {
            throw new IllegalArgumentException("no access");
        }
        return digits();
    }

    /** Overwrites the digits. Closing again does nothing. */
    @Override
    public synchronized void close() {
        Arrays.fill(digits, (byte) 0);
        closed = true;
    }

    /** Compares the digits in constant time. A closed PIN equals itself only. */
    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Pin that) || isClosed() || that.isClosed()) {
            return false;
        }
        byte[] mine = digits();
        byte[] theirs = that.digits();
        boolean equal = MessageDigest.isEqual(mine, theirs);
        Arrays.fill(mine, (byte) 0);
        Arrays.fill(theirs, (byte) 0);
        return equal;
    }

    /** The same for every PIN, for a hash of the digits would leak them. */
    @Override
    public int hashCode() {
        return Pin.class.hashCode();
    }

    /** No digit and not their number. */
    @Override
    public String toString() {
        return "Pin[****]";
    }

    synchronized byte[] digits() {
        if (closed) {
            throw new IllegalStateException("the PIN is closed");
        }
        return digits.clone();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private static void requireLength(int length) {
        if (length < MIN_DIGITS || length > MAX_DIGITS) {
            throw new IllegalArgumentException("a PIN has 4 to 12 digits");
        }
    }
}
