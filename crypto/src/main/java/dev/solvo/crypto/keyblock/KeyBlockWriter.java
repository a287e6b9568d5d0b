package dev.solvo.crypto.keyblock;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyBlockProtectionKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Makes key blocks.
 *
 * <p>Refuses to wrap an AES key under a weaker protection key (ANSI X9.24-1: a key is protected by one at least as
 * strong). Two and three triple DES keys count as equally strong.
 */
public final class KeyBlockWriter {
    private static final int LENGTH_BYTES = 2;

    private final SecureRandom random;
    private final LengthObfuscation obfuscation;

    /**
     * Makes a writer that hides the length of keys.
     *
     * @param random source of the padding
     */
    public KeyBlockWriter(SecureRandom random) {
        this(random, LengthObfuscation.MAXIMUM);
    }

    /**
     * Makes a writer.
     *
     * @param random source of the padding
     * @param obfuscation whether the length of keys is hidden
     */
    public KeyBlockWriter(SecureRandom random, LengthObfuscation obfuscation) {
        this.random = random;
        this.obfuscation = obfuscation;
    }

    /**
     * Wraps a key of a block cipher.
     *
     * @param protectionKey triple DES for versions A to C, AES for D and E
     * @param header what the key may be used for; filled up with padding where the version needs it
     * @param key the key; stays the caller's
     * @return the block
     * @throws IllegalArgumentException if the keys do not fit the header or each other
     */
    public KeyBlock wrap(KeyBlockProtectionKey protectionKey, KeyBlockHeader header, SoftwareKey key) {
        WrappedAlgorithm algorithm = header.algorithm();
        boolean fits = switch (key.algorithm()) {
            case AES -> algorithm.equals(WrappedAlgorithm.AES);
            case TDES -> algorithm.equals(WrappedAlgorithm.TDES);
            case DES -> algorithm.equals(WrappedAlgorithm.DES) || algorithm.equals(WrappedAlgorithm.TDES);
        };
        if (!fits && algorithm.isKnown()) {
            throw new IllegalArgumentException("the header is not that of a key of " + key.algorithm());
        }
        try (SecretBytes secret = key.secret(InsecureSecretKeyAccess.get())) {
            return wrap(protectionKey, header, secret);
        }
    }

    /**
     * Wraps a key of any kind.
     *
     * @param protectionKey triple DES for versions A to C, AES for D and E
     * @param header what the key may be used for; filled up with padding where the version needs it
     * @param key the key's bytes, DER for RSA and elliptic curves; stays the caller's
     * @return the block
     * @throws IllegalArgumentException if the protection key does not fit the header, is weaker than the key, or the key
     *     is empty or too long
     */
    public KeyBlock wrap(KeyBlockProtectionKey protectionKey, KeyBlockHeader header, SecretBytes key) {
        requireProtectionKey(protectionKey, header, key.length());
        byte[] payload = payload(header, key);
        int following = 2 * (payload.length + header.version().macBytes());
        String headerText = header.toText(following);
        if (headerText.length() + following > KeyBlockReader.MAX_LENGTH) {
            throw new IllegalArgumentException("a key block has at most 9999 characters");
        }
        byte[] head = headerText.getBytes(StandardCharsets.US_ASCII);
        try (BlockKeys keys = BlockKeys.of(header.version(), protectionKey)) {
            byte[] mac;
            byte[] enciphered;
            if (header.version().bindsByVariants()) {
                enciphered = keys.encrypt(head, new byte[0], payload);
                mac = keys.mac(head, enciphered);
            } else {
                mac = keys.mac(head, payload);
                enciphered = keys.encrypt(head, mac, payload);
            }
            String text =
                    headerText + Bytes.of(enciphered).toHex() + Bytes.of(mac).toHex();
            return KeyBlockReader.allowing(Leniency.values()).read(text);
        } catch (CryptoException e) {
            throw new IllegalArgumentException("the header makes no key block", e);
        } finally {
            Arrays.fill(payload, (byte) 0);
        }
    }

    private byte[] payload(KeyBlockHeader header, SecretBytes key) {
        int length = LENGTH_BYTES + obfuscation.keyBytes(header.algorithm(), key.length());
        if (header.version() != KeyBlockVersion.E) {
            length += Math.floorMod(-length, header.version().blockLength());
        }
        byte[] payload = new byte[length];
        payload[0] = (byte) (key.length() * 8 >> 8);
        payload[1] = (byte) (key.length() * 8);
        byte[] bytes = key.toByteArray(InsecureSecretKeyAccess.get());
        System.arraycopy(bytes, 0, payload, LENGTH_BYTES, bytes.length);
        byte[] padding = new byte[length - LENGTH_BYTES - bytes.length];
        random.nextBytes(padding);
        System.arraycopy(padding, 0, payload, LENGTH_BYTES + bytes.length, padding.length);
        Arrays.fill(bytes, (byte) 0);
        return payload;
    }

    private static void requireProtectionKey(KeyBlockProtectionKey key, KeyBlockHeader header, int length) {
        if (key.algorithm() != header.version().algorithm()) {
            throw new IllegalArgumentException("version " + header.version() + " takes a protection key of "
                    + header.version().algorithm() + ", not of " + key.algorithm());
        }
        if (length == 0 || length * 8 > 0xFFFF) {
            throw new IllegalArgumentException("a key of " + length + " bytes does not go into a key block");
        }
        boolean weaker =
                key.algorithm() == KeyAlgorithm.TDES || key.symmetricKey().lengthBytes() < length;
        if (header.algorithm().equals(WrappedAlgorithm.AES) && weaker) {
            throw new IllegalArgumentException("X9.24-1: the protection key is weaker than the key");
        }
    }
}
