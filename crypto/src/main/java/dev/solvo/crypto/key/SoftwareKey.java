package dev.solvo.crypto.key;

import dev.solvo.crypto.CryptoException;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A symmetric key whose bytes are in this process. What {@link SecretBytes} says about wiping holds here too.
 *
 * <p>Safe for use by several threads.
 */
public final class SoftwareKey implements SymmetricKey {
    private final KeyAlgorithm algorithm;
    private final SecretBytes secret;
    private final AtomicReference<@Nullable JdkAes> ready = new AtomicReference<>();

    private SoftwareKey(KeyAlgorithm algorithm, SecretBytes secret) {
        this.algorithm = algorithm;
        this.secret = secret;
    }

    /**
     * Takes a key as it is, without check value.
     *
     * @param algorithm the cipher
     * @param secret the key; copied, the caller closes it
     * @return the key, to be closed by the caller
     * @throws IllegalArgumentException if the cipher has no keys of this length
     */
    public static SoftwareKey of(KeyAlgorithm algorithm, SecretBytes secret) {
        return owning(algorithm, secret.toByteArray(SecretKeyAccess.TOKEN));
    }

    /**
     * Takes a key and checks it against the check value that came with it.
     *
     * @param algorithm the cipher
     * @param secret the key; copied, the caller closes it
     * @param parity what to do about parity bits
     * @param expected the check value, compared in all its bytes
     * @return the key, to be closed by the caller
     * @throws CryptoException if the length, the parity or the check value is wrong
     */
    public static SoftwareKey importChecked(
            KeyAlgorithm algorithm, SecretBytes secret, ParityPolicy parity, KeyCheckValue expected)
            throws CryptoException {
        if (expected.value().length() > algorithm.blockLengthBytes()) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH,
                    "a key check value of " + expected.value().length() + " bytes exceeds a block of " + algorithm);
        }
        SoftwareKey key = importUnchecked(algorithm, secret, parity);
        if (!key.keyCheckValue(expected.method(), expected.value().length()).equals(expected)) {
            key.close();
            throw new CryptoException(
                    CryptoException.Reason.KEY_CHECK_VALUE, "the key check value is not that of the key");
        }
        return key;
    }

    /**
     * Takes a key from outside that came without a check value, as out of a key block, which is authentic by itself.
     *
     * @param algorithm the cipher
     * @param secret the key; copied, the caller closes it
     * @param parity what to do about parity bits
     * @return the key, to be closed by the caller
     * @throws CryptoException if the length or the parity is wrong
     */
    public static SoftwareKey importUnchecked(KeyAlgorithm algorithm, SecretBytes secret, ParityPolicy parity)
            throws CryptoException {
        if (!algorithm.hasKeysOf(secret.length())) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, algorithm + " has no keys of " + secret.length() + " bytes");
        }
        byte[] bytes = secret.toByteArray(SecretKeyAccess.TOKEN);
        if (algorithm.hasParity() && parity == ParityPolicy.REFUSE && !ParityPolicy.isOdd(bytes)) {
            Arrays.fill(bytes, (byte) 0);
            throw new CryptoException(CryptoException.Reason.PARITY, "the key has a wrong parity bit");
        }
        if (algorithm.hasParity() && parity == ParityPolicy.ADJUST) {
            ParityPolicy.adjust(bytes);
        }
        return owning(algorithm, bytes);
    }

    @Override
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public int lengthBytes() {
        return secret.length();
    }

    /**
     * A copy of the key's bytes.
     *
     * @param access the token that makes this call visible
     * @return a new secret, to be closed by the caller
     */
    public SecretBytes secret(SecretKeyAccess access) {
        return SecretBytes.wrap(secret.toByteArray(access));
    }

    @Override
    public byte[] encrypt(byte[] blocks) {
        requireBlocks(blocks);
        return algorithm == KeyAlgorithm.AES
                ? withAes(cipher -> cipher.encrypt(blocks))
                : withBytes(key -> DesBlocks.encrypt(key, blocks));
    }

    @Override
    public byte[] decrypt(byte[] blocks) {
        requireBlocks(blocks);
        return algorithm == KeyAlgorithm.AES
                ? withAes(cipher -> cipher.decrypt(blocks))
                : withBytes(key -> DesBlocks.decrypt(key, blocks));
    }

    @Override
    public byte[] encryptCbc(byte[] initialVector, byte[] blocks) {
        requireVector(initialVector);
        requireBlocks(blocks);
        return algorithm == KeyAlgorithm.AES
                ? withAes(cipher -> cipher.encryptCbc(initialVector, blocks))
                : withBytes(key -> DesBlocks.encryptCbc(key, initialVector, blocks));
    }

    @Override
    public byte[] decryptCbc(byte[] initialVector, byte[] blocks) {
        requireVector(initialVector);
        requireBlocks(blocks);
        return algorithm == KeyAlgorithm.AES
                ? withAes(cipher -> cipher.decryptCbc(initialVector, blocks))
                : withBytes(key -> DesBlocks.decryptCbc(key, initialVector, blocks));
    }

    @Override
    public byte[] mac(MacAlgorithm macAlgorithm, byte[] data) {
        return switch (macAlgorithm) {
            case ISO9797_ALGORITHM_1 -> algorithm1(data);
            case ISO9797_ALGORITHM_3 -> algorithm3(data);
            case CMAC -> cmac(data);
        };
    }

    private byte[] algorithm1(byte[] blocks) {
        requireBlocks(blocks);
        return algorithm == KeyAlgorithm.AES
                ? withAes(cipher -> cipher.algorithm1(blocks))
                : withBytes(key -> DesBlocks.algorithm1(key, blocks));
    }

    private byte[] algorithm3(byte[] blocks) {
        if (algorithm != KeyAlgorithm.TDES || secret.length() != 16) {
            throw new IllegalArgumentException("algorithm 3 takes a triple DES key of 16 bytes");
        }
        requireBlocks(blocks);
        return withBytes(key -> DesBlocks.algorithm3(key, blocks));
    }

    private byte[] cmac(byte[] data) {
        return algorithm == KeyAlgorithm.AES
                ? withAes(cipher -> cipher.algorithm1(Cmac.blocks(data, cipher.cmacSubkeys())))
                : withBytes(key -> {
                    byte[] subkeys = Cmac.subkeys(DesBlocks.encrypt(key, new byte[algorithm.blockLengthBytes()]));
                    byte[] code = DesBlocks.algorithm1(key, Cmac.blocks(data, subkeys));
                    Arrays.fill(subkeys, (byte) 0);
                    return code;
                });
    }

    @Override
    public SoftwareKey deriveByEncryption(byte[] data, int derivedLengthBytes, ParityPolicy parity) {
        if (!algorithm.hasKeysOf(derivedLengthBytes) || derivedLengthBytes > data.length) {
            throw new IllegalArgumentException(
                    data.length + " bytes give no " + algorithm + " key of " + derivedLengthBytes);
        }
        byte[] enciphered = encrypt(data);
        byte[] derived = Arrays.copyOf(enciphered, derivedLengthBytes);
        Arrays.fill(enciphered, (byte) 0);
        return derived(derived, parity);
    }

    @Override
    public SoftwareKey deriveByXor(byte[] data, ParityPolicy parity) {
        if (data.length != secret.length()) {
            throw new IllegalArgumentException(data.length + " bytes cannot be added to a key of " + secret.length());
        }
        byte[] derived = secret.toByteArray(SecretKeyAccess.TOKEN);
        for (int i = 0; i < derived.length; i++) {
            derived[i] ^= data[i];
        }
        return derived(derived, parity);
    }

    @Override
    public KeyCheckValue keyCheckValue(KeyCheckValue.Method method, int valueLengthBytes) {
        byte[] zeros = new byte[algorithm.blockLengthBytes()];
        byte[] block = switch (method) {
            case LEGACY -> encrypt(zeros);
            case CMAC -> mac(MacAlgorithm.CMAC, zeros);
        };
        if (valueLengthBytes > block.length) {
            throw new IllegalArgumentException("a key check value has at most " + block.length + " bytes");
        }
        return new KeyCheckValue(method, Bytes.of(block, 0, valueLengthBytes));
    }

    @Override
    public void close() {
        secret.close();
        wipe(ready.getAndSet(null));
    }

    /** The cipher and the check value, never the key. */
    @Override
    public String toString() {
        return KeyText.of("SoftwareKey", this, secret.isClosed());
    }

    private SoftwareKey derived(byte[] owned, ParityPolicy parity) {
        if (parity == ParityPolicy.REFUSE) {
            Arrays.fill(owned, (byte) 0);
            throw new IllegalArgumentException("a derived key has no parity to check");
        }
        if (parity == ParityPolicy.ADJUST && algorithm.hasParity()) {
            ParityPolicy.adjust(owned);
        }
        return owning(algorithm, owned);
    }

    private static SoftwareKey owning(KeyAlgorithm algorithm, byte[] owned) {
        if (!algorithm.hasKeysOf(owned.length)) {
            Arrays.fill(owned, (byte) 0);
            throw new IllegalArgumentException(algorithm + " has no keys of " + owned.length + " bytes");
        }
        return new SoftwareKey(algorithm, SecretBytes.wrap(owned));
    }

    private void requireBlocks(byte[] blocks) {
        if (blocks.length == 0 || blocks.length % algorithm.blockLengthBytes() != 0) {
            throw new IllegalArgumentException(
                    blocks.length + " bytes are no whole blocks of " + algorithm.blockLengthBytes());
        }
    }

    private void requireVector(byte[] initialVector) {
        if (initialVector.length != algorithm.blockLengthBytes()) {
            throw new IllegalArgumentException("an initial vector of " + initialVector.length + " bytes is no block");
        }
    }

    private byte[] withBytes(DesOperation operation) {
        byte[] key = secret.toByteArray(SecretKeyAccess.TOKEN);
        try {
            return operation.run(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** A thread that finds the ready cipher in use makes one of its own; one of them is kept. */
    private byte[] withAes(AesOperation operation) {
        if (secret.isClosed()) {
            throw new IllegalStateException("the secret is closed");
        }
        JdkAes cipher = ready.getAndSet(null);
        if (cipher == null) {
            byte[] key = secret.toByteArray(SecretKeyAccess.TOKEN);
            cipher = new JdkAes(key);
            Arrays.fill(key, (byte) 0);
        }
        try {
            return operation.run(cipher);
        } finally {
            wipe(ready.getAndSet(cipher));
            if (secret.isClosed()) {
                wipe(ready.getAndSet(null));
            }
        }
    }

    private static void wipe(@Nullable JdkAes cipher) {
        if (cipher != null) {
            cipher.wipe();
        }
    }

    private interface DesOperation {
        byte[] run(byte[] key);
    }

    private interface AesOperation {
        byte[] run(JdkAes cipher);
    }
}
