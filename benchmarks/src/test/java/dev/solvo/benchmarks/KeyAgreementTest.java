package dev.solvo.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.dukpt.AesBdk;
import dev.solvo.crypto.dukpt.AesDukptKeyType;
import dev.solvo.crypto.dukpt.AesInitialKey;
import dev.solvo.crypto.dukpt.AesKeySerialNumber;
import dev.solvo.crypto.dukpt.AesTransactionKey;
import dev.solvo.crypto.dukpt.AesTransactionKey.Direction;
import dev.solvo.crypto.key.HmacKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyBlockProtectionKey;
import dev.solvo.crypto.key.KeyCheckValue;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.crypto.key.WorkingKey;
import dev.solvo.crypto.keyblock.KeyBlockHeader;
import dev.solvo.crypto.keyblock.KeyBlockVersion;
import dev.solvo.crypto.keyblock.KeyBlockWriter;
import dev.solvo.crypto.keyblock.KeyUsage;
import dev.solvo.crypto.keyblock.LengthObfuscation;
import dev.solvo.crypto.keyblock.ModeOfUse;
import dev.solvo.crypto.keyblock.WrappedAlgorithm;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlockFormat4;
import dev.solvo.tlv.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** Random keys and data: the same as what the algorithms give that are composed here of Bouncy Castle's ciphers. */
final class KeyAgreementTest {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    @Test
    void benchmarkAgrees() {
        assertDoesNotThrow(new DukptBenchmark()::checkAgreement);
    }

    /** All uses and directions, all types of keys, the update key; a third of the pairs is too strong and only refused. */
    @Property(tries = 3_000)
    void aesDukpt(
            @ForAll @IntRange(min = 2, max = 4) int words,
            @ForAll boolean twice,
            @ForAll long seed,
            @ForAll AesDukptKeyType type)
            throws CryptoException, GeneralSecurityException {
        byte[] bdk = random(seed, 8 * words);
        byte[] number = random(~seed, 12);
        int counter = ByteBuffer.wrap(number).getInt(8) & (twice ? -1 : 0xFFFF) | 1;
        while (Integer.bitCount(counter) > 16) {
            counter &= counter - 1;
        }
        ByteBuffer.wrap(number).putInt(8, counter);
        AesKeySerialNumber ours = new AesKeySerialNumber(Bytes.of(number));
        try (AesBdk key = AesBdk.of(key(KeyAlgorithm.AES, bdk));
                AesInitialKey initialKey = key.initialKey(ours);
                AesTransactionKey transaction = initialKey.transactionKey(ours)) {
            boolean hmac = type.name().startsWith("HMAC");
            if (type.strengthBits() > bdk.length * 8) {
                if (hmac) {
                    assertThrows(CryptoException.class, () -> transaction.hmacKey(Direction.REQUEST, type));
                } else {
                    assertThrows(CryptoException.class, () -> transaction.pinKey(type));
                }
            } else if (hmac) {
                for (Direction direction : Direction.values()) {
                    try (HmacKey derived = transaction.hmacKey(direction, type);
                            SecretBytes secret = derived.secret(InsecureSecretKeyAccess.get())) {
                        assertArrayEquals(
                                expected(bdk, number, 0x2000 + number(direction), type),
                                secret.toByteArray(InsecureSecretKeyAccess.get()));
                    }
                }
            } else {
                byte[] last = number.clone();
                ByteBuffer.wrap(last).putInt(8, -1);
                assertSame(expected(bdk, last, 2, type), initialKey.updateKey(type));
                assertSame(expected(bdk, number, 2, type), transaction.keyEncryptionKey(type));
                assertSame(expected(bdk, number, 0x1000, type), transaction.pinKey(type));
                for (Direction direction : Direction.values()) {
                    int at = number(direction);
                    assertSame(expected(bdk, number, 0x2000 + at, type), transaction.macKey(direction, type));
                    assertSame(expected(bdk, number, 0x3000 + at, type), transaction.dataKey(direction, type));
                }
            }
        }
    }

    /** X9.24-3: 0 from the terminal, 1 to it, 2 both ways. */
    private static int number(Direction direction) {
        return List.of(Direction.values()).indexOf(direction);
    }

    private static byte[] expected(byte[] bdk, byte[] number, int usage, AesDukptKeyType type)
            throws GeneralSecurityException {
        // Triple DES is 0 and 1, AES 2 to 4, HMAC 5 in all lengths.
        int algorithm = Math.min(List.of(AesDukptKeyType.values()).indexOf(type), 5);
        return new ProviderDukpt(PROVIDER).workingKey(bdk, number, usage, algorithm, type.lengthBytes() * 8);
    }

    private static void assertSame(byte[] expected, WorkingKey key) {
        try (key) {
            assertArrayEquals(expected, bytes(key.symmetricKey()));
        }
    }

    @Property(tries = 1_000)
    void checkValues(@ForAll @IntRange(min = 2, max = 4) int words, @ForAll boolean aes, @ForAll long seed)
            throws GeneralSecurityException {
        byte[] bytes = random(seed, 8 * (aes ? words : Math.min(words, 3)));
        String cipher = aes ? "AES" : "DESede";
        byte[] zeros = new byte[aes ? 16 : 8];
        try (SoftwareKey key = key(aes ? KeyAlgorithm.AES : KeyAlgorithm.TDES, bytes)) {
            byte[] block = encrypt(cipher, bytes, zeros);
            byte[] code = cmac(cipher, bytes, zeros);
            assertEquals(
                    Bytes.of(block, 0, 3),
                    key.keyCheckValue(KeyCheckValue.Method.LEGACY, 3).value());
            assertEquals(
                    Bytes.of(code, 0, 5),
                    key.keyCheckValue(KeyCheckValue.Method.CMAC, 5).value());
        }
    }

