package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.security.MessageDigest;

/**
 * A certification authority's RSA key whose checksum has been verified. EMV 4.4 Book 2, 11.2.
 *
 * <p>The checksum guards against slips of the hand and damaged files; whoever can change the key can change the checksum.
 */
public final class RsaCaPublicKey implements CaPublicKey {
    private final Bytes rid;
    private final int index;
    private final RsaPublicKey publicKey;

    private RsaCaPublicKey(Bytes rid, int index, RsaPublicKey publicKey) {
        this.rid = rid;
        this.index = index;
        this.publicKey = publicKey;
    }

    /**
     * Takes a key and its checksum as a payment system publishes them.
     *
     * @param rid 5 bytes
     * @param index 0 to 255
     * @param modulus 64 to 248 bytes
     * @param exponent 03 or 010001
     * @param checksum SHA-1 over RID, index, modulus and exponent, 20 bytes
     * @return the key
     * @throws IllegalArgumentException if the checksum is not that of the key, or a value is out of bounds
     */
    public static RsaCaPublicKey of(Bytes rid, int index, Bytes modulus, Bytes exponent, Bytes checksum) {
        RsaCaPublicKey key = withoutChecksum(rid, index, modulus, exponent);
        if (!key.checksum().equals(checksum)) {
            throw new IllegalArgumentException("the checksum is not that of CA key " + KeyLabel.of(rid, index));
        }
        return key;
    }

    /**
     * Takes a key that comes without a checksum, as one does that was made a moment ago.
     *
     * @param rid 5 bytes
     * @param index 0 to 255
     * @param modulus 64 to 248 bytes
     * @param exponent 03 or 010001
     * @return the key
     * @throws IllegalArgumentException if a value is out of bounds
     */
    public static RsaCaPublicKey withoutChecksum(Bytes rid, int index, Bytes modulus, Bytes exponent) {
        KeyLabel.check(rid, index);
        RsaPublicKey publicKey = RsaPublicKey.of(modulus, exponent);
        long value = exponent.toUnsignedLong();
        if (value != 3 && value != 0x10001) {
            throw new IllegalArgumentException("the exponent of a CA key is 3 or 65537, EMV 4.4 Book 2, B2.1");
        }
        return new RsaCaPublicKey(rid, index, publicKey);
    }

    @Override
    public Bytes rid() {
        return rid;
    }

    @Override
    public int index() {
        return index;
    }

    /**
     * Modulus and exponent.
     *
     * @return the key
     */
    public RsaPublicKey publicKey() {
        return publicKey;
    }

    /**
     * SHA-1 over RID, index, modulus and exponent: what a payment system prints beside the key.
     *
     * @return 20 bytes
     */
    public Bytes checksum() {
        MessageDigest sha1 = Digests.sha1();
        sha1.update(rid.toByteArray());
        sha1.update((byte) index);
        sha1.update(publicKey.modulus().toByteArray());
        sha1.update(publicKey.exponent().toByteArray());
        return Bytes.of(sha1.digest());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RsaCaPublicKey that
                && rid.equals(that.rid)
                && index == that.index
                && publicKey.equals(that.publicKey);
    }

    @Override
    public int hashCode() {
        return 31 * rid.hashCode() + index;
    }

    @Override
    public String toString() {
        return "RSA CA key " + KeyLabel.of(rid, index);
    }
}
