package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.CryptoException;
import dev.solvo.tlv.Bytes;

/**
 * A key serial number of AES DUKPT: the identifier of the base derivation key (4 bytes), that of the terminal (4 bytes),
 * and a counter of 32 bits (ANSI X9.24-3:2017, 6.3).
 *
 * <p>The counter has at most 16 ones: values with more are skipped. It is zero as long as no transaction was made.
 *
 * @param toBytes 12 bytes
 */
public record AesKeySerialNumber(Bytes toBytes) implements KeySerialNumber {
    /** Length of a number. */
    public static final int LENGTH_BYTES = 12;

    /** Transactions that one initial key gives: counters with one to sixteen ones. */
    public static final long TRANSACTIONS = 2_448_023_842L;

    /** Length of the counter. */
    public static final int COUNTER_BITS = 32;

    /** Most ones of a counter. */
    public static final int MAX_ONES = 16;

    private static final int INITIAL_KEY_ID_BYTES = 8;

    /**
     * Checks length and counter.
     *
     * @throws IllegalArgumentException if they break the rules; what comes from outside goes through {@link #parse}
     */
    public AesKeySerialNumber {
        if (toBytes.length() != LENGTH_BYTES) {
            throw new IllegalArgumentException("a key serial number has 12 bytes, not " + toBytes.length());
        }
        if (Integer.bitCount(counterOf(toBytes)) > MAX_ONES) {
            throw new IllegalArgumentException("the counter has more than 16 ones");
        }
    }

    /**
     * Reads a number.
     *
     * @param bytes 12 bytes
     * @return the number
     * @throws CryptoException if the length is wrong or the counter has more than 16 ones
     */
    public static AesKeySerialNumber parse(Bytes bytes) throws CryptoException {
        if (bytes.length() != LENGTH_BYTES) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, "a key serial number of AES has 12 bytes, not " + bytes.length());
        }
        if (Integer.bitCount(counterOf(bytes)) > MAX_ONES) {
            throw new CryptoException(CryptoException.Reason.COUNTER, "the counter has more than 16 ones");
        }
        return new AesKeySerialNumber(bytes);
    }

    /**
     * The number of an initial key before its first transaction.
     *
     * @param initialKeyId 8 bytes
     * @return the number with a counter of zero
     * @throws CryptoException if there are not 8 bytes
     */
    public static AesKeySerialNumber ofInitialKey(Bytes initialKeyId) throws CryptoException {
        if (initialKeyId.length() != INITIAL_KEY_ID_BYTES) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH,
                    "an initial key identifier has 8 bytes, not " + initialKeyId.length());
        }
        return new AesKeySerialNumber(initialKeyId.plus(Bytes.repeat(0, 4)));
    }

    /**
     * Reads a number of 80 bits, as messages carry it that were made for triple DES (KSN compatibility mode): 59 bits
     * of identifier and a counter of 21 bits.
     *
     * <p>NOTE: the 59 bits stand between four zero bits and one. So does another implementation; the standard's text was
     * not at hand.
     *
     * @param bytes 10 bytes
     * @return the number in the long form
     * @throws CryptoException if there are not 10 bytes or the counter has more than 16 ones
     */
    public static AesKeySerialNumber parseLegacy(Bytes bytes) throws CryptoException {
        if (bytes.length() != TdesKeySerialNumber.LENGTH_BYTES) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, "a legacy key serial number has 10 bytes, not " + bytes.length());
        }
        long top = bytes.slice(0, 4).toUnsignedLong() << 32 | bytes.slice(4, 8).toUnsignedLong();
        long identifier = (top & ~0x1FL) >>> 4;
        long counter = bytes.slice(7).toUnsignedLong() & 0x1F_FFFF;
        byte[] whole = new byte[LENGTH_BYTES];
        for (int i = 0; i < INITIAL_KEY_ID_BYTES; i++) {
            whole[i] = (byte) (identifier >>> 56 - 8 * i);
        }
        for (int i = 0; i < 4; i++) {
            whole[INITIAL_KEY_ID_BYTES + i] = (byte) (counter >>> 24 - 8 * i);
        }
        return parse(Bytes.of(whole));
    }

    /**
     * What names the initial key: the identifiers of the base derivation key and of the terminal.
     *
     * @return 8 bytes
     */
    public Bytes initialKeyId() {
        return toBytes.slice(0, INITIAL_KEY_ID_BYTES);
    }

    /**
     * Which transaction it is.
     *
     * @return 0 before the first one, then numbers of at most 16 ones
     */
    public long counter() {
        return Integer.toUnsignedLong(counterOf(toBytes));
    }

    /**
     * The number before the first transaction.
     *
     * @return the same with a counter of zero
     */
    public AesKeySerialNumber initial() {
        return withCounter(0);
    }

    /**
     * The number of the next transaction; counters with more than 16 ones are skipped.
     *
     * @return the next number
     * @throws CryptoException if this is the last one
     */
    public AesKeySerialNumber next() throws CryptoException {
        int counter = counterOf(toBytes);
        int step = Integer.bitCount(counter) < MAX_ONES ? 1 : Integer.lowestOneBit(counter);
        int next = counter + step;
        if (Integer.compareUnsigned(next, counter) < 0) {
            throw new CryptoException(CryptoException.Reason.COUNTER, "the initial key has no more transactions");
        }
        return withCounter(next);
    }

    /** The number in hexadecimal digits. */
    @Override
    public String toString() {
        return toBytes.toHex();
    }

    int counterBits() {
        return counterOf(toBytes);
    }

    private AesKeySerialNumber withCounter(int counter) {
        byte[] bytes = toBytes.toByteArray();
        for (int i = 0; i < 4; i++) {
            bytes[INITIAL_KEY_ID_BYTES + i] = (byte) (counter >>> 24 - 8 * i);
        }
        return new AesKeySerialNumber(Bytes.of(bytes));
    }

    private static int counterOf(Bytes bytes) {
        return (int) bytes.slice(INITIAL_KEY_ID_BYTES).toUnsignedLong();
    }
}