    @Property(tries = 1_000)
    void format4(
            @ForAll @NumericChars @StringLength(min = 4, max = 12) String digits,
            @ForAll @NumericChars @StringLength(min = 12, max = 19) String number,
            @ForAll @IntRange(min = 2, max = 4) int words,
            @ForAll long seed)
            throws CryptoException, GeneralSecurityException {
        byte[] bytes = random(seed, 8 * words);
        try (PinKey key = PinKey.of(key(KeyAlgorithm.AES, bytes));
                Pin pin = Pin.of(digits)) {
            Bytes block = PinBlockFormat4.encipher(key, pin, Pan.of(number), new SecureRandom())
                    .value();
            byte[] intermediate = decrypt("AES", bytes, block.toByteArray());
            String panField = "" + (number.length() - 12) + number + "0".repeat(31 - number.length());
            byte[] pan = Bytes.fromHex(panField).toByteArray();
            for (int i = 0; i < 16; i++) {
                intermediate[i] ^= pan[i];
            }
            String field = Bytes.of(decrypt("AES", bytes, intermediate)).toHex();
            String filled = digits + "A".repeat(14 - digits.length());
            assertEquals(
                    "4" + Integer.toHexString(digits.length()).toUpperCase(Locale.ROOT) + filled,
                    field.substring(0, 16));
        }
    }

    @Property(tries = 1_000)
    void keyBlocksOfVersionsBAndD(@ForAll @IntRange(min = 2, max = 4) int words, @ForAll boolean aes, @ForAll long seed)
            throws GeneralSecurityException {
        byte[] protection = random(seed, 8 * (aes ? words : Math.min(words, 3)));
        byte[] wrapped = random(~seed, 16);
        KeyBlockHeader header = KeyBlockHeader.of(
                aes ? KeyBlockVersion.D : KeyBlockVersion.B,
                KeyUsage.PIN_ENCRYPTION,
                WrappedAlgorithm.TDES,
                ModeOfUse.ENCRYPT_ONLY);
        String text;
        try (KeyBlockProtectionKey key =
                        KeyBlockProtectionKey.of(key(aes ? KeyAlgorithm.AES : KeyAlgorithm.TDES, protection));
                SoftwareKey content = key(KeyAlgorithm.TDES, wrapped)) {
            text = new KeyBlockWriter(new SecureRandom(), LengthObfuscation.NONE)
                    .wrap(key, header, content)
                    .toText();
        }
        String cipher = aes ? "AES" : "DESede";
        int size = aes ? 16 : 8;
        byte[] behind = Bytes.fromHex(text.substring(16)).toByteArray();
        byte[] mac = Arrays.copyOfRange(behind, behind.length - size, behind.length);
        byte[] payload = Arrays.copyOf(behind, behind.length - size);
        Cipher chained = Cipher.getInstance(cipher + "/CBC/NoPadding", PROVIDER);
        chained.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(blockKey(cipher, protection, 0), cipher),
                new IvParameterSpec(mac));
        byte[] clear = chained.doFinal(payload);
        assertArrayEquals(wrapped, Arrays.copyOfRange(clear, 2, 18));
        byte[] head = text.substring(0, 16).getBytes(StandardCharsets.US_ASCII);
        byte[] authenticated =
                ByteBuffer.allocate(16 + clear.length).put(head).put(clear).array();
        assertArrayEquals(mac, cmac(cipher, blockKey(cipher, protection, 1), authenticated));
    }

    private static byte[] blockKey(String cipher, byte[] protection, int usage) throws GeneralSecurityException {
        int algorithm = protection.length / 8 - 2 + (cipher.equals("AES") ? 2 : 0);
        int bits = protection.length * 8;
        ByteBuffer key = ByteBuffer.allocate(48);
        for (int i = 1; i <= 3; i++) {
            byte[] data = {(byte) i, 0, (byte) usage, 0, 0, (byte) algorithm, (byte) (bits >> 8), (byte) bits};
            key.put(cmac(cipher, protection, data));
        }
        return Arrays.copyOf(key.array(), protection.length);
    }

    private static byte[] cmac(String cipher, byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(cipher.equals("AES") ? "AESCMAC" : "DESEDECMAC", PROVIDER);
        mac.init(new SecretKeySpec(key, cipher));
        return mac.doFinal(data);
    }

    private static byte[] encrypt(String cipher, byte[] key, byte[] block) throws GeneralSecurityException {
        return run(Cipher.ENCRYPT_MODE, cipher, key, block);
    }

    private static byte[] decrypt(String cipher, byte[] key, byte[] block) throws GeneralSecurityException {
        return run(Cipher.DECRYPT_MODE, cipher, key, block);
    }

    @SuppressWarnings("InsecureCryptoUsage")
    private static byte[] run(int mode, String cipher, byte[] key, byte[] block) throws GeneralSecurityException {
        Cipher single = Cipher.getInstance(cipher + "/ECB/NoPadding", PROVIDER);
        single.init(mode, new SecretKeySpec(key, cipher));
        return single.doFinal(block);
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static SoftwareKey key(KeyAlgorithm algorithm, byte[] bytes) {
        try (SecretBytes secret = SecretBytes.of(bytes)) {
            return SoftwareKey.of(algorithm, secret);
        }
    }

    private static byte[] bytes(SymmetricKey key) {
        try (SecretBytes secret = ((SoftwareKey) key).secret(InsecureSecretKeyAccess.get())) {
            return secret.toByteArray(InsecureSecretKeyAccess.get());
        }
    }
}
