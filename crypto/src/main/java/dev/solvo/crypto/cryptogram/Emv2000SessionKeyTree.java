package dev.solvo.crypto.cryptogram;

import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;

/**
 * The session key derivation of EMV 2000, withdrawn since and still found on old cards: a tree of keys whose leaf the
 * transaction counter chooses (EMV 4.1 Book 2, A1.3).
 *
 * <p>A key of the tree comes from its parent and takes its grandparent as data. Devices that never show a key cannot
 * do that with the operations of the port, so this derivation is for software keys only.
 */
public final class Emv2000SessionKeyTree {
    private static final int KEY_LENGTH_BYTES = 16;
    private static final int COUNTER_BITS = 16;

    private final int height;
    private final int branchFactor;
    private final byte[] initialVector;

    private Emv2000SessionKeyTree(int height, int branchFactor, byte[] initialVector) {
        this.height = height;
        this.branchFactor = branchFactor;
        this.initialVector = initialVector;
    }

    /**
     * Chooses a tree.
     *
     * @param height number of levels below the card's key, 1 to 16
     * @param branchFactor children of each key, 2 to 16; there must be at least 65 536 leaves
     * @param initialVector the 16 bytes that stand for the parent of the card's key
     * @return the tree
     * @throws IllegalArgumentException if the numbers are out of range
     */
    public static Emv2000SessionKeyTree of(int height, int branchFactor, Bytes initialVector) {
        if (height < 1 || height > 16 || branchFactor < 2 || branchFactor > 16) {
            throw new IllegalArgumentException("a tree of height " + height + " with branches " + branchFactor);
        }
        if (Math.pow(branchFactor, height) < 1 << COUNTER_BITS) {
            throw new IllegalArgumentException("the tree has fewer leaves than the counter has values");
        }
        if (initialVector.length() != KEY_LENGTH_BYTES) {
            throw new IllegalArgumentException("an initial vector has 16 bytes, not " + initialVector.length());
        }
        return new Emv2000SessionKeyTree(height, branchFactor, initialVector.toByteArray());
    }

    /**
     * Derives a session key. Its parity is adjusted.
     *
     * @param key the card's key, triple DES, in software
     * @param counter the transaction counter
     * @param <P> what the keys are for
     * @return the session key, to be closed by the caller
     * @throws IllegalArgumentException if the key is not triple DES or lives outside this process
     */
    public <P extends KeyPurpose> SessionKey<P> derive(IccMasterKey<P> key, ApplicationTransactionCounter counter) {
        if (key.algorithm() != KeyAlgorithm.TDES || !(key.symmetricKey() instanceof SoftwareKey master)) {
            throw new IllegalArgumentException("the EMV 2000 tree takes triple DES keys in software only");
        }
        byte[] grandparent = initialVector.clone();
        byte[] parent;
        try (SecretBytes secret = master.secret(InsecureSecretKeyAccess.get())) {
            parent = secret.toByteArray(InsecureSecretKeyAccess.get());
        }
        int divisor = (int) Math.pow(branchFactor, height - 1);
        for (int level = 1; level < height; level++) {
            byte[] child = child(parent, grandparent, counter.value() / divisor % branchFactor);
            Arrays.fill(grandparent, (byte) 0);
            grandparent = parent;
            parent = child;
            divisor /= branchFactor;
        }
        byte[] leaf = child(parent, grandparent, counter.value() % branchFactor);
        for (int i = 0; i < leaf.length; i++) {
            leaf[i] ^= grandparent[i];
        }
        try (SoftwareKey raw = take(leaf)) {
            return key.sessionKey(raw.deriveByXor(new byte[KEY_LENGTH_BYTES], ParityPolicy.ADJUST));
        } finally {
            Arrays.fill(grandparent, (byte) 0);
            Arrays.fill(parent, (byte) 0);
        }
    }

    /** The function phi: the grandparent, marked with the number of the child, enciphered under the parent. */
    private byte[] child(byte[] parent, byte[] grandparent, int number) {
        byte[] data = grandparent.clone();
        data[7] ^= (byte) number;
        data[15] ^= (byte) (number ^ 0xF0);
        try (SoftwareKey key = copy(parent)) {
            return key.encrypt(data);
        } finally {
            Arrays.fill(data, (byte) 0);
        }
    }

    private static SoftwareKey copy(byte[] bytes) {
        try (SecretBytes secret = SecretBytes.of(bytes)) {
            return SoftwareKey.of(KeyAlgorithm.TDES, secret);
        }
    }

    private static SoftwareKey take(byte[] bytes) {
        try {
            return copy(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
