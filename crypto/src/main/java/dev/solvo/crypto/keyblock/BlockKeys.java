package dev.solvo.crypto.keyblock;

import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyBlockProtectionKey;
import dev.solvo.crypto.key.MacAlgorithm;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.key.SymmetricKey;
import java.util.Arrays;

/**
 * The two keys that a protection key stands for: one enciphers, one authenticates (ANSI X9.143:2021, 7).
 *
 * <p>{@link KeyBlockWriter} and {@link KeyBlock} make and close them by themselves; this is for those who compare them.
 */
public final class BlockKeys implements AutoCloseable {
    private static final int ENCRYPTION = 0x45;
    private static final int AUTHENTICATION = 0x4D;
    private static final int CBC_USAGE = 0;
    private static final int MAC_USAGE = 1;
    private static final int COUNTER_MODE_USAGE = 2;

    private final KeyBlockVersion version;
    private final SymmetricKey encryption;
    private final SymmetricKey authentication;

    private BlockKeys(KeyBlockVersion version, SymmetricKey encryption, SymmetricKey authentication) {
        this.version = version;
        this.encryption = encryption;
        this.authentication = authentication;
    }

    /**
     * Derives both keys.
     *
     * @param version how
     * @param protectionKey the protection key of the version's cipher, stays open
     * @return both keys, to be closed by the caller
     */
    public static BlockKeys of(KeyBlockVersion version, KeyBlockProtectionKey protectionKey) {
        SymmetricKey key = protectionKey.symmetricKey();
        if (version.bindsByVariants()) {
            return new BlockKeys(version, variant(key, ENCRYPTION), variant(key, AUTHENTICATION));
        }
        int usage = version == KeyBlockVersion.E ? COUNTER_MODE_USAGE : CBC_USAGE;
        return new BlockKeys(version, derived(key, usage), derived(key, MAC_USAGE));
    }

    /**
     * The key that enciphers, KBEK.
     *
     * @return the key, still owned by this object
     */
    public SymmetricKey encryption() {
        return encryption;
    }

    /**
     * The key that authenticates, KBAK.
     *
     * @return the key, still owned by this object
     */
    public SymmetricKey authentication() {
        return authentication;
    }

    /** The code over the header and either the enciphered or the clear payload, as the version wants. */
    byte[] mac(byte[] header, byte[] payload) {
        byte[] data = Arrays.copyOf(header, header.length + payload.length);
        System.arraycopy(payload, 0, data, header.length, payload.length);
        byte[] code = authentication.mac(
                version.bindsByVariants() ? MacAlgorithm.ISO9797_ALGORITHM_1 : MacAlgorithm.CMAC, data);
        Arrays.fill(data, (byte) 0);
        return Arrays.copyOf(code, version.macBytes());
    }

    byte[] encrypt(byte[] header, byte[] mac, byte[] payload) {
        return version == KeyBlockVersion.E
                ? counterMode(mac, payload)
                : encryption.encryptCbc(initialVector(header, mac), payload);
    }

    byte[] decrypt(byte[] header, byte[] mac, byte[] payload) {
        return version == KeyBlockVersion.E
                ? counterMode(mac, payload)
                : encryption.decryptCbc(initialVector(header, mac), payload);
    }

    @Override
    public void close() {
        encryption.close();
        authentication.close();
    }

    private byte[] initialVector(byte[] header, byte[] mac) {
        return version.bindsByVariants() ? Arrays.copyOf(header, version.blockLength()) : mac;
    }

    private byte[] counterMode(byte[] start, byte[] payload) {
        int size = start.length;
        byte[] counters = new byte[(payload.length + size - 1) / size * size];
        byte[] counter = start.clone();
        for (int at = 0; at < counters.length; at += size) {
            System.arraycopy(counter, 0, counters, at, size);
            for (int i = size - 1; i >= 0 && ++counter[i] == 0; i--) {
                // The carry goes on.
            }
        }
        byte[] stream = encryption.encrypt(counters);
        byte[] result = new byte[payload.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (payload[i] ^ stream[i]);
        }
        Arrays.fill(stream, (byte) 0);
        return result;
    }

    private static SymmetricKey variant(SymmetricKey key, int value) {
        byte[] mask = new byte[key.lengthBytes()];
        Arrays.fill(mask, (byte) value);
        return key.deriveByXor(mask, ParityPolicy.KEEP);
    }

    private static SymmetricKey derived(SymmetricKey key, int usage) {
        int length = key.lengthBytes();
        int algorithm = length / 8 - 2 + (key.algorithm() == KeyAlgorithm.AES ? 2 : 0);
        byte[] data = {
            1, (byte) (usage >> 8), (byte) usage, 0, 0, (byte) algorithm, (byte) (length * 8 >> 8), (byte) (length * 8)
        };
        int size = key.algorithm().blockLengthBytes();
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at += size) {
            byte[] block = key.mac(MacAlgorithm.CMAC, data);
            System.arraycopy(block, 0, bytes, at, Math.min(size, length - at));
            Arrays.fill(block, (byte) 0);
            data[0]++;
        }
        try (SecretBytes secret = SecretBytes.of(bytes)) {
            return SoftwareKey.of(key.algorithm(), secret);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
