package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.CryptoException;
import dev.solvo.tlv.Bytes;

/**
 * A key serial number of triple DES DUKPT: 59 bits that name the initial key and a counter of 21 bits (ANSI
 * X9.24-1:2009, A.1).
 *
 * <p>The counter has at most ten ones: values with more are skipped. It is zero as long as no transaction was made.
 *
 * @param toBytes 10 bytes
 */
public record TdesKeySerialNumber(Bytes toBytes) implements KeySerialNumber {
    /** Length of a number. */
    public static final int LENGTH_BYTES = 10;

    /** Length of a number whose first two bytes are not sent, for they are FF. */
    public static final int SHORT_LENGTH_BYTES = 8;

    /** Transactions that one initial key gives: counters with one to ten ones. */
    public static final int TRANSACTIONS = 1_048_575;

    /** Length of the counter. */
    public static final int COUNTER_BITS = 21;

    /** Most ones of a counter. */
    public static final int MAX_ONES = 10;

    private static final int COUNTER_MASK = (1 << COUNTER_BITS) - 1;

    /**
     * Checks length and counter.
     *
     * @throws IllegalArgumentException if they break the rules; what comes from outside goes through {@link #parse}
     */
    public TdesKeySerialNumber {
        if (toBytes.length() != LENGTH_BYTES) {
            throw new IllegalArgumentException("a key serial number has 10 bytes, not " + toBytes.length());
        }
        if (Integer.bitCount(counterOf(toBytes)) > MAX_ONES) {
            throw new IllegalArgumentException("the counter has more than 10 ones");
        }
    }

    /**
     * Reads a number.
     *
     * @param bytes 10 bytes, or 8 where the leading FFFF is left out
     * @return the number
     * @throws CryptoException if the length is wrong or the counter has more than ten ones
     */
    public static TdesKeySerialNumber parse(Bytes bytes) throws CryptoException {
        if (bytes.length() != LENGTH_BYTES && bytes.length() != SHORT_LENGTH_BYTES) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH,
                    "a key serial number of triple DES has 8 or 10 bytes, not " + bytes.length());
        }
        Bytes whole = bytes.length() == LENGTH_BYTES
                ? bytes
                : Bytes.ofUnsigned(0xFF, 0xFF).plus(bytes);
        if (Integer.bitCount(counterOf(whole)) > MAX_ONES) {
            throw new CryptoException(CryptoException.Reason.COUNTER, "the counter has more than 10 ones");
        }
        return new TdesKeySerialNumber(whole);
    }

    /**
     * Which transaction it is.
     *
     * @return 0 before the first one, then numbers of at most ten ones
     */
    public int counter() {
        return counterOf(toBytes);
    }

    /**
     * The number before the first transaction, which names the initial key.
     *
     * @return the same with a counter of zero
     */
    public TdesKeySerialNumber initial() {
        return withCounter(0);
    }

    /**
     * The number of the next transaction; counters with more than ten ones are skipped.
     *
     * @return the next number
     * @throws CryptoException if this is the last one
     */
    public TdesKeySerialNumber next() throws CryptoException {
        int counter = counter();
        int next = counter + (Integer.bitCount(counter) < MAX_ONES ? 1 : Integer.lowestOneBit(counter));
        if (next > COUNTER_MASK) {
            throw new CryptoException(CryptoException.Reason.COUNTER, "the initial key has no more transactions");
        }
        return withCounter(next);
    }

    /** The number in hexadecimal digits. */
    @Override
    public String toString() {
        return toBytes.toHex();
    }

    TdesKeySerialNumber withCounter(int counter) {
        byte[] bytes = toBytes.toByteArray();
        bytes[7] = (byte) (bytes[7] & 0xE0 | counter >> 16);
        bytes[8] = (byte) (counter >> 8);
        bytes[9] = (byte) counter;
        return new TdesKeySerialNumber(Bytes.of(bytes));
    }

    private static int counterOf(Bytes bytes) {
        return (bytes.unsigned(7) << 16 | bytes.unsigned(8) << 8 | bytes.unsigned(9)) & COUNTER_MASK;
    }
}
