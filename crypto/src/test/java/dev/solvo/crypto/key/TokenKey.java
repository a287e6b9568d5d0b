package dev.solvo.crypto.key;

import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The port a second time: a session key in a PKCS#11 token, used through the JDK's provider. JCA has no derivation
 * mechanisms, so derived keys pass through this process; all encipherment happens in the token.
 */
final class TokenKey implements SymmetricKey {
    private final Provider token;
    private final KeyAlgorithm algorithm;
    private final int lengthBytes;
    private @Nullable SecretKey key;

    private TokenKey(Provider token, KeyAlgorithm algorithm, int lengthBytes, SecretKey key) {
        this.token = token;
        this.algorithm = algorithm;
        this.lengthBytes = lengthBytes;
        this.key = key;
    }

    static TokenKey of(Provider token, KeyAlgorithm algorithm, byte[] bytes) {
        if (algorithm == KeyAlgorithm.DES || !algorithm.hasKeysOf(bytes.length)) {
            throw new IllegalArgumentException("the token has no such keys");
        }
        try {
            byte[] whole = bytes;
            if (algorithm == KeyAlgorithm.TDES && bytes.length == 16) {
                whole = Arrays.copyOf(bytes, 24);
                System.arraycopy(bytes, 0, whole, 16, 8);
            }
            SecretKey made = SecretKeyFactory.getInstance(name(algorithm), token)
                    .translateKey(new SecretKeySpec(whole, name(algorithm)));
            return new TokenKey(token, algorithm, bytes.length, made);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the token takes no key", e);
        }
    }

    /** What the token gives out of a session key, for tests. */
    byte[] bytes() {
        return Arrays.copyOf(open().getEncoded(), lengthBytes);
    }

    @Override
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public int lengthBytes() {
        return lengthBytes;
    }

    @Override
    public byte[] encrypt(byte[] blocks) {
        return run(Cipher.ENCRYPT_MODE, blocks);
    }

    @Override
    public byte[] decrypt(byte[] blocks) {
        return run(Cipher.DECRYPT_MODE, blocks);
    }

    @Override
    public byte[] encryptCbc(byte[] initialVector, byte[] blocks) {
        return runCbc(Cipher.ENCRYPT_MODE, initialVector, blocks);
    }

    @Override
    public byte[] decryptCbc(byte[] initialVector, byte[] blocks) {
        return runCbc(Cipher.DECRYPT_MODE, initialVector, blocks);
    }

    @Override
    public byte[] mac(MacAlgorithm macAlgorithm, byte[] data) {
        return switch (macAlgorithm) {
            case ISO9797_ALGORITHM_1 -> lastBlock(data);
            case ISO9797_ALGORITHM_3 -> retailMac(data);
            case CMAC -> cmac(data);
        };
    }

    @Override
    public SymmetricKey deriveByEncryption(byte[] data, int derivedLengthBytes, ParityPolicy parity) {
        byte[] derived = Arrays.copyOf(encrypt(data), derivedLengthBytes);
        return of(token, algorithm, adjusted(derived, parity));
    }

    @Override
    public SymmetricKey deriveByXor(byte[] data, ParityPolicy parity) {
        byte[] derived = bytes();
        for (int i = 0; i < derived.length; i++) {
            derived[i] ^= data[i];
        }
        return of(token, algorithm, adjusted(derived, parity));
    }

    @Override
    public KeyCheckValue keyCheckValue(KeyCheckValue.Method method, int valueLengthBytes) {
        byte[] zeros = new byte[algorithm.blockLengthBytes()];
        byte[] block = method == KeyCheckValue.Method.LEGACY ? encrypt(zeros) : mac(MacAlgorithm.CMAC, zeros);
        return new KeyCheckValue(method, Bytes.of(block, 0, valueLengthBytes));
    }

    @Override
    public void close() {
        key = null;
    }

    private SecretKey open() {
        SecretKey open = key;
        if (open == null) {
            throw new IllegalStateException("the key is closed");
        }
        return open;
    }

    private byte[] adjusted(byte[] bytes, ParityPolicy parity) {
        if (parity == ParityPolicy.ADJUST && algorithm.hasParity()) {
            ParityPolicy.adjust(bytes);
        }
        return bytes;
    }

    @SuppressWarnings("InsecureCryptoUsage")
    private byte[] run(int mode, byte[] blocks) {
        try {
            Cipher cipher = Cipher.getInstance(name(algorithm) + "/ECB/NoPadding", token);
            cipher.init(mode, open());
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the token does not encipher", e);
        }
    }

    @SuppressWarnings("InsecureCryptoUsage")
    private byte[] runCbc(int mode, byte[] initialVector, byte[] blocks) {
        try {
            Cipher cipher = Cipher.getInstance(name(algorithm) + "/CBC/NoPadding", token);
            cipher.init(mode, open(), new IvParameterSpec(initialVector));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the token does not encipher", e);
        }
    }

    private byte[] lastBlock(byte[] data) {
        int size = algorithm.blockLengthBytes();
        byte[] chained = encryptCbc(new byte[size], data);
        return Arrays.copyOfRange(chained, chained.length - size, chained.length);
    }

    /** Single DES is triple DES with one key three times. */
    private byte[] retailMac(byte[] data) {
        byte[] bytes = bytes();
        try (TokenKey left = single(bytes, 0);
                TokenKey right = single(bytes, 8)) {
            return left.encrypt(right.decrypt(left.lastBlock(data)));
        }
    }

    private TokenKey single(byte[] bytes, int from) {
        byte[] repeated = new byte[24];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = bytes[from + i % 8];
        }
        return of(token, KeyAlgorithm.TDES, repeated);
    }

    private byte[] cmac(byte[] data) {
        int size = algorithm.blockLengthBytes();
        boolean whole = data.length > 0 && data.length % size == 0;
        byte[] blocks = Arrays.copyOf(data, whole ? data.length : (data.length / size + 1) * size);
        byte[] subkey = doubled(encrypt(new byte[size]));
        if (!whole) {
            blocks[data.length] = (byte) 0x80;
            subkey = doubled(subkey);
        }
        for (int i = 0; i < size; i++) {
            blocks[blocks.length - size + i] ^= subkey[i];
        }
        return lastBlock(blocks);
    }

    private static byte[] doubled(byte[] block) {
        BigInteger number = new BigInteger(1, block).shiftLeft(1);
        int bits = block.length * 8;
        if (number.testBit(bits)) {
            number = number.clearBit(bits).xor(BigInteger.valueOf(block.length == 16 ? 0x87 : 0x1B));
        }
        byte[] magnitude = number.toByteArray();
        byte[] result = new byte[block.length];
        int length = Math.min(magnitude.length, result.length);
        System.arraycopy(magnitude, magnitude.length - length, result, result.length - length, length);
        return result;
    }

    private static String name(KeyAlgorithm algorithm) {
        return algorithm == KeyAlgorithm.AES ? "AES" : "DESede";
    }
}
