package dev.solvo.crypto.pin;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.oda.RsaPinEnciphermentKey;
import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A PIN enciphered for the card by RSA: 7F, PIN block, the card's challenge, random bytes up to the length of the key
 * (EMV 4.4 Book 2, 7.2).
 */
public final class RsaPinEncipherment {
    /** Length of the card's challenge. */
    public static final int CHALLENGE_LENGTH_BYTES = 8;

    private static final int HEADER = 0x7F;
    private static final int CHALLENGE_AT = 1 + PinBlock.LENGTH_BYTES;
    private static final int RANDOM_AT = CHALLENGE_AT + CHALLENGE_LENGTH_BYTES;

    private final RsaPublicKey key;
    private final SecureRandom random;

    /**
     * Takes the key and the source of random bytes.
     *
     * @param key the card's key for PINs, or the one it signs with when it has no other
     * @param random source of the filling, which must differ each time
     */
    public RsaPinEncipherment(RsaPinEnciphermentKey key, SecureRandom random) {
        this(key.publicKey(), random);
    }

    RsaPinEncipherment(RsaPublicKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /**
     * Enciphers a PIN.
     *
     * @param pin the PIN; stays the caller's to close
     * @param challenge what the card answered to GET CHALLENGE, 8 bytes; a fresh one for each try
     * @return the data of VERIFY, as long as the key's modulus
     * @throws IllegalArgumentException if the challenge does not have 8 bytes
     */
    public Bytes encipher(Pin pin, Bytes challenge) {
        requireChallenge(challenge);
        byte[] clear = new byte[key.modulusLength()];
        byte[] filling = new byte[clear.length - RANDOM_AT];
        random.nextBytes(filling);
        clear[0] = HEADER;
        try (PinBlock block = PinBlockFormat2.encode(pin)) {
            byte[] content = block.toByteArray(InsecureSecretKeyAccess.get());
            System.arraycopy(content, 0, clear, 1, content.length);
            Arrays.fill(content, (byte) 0);
        }
        challenge.copyTo(clear, CHALLENGE_AT);
        System.arraycopy(filling, 0, clear, RANDOM_AT, filling.length);
        try {
            return key.apply(Bytes.of(clear));
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /**
     * Deciphers a PIN block, as the card does.
     *
     * @param key the card's private key
     * @param data the data of VERIFY
     * @param challenge the challenge that the card gave out last, 8 bytes
     * @return the block, to be read by {@link PinBlockFormat2} and closed by the caller
     * @throws CryptoException if the length, the header or the challenge is wrong
     */
    public static PinBlock decipher(RsaSigningKey key, Bytes data, Bytes challenge) throws CryptoException {
        requireChallenge(challenge);
        RsaPublicKey publicKey = key.publicKey();
        if (data.length() != publicKey.modulusLength()) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH,
                    "an enciphered PIN of " + data.length() + " bytes, not " + publicKey.modulusLength());
        }
        byte[] clear = decipher(key, data).toByteArray();
        try {
            // EMV 4.4 Book 2, 7.2: first the challenge, then the header.
            if (!Bytes.of(clear, CHALLENGE_AT, CHALLENGE_LENGTH_BYTES).equals(challenge)) {
                throw new CryptoException(
                        CryptoException.Reason.UNPREDICTABLE_NUMBER, "the challenge is not the one given out");
            }
            if (clear[0] != HEADER) {
                throw new CryptoException(CryptoException.Reason.FORMAT, "the enciphered PIN does not start with 7F");
            }
            return PinBlock.of(Arrays.copyOfRange(clear, 1, CHALLENGE_AT));
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    static void requireChallenge(Bytes challenge) {
        if (challenge.length() != CHALLENGE_LENGTH_BYTES) {
            throw new IllegalArgumentException("a challenge has 8 bytes, not " + challenge.length());
        }
    }

    private static Bytes decipher(RsaSigningKey key, Bytes data) throws CryptoException {
        try {
            return key.apply(data);
        } catch (IllegalArgumentException e) {
            throw new CryptoException(
                    CryptoException.Reason.FORMAT, "the enciphered PIN is no number below the modulus");
        }
    }
}
