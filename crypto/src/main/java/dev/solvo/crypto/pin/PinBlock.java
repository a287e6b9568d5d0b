package dev.solvo.crypto.pin;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SecretKeyAccess;
import dev.solvo.tlv.Bytes;

/**
 * A PIN block in clear: 8 bytes that hold a PIN in some format. Closed after use, compared in constant time, never
 * printed.
 *
 * <p>The format classes make and read it: {@link PinBlockFormat0} to {@link PinBlockFormat3} and {@link VisPinBlock}.
 */
public final class PinBlock implements AutoCloseable {
    /** Length of a block. */
    public static final int LENGTH_BYTES = 8;

    private final SecretBytes content;

    private PinBlock(SecretBytes content) {
        this.content = content;
    }

    /**
     * Copies a block; wiping the source stays with the caller.
     *
     * @param block 8 bytes, in any format
     * @return the block
     * @throws CryptoException if there are not 8 bytes
     */
    public static PinBlock parse(byte[] block) throws CryptoException {
        if (block.length != LENGTH_BYTES) {
            throw new CryptoException(CryptoException.Reason.LENGTH, "a PIN block has 8 bytes, not " + block.length);
        }
        return of(block);
    }

    /**
     * Copies a block out of a message, as a card does with the body of VERIFY.
     *
     * @param block 8 bytes, in any format
     * @return the block
     * @throws CryptoException if there are not 8 bytes
     */
    public static PinBlock parse(Bytes block) throws CryptoException {
        return parse(block.toByteArray());
    }

    static PinBlock of(byte[] block) {
        return new PinBlock(SecretBytes.of(block));
    }

    /**
     * A copy of the block. The caller wipes it.
     *
     * @param access the token that makes this call visible
     * @return 8 bytes
     * @throws IllegalStateException if this block is closed
     */
    public byte[] toByteArray(SecretKeyAccess access) {
        return content.toByteArray(access);
    }

    /** Overwrites the block. Closing again does nothing. */
    @Override
    public void close() {
        content.close();
    }

    /** Compares the content in constant time. A closed block equals itself only. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PinBlock that && content.equals(that.content);
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }

    /** Nothing of the content. */
    @Override
    public String toString() {
        return "PinBlock[****]";
    }
}
