package dev.solvo.crypto.keyblock;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.KeyBlockProtectionKey;
import dev.solvo.crypto.key.KeyCheckValue;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A key block whose form was checked. Nothing of it is authentic before {@link #unwrap}, the header included. */
public final class KeyBlock {
    private final String text;
    private final KeyBlockHeader header;
    private final String headerText;
    private final Bytes payload;
    private final Bytes mac;
    private final Set<Leniency> allowed;

    KeyBlock(String text, KeyBlockHeader header, String headerText, Bytes payload, Bytes mac, Set<Leniency> allowed) {
        this.text = text;
        this.header = header;
        this.headerText = headerText;
        this.payload = payload;
        this.mac = mac;
        this.allowed = allowed;
    }

    /**
     * What the block says about its key. Not authentic yet.
     *
     * @return the header
     */
    public KeyBlockHeader header() {
        return header;
    }

    /**
     * Deciphers the key and checks that it and the header are what was wrapped.
     *
     * @param protectionKey the key that protects the block
     * @return the key with its header, to be closed by the caller
     * @throws CryptoException if the protection key is not for this version, the code or a check value is wrong, or the
     *     payload holds no key
     */
    public UnwrappedKey unwrap(KeyBlockProtectionKey protectionKey) throws CryptoException {
        requireProtectionKey(protectionKey);
        byte[] head = headerText.getBytes(StandardCharsets.US_ASCII);
        byte[] clear;
        try (BlockKeys keys = BlockKeys.of(header.version(), protectionKey)) {
            clear = authentic(keys, head);
        }
        try {
            return key(clear);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /**
     * The block as it is sent.
     *
     * @return printable characters
     */
    public String toText() {
        return text;
    }

    /** Version, usage and length, not the key. */
    @Override
    public String toString() {
        return "KeyBlock[" + header.version() + " " + header.usage() + ", " + text.length() + " characters]";
    }

    private void requireProtectionKey(KeyBlockProtectionKey key) throws CryptoException {
        if (key.algorithm() != header.version().algorithm()) {
            throw new CryptoException(
                    CryptoException.Reason.NOT_PERMITTED,
                    "version " + header.version() + " takes a protection key of "
                            + header.version().algorithm() + ", not of " + key.algorithm());
        }
        Optional<OptionalBlock.ProtectionKeyCheck> check = header.find(OptionalBlock.ProtectionKeyCheck.class);
        if (check.isPresent() && !isOf(key.symmetricKey(), check.get().value())) {
            throw new CryptoException(
                    CryptoException.Reason.KEY_CHECK_VALUE, "the block was made under another protection key");
        }
    }

    private byte[] authentic(BlockKeys keys, byte[] head) throws CryptoException {
        byte[] received = mac.toByteArray();
        byte[] enciphered = payload.toByteArray();
        if (header.version().bindsByVariants()) {
            requireCode(keys.mac(head, enciphered), received);
            return keys.decrypt(head, received, enciphered);
        }
        byte[] clear = keys.decrypt(head, received, enciphered);
        try {
            requireCode(keys.mac(head, clear), received);
            return clear.clone();
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private static void requireCode(byte[] made, byte[] received) throws CryptoException {
        if (!MessageDigest.isEqual(made, received)) {
            throw new CryptoException(
                    CryptoException.Reason.AUTHENTICATION,
                    "the message authentication code is not that of the block under this protection key");
        }
    }

    private UnwrappedKey key(byte[] clear) throws CryptoException {
        int bits = (clear[0] & 0xFF) << 8 | clear[1] & 0xFF;
        int length = bits / 8;
        if (bits == 0 || bits % 8 != 0 || length > clear.length - 2) {
            throw new CryptoException(
                    CryptoException.Reason.FORMAT, "the length in the payload is not that of a key within it");
        }
        if (!allowed.contains(Leniency.VISIBLE_KEY_LENGTH)
                && clear.length - 2 < LengthObfuscation.MAXIMUM.keyBytes(header.algorithm(), length)) {
            throw new CryptoException(
                    CryptoException.Reason.NOT_PERMITTED, "X9.143: the length of the block shows that of the key");
        }
        byte[] bytes = Arrays.copyOfRange(clear, 2, 2 + length);
        UnwrappedKey key = UnwrappedKey.owning(header, bytes);
        Optional<OptionalBlock.WrappedKeyCheck> check = header.find(OptionalBlock.WrappedKeyCheck.class);
        if (check.isPresent() && key.isSymmetric()) {
            try (SymmetricKey wrapped = key.symmetricKey(ParityPolicy.KEEP)) {
                if (!isOf(wrapped, check.get().value())) {
                    throw new CryptoException(
                            CryptoException.Reason.KEY_CHECK_VALUE, "the key check value is not that of the key");
                }
            } catch (CryptoException e) {
                key.close();
                throw e;
            }
        }
        return key;
    }

    private static boolean isOf(SymmetricKey key, KeyCheckValue value) {
        return key.keyCheckValue(value.method(), value.value().length()).equals(value);
    }
}
