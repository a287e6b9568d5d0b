package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.cipher.AesEncryption;
import dev.solvo.tlv.Bytes;

/**
 * Makes keys by enciphering derivation data under the key above (ANSI X9.24-3:2017, 6.3.2 and 6.3.3). One schedule and one
 * block for all steps of a derivation.
 */
final class AesDerivation {
    static final int INITIAL_KEY_USAGE = 0x8001;
    private static final int DERIVATION_USAGE = 0x8000;

    private final byte[] data;
    private final int blocks;
    private final AesEncryption aes = new AesEncryption();

    private AesDerivation(int usage, AesDukptKeyType type, Bytes rightmost) {
        this.data = data(usage, type, rightmost);
        this.blocks = (type.lengthBytes() + AesEncryption.BLOCK_BYTES - 1) / AesEncryption.BLOCK_BYTES;
    }

    /** From a base derivation key to an initial key of the same length. */
    static AesDerivation ofInitialKey(int keyBytes, AesKeySerialNumber number) {
        return new AesDerivation(INITIAL_KEY_USAGE, AesDukptKeyType.aes(keyBytes), number.initialKeyId());
    }

    /** From key to key along the ones of a counter. */
    static AesDerivation ofTransactions(int keyBytes, AesKeySerialNumber number) {
        return new AesDerivation(
                DERIVATION_USAGE,
                AesDukptKeyType.aes(keyBytes),
                number.toBytes().slice(4));
    }

    /** From a transaction key to a working key. */
    static AesDerivation ofWorkingKey(int usage, AesDukptKeyType type, Bytes terminalAndCounter) {
        return new AesDerivation(usage, type, terminalAndCounter);
    }

    /** The blocks that are enciphered, for keys that another holder uses. */
    byte[] blocks() {
        byte[] all = new byte[blocks * AesEncryption.BLOCK_BYTES];
        for (int i = 0; i < blocks; i++) {
            data[1] = (byte) (i + 1);
            System.arraycopy(data, 0, all, i * AesEncryption.BLOCK_BYTES, AesEncryption.BLOCK_BYTES);
        }
        return all;
    }

    /** The blocks for the key of a counter. */
    byte[] blocks(int counter) {
        setCounter(counter);
        return blocks();
    }

    /** Replaces the initial key by the key of a counter. */
    void toTransactionKey(byte[] key, int counter) {
        int reached = 0;
        for (int left = counter; left != 0; left ^= Integer.highestOneBit(left)) {
            reached |= Integer.highestOneBit(left);
            step(key, reached, key);
        }
    }

    /** Makes the key of a counter. Both may be one array. */
    void step(byte[] key, int counter, byte[] target) {
        setCounter(counter);
        derive(key, target);
    }

    /** Makes a key of the data as it stands. */
    void derive(byte[] key, byte[] target) {
        aes.init(key);
        for (int i = 0; i < blocks; i++) {
            data[1] = (byte) (i + 1);
            aes.encrypt(data, target, i * AesEncryption.BLOCK_BYTES);
        }
    }

    void wipe() {
        aes.wipe();
    }

    private void setCounter(int counter) {
        data[12] = (byte) (counter >>> 24);
        data[13] = (byte) (counter >>> 16);
        data[14] = (byte) (counter >>> 8);
        data[15] = (byte) counter;
    }

    private static byte[] data(int usage, AesDukptKeyType type, Bytes rightmost) {
        byte[] block = new byte[AesEncryption.BLOCK_BYTES];
        int bits = type.lengthBytes() * 8;
        block[0] = 1;
        block[2] = (byte) (usage >> 8);
        block[3] = (byte) usage;
        block[4] = (byte) (type.indicator() >> 8);
        block[5] = (byte) type.indicator();
        block[6] = (byte) (bits >> 8);
        block[7] = (byte) bits;
        rightmost.copyTo(block, 8);
        return block;
    }
}
