package dev.solvo.crosscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.dukpt.TdesBdk;
import dev.solvo.crypto.dukpt.TdesKeySerialNumber;
import dev.solvo.crypto.dukpt.TdesTransactionKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyBlockProtectionKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.key.WorkingKey;
import dev.solvo.crypto.keyblock.KeyBlock;
import dev.solvo.crypto.keyblock.KeyBlockHeader;
import dev.solvo.crypto.keyblock.KeyBlockReader;
import dev.solvo.crypto.keyblock.KeyBlockVersion;
import dev.solvo.crypto.keyblock.KeyBlockWriter;
import dev.solvo.crypto.keyblock.KeyUsage;
import dev.solvo.crypto.keyblock.LengthObfuscation;
import dev.solvo.crypto.keyblock.Leniency;
import dev.solvo.crypto.keyblock.ModeOfUse;
import dev.solvo.crypto.keyblock.UnwrappedKey;
import dev.solvo.crypto.keyblock.WrappedAlgorithm;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** DUKPT with triple DES and key blocks of all versions, written a second time above the ciphers of Bouncy Castle's provider. */
final class KeyCrossCheckTest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final BigInteger MASK = new BigInteger("C0C0C0C000000000C0C0C0C000000000", 16);
    private static final int COUNTER_BITS = 21;
    private static final int MAX_ONES = 10;

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void tripleDesDukpt(@ForAll @Size(16) byte[] bdk, @ForAll @Size(8) byte[] name, @ForAll @IntRange(min = 1) int seed)
            throws CryptoException {
        int counter = seed & (1 << COUNTER_BITS) - 1 | 1 << seed % COUNTER_BITS;
        while (Integer.bitCount(counter) > MAX_ONES) {
            counter &= counter - 1;
        }
        // 59 bits of name stand before the counter.
        BigInteger register = number(name).clearBit(63).shiftRight(COUNTER_BITS).shiftLeft(COUNTER_BITS);
        BigInteger first =
                register.add(BigInteger.valueOf(0xFFFF).shiftLeft(64)).shiftRight(16);
        byte[] key = concat(
                Peers.ecb("DESede", bdk, bytes(first, 8)),
                Peers.ecb("DESede", bytes(number(bdk).xor(MASK), 16), bytes(first, 8)));
        for (int bit = COUNTER_BITS - 1; bit >= 0; bit--) {
            if ((counter >> bit & 1) == 1) {
                register = register.setBit(bit);
                key = concat(half(bytes(number(key).xor(MASK), 16), register), half(key, register));
            }
        }
        Bytes ksn = Bytes.of(bytes(register.add(BigInteger.valueOf(0xFFFF).shiftLeft(64)), 10));
        try (TdesBdk ours = TdesBdk.of(Peers.key(KeyAlgorithm.TDES, bdk));
                TdesTransactionKey transaction = ours.transactionKey(TdesKeySerialNumber.parse(ksn))) {
            assertSame(variant(key, 0), transaction.pinKey());
            assertSame(variant(key, 0), transaction.dataKeyOfPinVariant());
            assertSame(variant(key, 1), transaction.macRequestKey());
            assertSame(variant(key, 3), transaction.macResponseKey());
            assertSame(underItself(variant(key, 2)), transaction.dataRequestKey());
            assertSame(underItself(variant(key, 4)), transaction.dataResponseKey());
        }
    }

    /** The right half is added before and after encipherment under the left one. */
    private static byte[] half(byte[] key, BigInteger register) {
        BigInteger right = number(Arrays.copyOfRange(key, 8, 16));
        byte[] enciphered = Peers.ecb("DES", Arrays.copyOf(key, 8), bytes(register.xor(right), 8));
        return bytes(number(enciphered).xor(right), 8);
    }

    /** FF on the byte that stands so many places before the end of each half. */
    private static byte[] variant(byte[] key, int place) {
        BigInteger octet = BigInteger.valueOf(0xFF).shiftLeft(8 * place);
        return bytes(number(key).xor(octet).xor(octet.shiftLeft(64)), 16);
    }

    private static byte[] underItself(byte[] key) {
        return Peers.ecb("DESede", key, key);
    }

    private static void assertSame(byte[] expected, WorkingKey key) {
        try (key;
                SecretBytes secret = ((SoftwareKey) key.symmetricKey()).secret(InsecureSecretKeyAccess.get())) {
            assertEquals(Bytes.of(expected), Bytes.of(secret.toByteArray(InsecureSecretKeyAccess.get())));
        }
    }

    /** Every character of a block, the filling included. */
    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    void keyBlocks(
            @ForAll KeyBlockVersion version,
            @ForAll @Size(32) byte[] protection,
            @ForAll @IntRange(min = 0, max = 2) int protectionLength,
            @ForAll @Size(32) byte[] secret,
            @ForAll @IntRange(min = 0, max = 2) int secretLength,
            @ForAll boolean hidden,
            @ForAll @LongRange(min = 0) long seed)
            throws CryptoException {
        boolean aes = version == KeyBlockVersion.D || version == KeyBlockVersion.E;
        byte[] kbpk = Arrays.copyOf(protection, aes ? 16 + 8 * protectionLength : 16 + 8 * (protectionLength & 1));
        byte[] wrapped = Arrays.copyOf(secret, 8 + 8 * secretLength);
        int shown = hidden ? 24 : wrapped.length;
        int block = aes ? 16 : 8;
        int payloadLength = version == KeyBlockVersion.E ? 2 + shown : (2 + shown + block - 1) / block * block;
        byte[] filling = new byte[payloadLength - 2 - wrapped.length];
        new Random(seed).nextBytes(filling);
        byte[] payload =
                concat(HEX.parseHex(String.format(Locale.ROOT, "%04X", wrapped.length * 8)), concat(wrapped, filling));
        int macLength = aes ? 16 : version == KeyBlockVersion.B ? 8 : 4;
        String header =
                version + String.format(Locale.ROOT, "%04d", 16 + 2 * (payloadLength + macLength)) + "K0TD00N0000";
        String expected = header + behind(version, kbpk, header.getBytes(StandardCharsets.US_ASCII), payload);
        KeyBlockHeader asked =
                KeyBlockHeader.of(version, KeyUsage.KEY_ENCRYPTION, WrappedAlgorithm.TDES, ModeOfUse.DECRYPT_ONLY);
        KeyBlockWriter writer = new KeyBlockWriter(
                new GivenBytes(filling), hidden ? LengthObfuscation.MAXIMUM : LengthObfuscation.NONE);
        try (KeyBlockProtectionKey ours =
                        KeyBlockProtectionKey.of(Peers.key(aes ? KeyAlgorithm.AES : KeyAlgorithm.TDES, kbpk));
                SecretBytes content = SecretBytes.of(wrapped)) {
            assertEquals(expected, writer.wrap(ours, asked, content).toText());
            KeyBlock read = KeyBlockReader.allowing(Leniency.VISIBLE_KEY_LENGTH).read(expected);
            try (UnwrappedKey key = read.unwrap(ours);
                    SecretBytes back = key.secret(InsecureSecretKeyAccess.get())) {
                assertEquals(Bytes.of(wrapped), Bytes.of(back.toByteArray(InsecureSecretKeyAccess.get())));
            }
            KeyBlock exportable =
                    KeyBlockReader.allowing(Leniency.VISIBLE_KEY_LENGTH).read(expected.replaceFirst("D00N", "D00E"));
            assertThrows(CryptoException.class, () -> exportable.unwrap(ours));
        }
    }

    private static String behind(KeyBlockVersion version, byte[] kbpk, byte[] header, byte[] payload) {
        byte[] mac;
        byte[] enciphered;
        switch (version) {
            case A, C -> {
                byte[] vector = Arrays.copyOf(header, 8);
                enciphered = Peers.withVector("DESede/CBC/NoPadding", masked(kbpk, 0x45), vector, payload);
                byte[] chained = Peers.withVector(
                        "DESede/CBC/NoPadding", masked(kbpk, 0x4D), new byte[8], concat(header, enciphered));
                mac = Arrays.copyOfRange(chained, chained.length - 8, chained.length - 4);
            }
            case B -> {
                mac = Peers.mac("DESEDECMAC", "DESede", derived("DESede", kbpk, 1), concat(header, payload))
                        .toByteArray();
                enciphered = Peers.withVector("DESede/CBC/NoPadding", derived("DESede", kbpk, 0), mac, payload);
            }
            case D -> {
                mac = Peers.mac("AESCMAC", "AES", derived("AES", kbpk, 1), concat(header, payload))
                        .toByteArray();
                enciphered = Peers.withVector("AES/CBC/NoPadding", derived("AES", kbpk, 0), mac, payload);
            }
            default -> {
                mac = Peers.mac("AESCMAC", "AES", derived("AES", kbpk, 1), concat(header, payload))
                        .toByteArray();
                enciphered = Peers.withVector("AES/CTR/NoPadding", derived("AES", kbpk, 2), mac, payload);
            }
        }
        return HEX.formatHex(enciphered) + HEX.formatHex(mac);
    }

    private static byte[] masked(byte[] key, int octet) {
        byte[] mask = new byte[key.length];
        Arrays.fill(mask, (byte) octet);
        return bytes(number(key).xor(number(mask)), key.length);
    }

    /** Codes over a counter, the use, the algorithm and the length in bits, one after the other. */
    private static byte[] derived(String cipher, byte[] kbpk, int use) {
        int algorithm = kbpk.length / 8 - 2 + (cipher.equals("AES") ? 2 : 0);
        byte[] key = new byte[0];
        for (int i = 1; key.length < kbpk.length; i++) {
            String data = String.format(Locale.ROOT, "%02X%04X00%04X%04X", i, use, algorithm, kbpk.length * 8);
            String name = cipher.equals("AES") ? "AESCMAC" : "DESEDECMAC";
            key = concat(key, Peers.mac(name, cipher, kbpk, HEX.parseHex(data)).toByteArray());
        }
        return Arrays.copyOf(key, kbpk.length);
    }

    private static BigInteger number(byte[] bytes) {
        return new BigInteger(1, bytes);
    }

    private static byte[] bytes(BigInteger number, int length) {
        return HEX.parseHex(String.format(Locale.ROOT, "%0" + 2 * length + "X", number));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return Bytes.of(first).plus(Bytes.of(second)).toByteArray();
    }
}
