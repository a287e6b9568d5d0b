package dev.solvo.crypto.sm;

import dev.solvo.tlv.Bytes;

/**
 * The name of the signer that goes into the hash of an SM2 signature (GM/T 0003.2-2012, 5.5): both sides must take the same.
 *
 * @param value 0 to 8191 bytes, for its length in bits is written in two bytes
 */
public record Sm2UserId(Bytes value) {
    /** {@code 1234567812345678} in ASCII, which GM/T 0009-2012 gives for signers without a name of their own. */
    public static final Sm2UserId USUAL = new Sm2UserId(Bytes.fromHex("31323334353637383132333435363738"));

    private static final int MAX_LENGTH_BYTES = 8191;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if there are more than 8191 bytes
     */
    public Sm2UserId {
        if (value.length() > MAX_LENGTH_BYTES) {
            throw new IllegalArgumentException("a user id has at most 8191 bytes, not " + value.length());
        }
    }
}
