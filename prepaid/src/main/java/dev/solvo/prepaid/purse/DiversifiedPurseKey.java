package dev.solvo.prepaid.purse;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;

/** A card's own key. Closed after use, never printed. */
public final class DiversifiedPurseKey implements AutoCloseable {
    private static final int BLOCK = 8;
    private static final Bytes LOAD_FILLER = Bytes.ofUnsigned(0x80, 0x00);

    private final PurseKeyPurpose purpose;
    private final SymmetricKey key;

    private DiversifiedPurseKey(PurseKeyPurpose purpose, SymmetricKey key) {
        this.purpose = purpose;
        this.key = key;
    }

    /**
     * A card's own key as it is, for cards whose keys are not derived.
     *
     * @param purpose what it is for
     * @param key a triple DES key of 16 bytes; copied, the caller closes it
     * @return the key, to be closed by the caller
     * @throws IllegalArgumentException if it is another kind of key
     */
    public static DiversifiedPurseKey of(PurseKeyPurpose purpose, SoftwareKey key) {
        PurseMasterKey.requireTripleDes(key);
        if (purpose != PurseKeyPurpose.TRANSACTION_CODE) {
            return owning(purpose, key.deriveByXor(new byte[2 * BLOCK], ParityPolicy.KEEP));
        }
        try (SecretBytes secret = key.secret(InsecureSecretKeyAccess.get())) {
            byte[] halves = secret.toByteArray(InsecureSecretKeyAccess.get());
            try {
                return folding(halves);
            } finally {
                Arrays.fill(halves, (byte) 0);
            }
        }
    }

    static DiversifiedPurseKey owning(PurseKeyPurpose purpose, SymmetricKey tripleDes) {
        return new DiversifiedPurseKey(purpose, tripleDes);
    }

    /** The key of transaction codes: single DES under both halves added. */
    static DiversifiedPurseKey folding(byte[] halves) {
        byte[] folded = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            folded[i] = (byte) (halves[i] ^ halves[BLOCK + i]);
        }
        try (SecretBytes secret = SecretBytes.of(folded)) {
            return new DiversifiedPurseKey(PurseKeyPurpose.TRANSACTION_CODE, SoftwareKey.of(KeyAlgorithm.DES, secret));
        } finally {
            Arrays.fill(folded, (byte) 0);
        }
    }

    /**
     * What it is for.
     *
     * @return the purpose
     */
    public PurseKeyPurpose purpose() {
        return purpose;
    }

    /** The key of one load. */
    PurseSession loadSession(Bytes random, int onlineSequence) {
        require(PurseKeyPurpose.LOAD);
        return session(Bytes.concat(random, CardNumber.bytes(onlineSequence, 2), LOAD_FILLER));
    }

    /** The key of one purchase: the terminal's number counts with its last two bytes. */
    PurseSession purchaseSession(Bytes random, int offlineSequence, long terminalSequence) {
        require(PurseKeyPurpose.PURCHASE);
        return session(Bytes.concat(
                random,
                CardNumber.bytes(offlineSequence, 2),
                CardNumber.bytes(terminalSequence, 4).slice(2)));
    }

    Bytes transactionCode(Bytes message) {
        require(PurseKeyPurpose.TRANSACTION_CODE);
        return PurseSession.code(key, message);
    }

    /** Wipes the key. Closing again does nothing. */
    @Override
    public void close() {
        key.close();
    }

    /** The purpose, never the key. */
    @Override
    public String toString() {
        return "DiversifiedPurseKey[" + purpose + "]";
    }

    /**
     * Twice the same half: triple DES is single DES then, so that a session key of 8 bytes can be derived and used in a
     * device that keeps it.
     */
    private PurseSession session(Bytes block) {
        return new PurseSession(key.deriveByEncryption(block.plus(block).toByteArray(), 2 * BLOCK, ParityPolicy.KEEP));
    }

    private void require(PurseKeyPurpose wanted) {
        if (purpose != wanted) {
            throw new IllegalStateException("a key for " + purpose + " is not for " + wanted);
        }
    }
}
