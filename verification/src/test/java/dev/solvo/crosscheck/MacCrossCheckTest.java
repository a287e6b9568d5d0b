package dev.solvo.crosscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.mac.HashMac;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Message authentication codes against Bouncy Castle's provider. */
final class MacCrossCheckTest {
    @Property
    void cmacWithAes(@ForAll @Size(16) byte[] key, @ForAll @Size(max = 70) byte[] message) throws CryptoException {
        check(
                MessageAuthenticationCode.cmac(16),
                KeyAlgorithm.AES,
                key,
                message,
                Peers.mac("AESCMAC", "AES", key, message));
    }

    @Property
    void cmacWithAes256(@ForAll @Size(32) byte[] key, @ForAll @Size(max = 70) byte[] message) throws CryptoException {
        check(
                MessageAuthenticationCode.cmac(16),
                KeyAlgorithm.AES,
                key,
                message,
                Peers.mac("AESCMAC", "AES", key, message));
    }

    @Property
    void cmacWithTripleDes(@ForAll @Size(16) byte[] key, @ForAll @Size(max = 40) byte[] message)
            throws CryptoException {
        check(
                MessageAuthenticationCode.cmac(8),
                KeyAlgorithm.TDES,
                key,
                message,
                Peers.mac("DESEDECMAC", "DESede", key, message));
    }

    @Property
    void retailMacWithPadding1(@ForAll @Size(16) byte[] key, @ForAll @Size(min = 1, max = 40) byte[] message)
            throws CryptoException {
        check(
                MessageAuthenticationCode.iso9797Algorithm3(Padding.METHOD_1, 8),
                KeyAlgorithm.TDES,
                key,
                message,
                Peers.mac("ISO9797ALG3MAC", "DESede", key, message));
    }

    @Property
    void retailMacWithPadding2(@ForAll @Size(16) byte[] key, @ForAll @Size(max = 40) byte[] message)
            throws CryptoException {
        check(
                MessageAuthenticationCode.iso9797Algorithm3(Padding.METHOD_2, 8),
                KeyAlgorithm.TDES,
                key,
                message,
                Peers.mac("ISO9797ALG3WITHISO7816-4PADDING", "DESede", key, message));
    }

    @Property
    void algorithm1WithTripleDes(@ForAll @Size(16) byte[] key, @ForAll @Size(min = 1, max = 40) byte[] message)
            throws CryptoException {
        check(
                MessageAuthenticationCode.iso9797Algorithm1(Padding.METHOD_1, 8),
                KeyAlgorithm.TDES,
                key,
                message,
                Peers.mac("DESEDEMAC64", "DESede", key, message));
    }

    /** Padding 3 and AES, which the provider has no name for: the last block of its CBC. */
    @Property
    void algorithm1WithAesAndPadding3(@ForAll @Size(16) byte[] key, @ForAll @Size(max = 40) byte[] message)
            throws CryptoException {
        int filled = 16 + (message.length + 15) / 16 * 16;
        byte[] blocks = new byte[filled];
        blocks[14] = (byte) (message.length * 8 >> 8);
        blocks[15] = (byte) (message.length * 8);
        System.arraycopy(message, 0, blocks, 16, message.length);
        byte[] chained = Peers.withVector("AES/CBC/NoPadding", key, new byte[16], blocks);
        check(
                MessageAuthenticationCode.iso9797Algorithm1(Padding.METHOD_3, 16),
                KeyAlgorithm.AES,
                key,
                message,
                Bytes.of(Arrays.copyOfRange(chained, chained.length - 16, chained.length)));
    }

    @Property
    void hmac(@ForAll @Size(min = 1, max = 150) byte[] key, @ForAll @Size(max = 150) byte[] message)
            throws CryptoException {
        try (SecretBytes secret = SecretBytes.of(key)) {
            Bytes content = Bytes.of(message);
            assertEquals(
                    Peers.mac("HmacSHA1", "HmacSHA1", key, message),
                    HashMac.sha1(20).generate(secret, content));
            assertEquals(
                    Peers.mac("HmacSHA256", "HmacSHA256", key, message),
                    HashMac.sha256(32).generate(secret, content));
            assertEquals(
                    Peers.mac("HmacSHA512", "HmacSHA512", key, message),
                    HashMac.sha512(64).generate(secret, content));
        }
    }

    /**
     * The name without a length gives half a block. FIPS 113 allows that; X9.19 and EMV have the whole block, and ISO/IEC
     * 9797-1:2011, B.4 prints it.
     */
    @Test
    void theProvidersShortNameGivesHalfABlock() {
        byte[] key = Bytes.fromHex("0123456789ABCDEFFEDCBA9876543210").toByteArray();
        byte[] message = Bytes.fromHex("4E6F77206973207468652074696D6520").toByteArray();
        Bytes whole = Peers.mac("DESEDEMAC64", "DESede", key, message);
        Bytes half = Peers.mac("DESEDEMAC", "DESede", key, message);
        assertEquals(4, half.length());
        assertNotEquals(whole, half);
        try (SoftwareKey ours = Peers.key(KeyAlgorithm.TDES, key)) {
            assertEquals(
                    whole,
                    MessageAuthenticationCode.iso9797Algorithm1(Padding.METHOD_1, 8)
                            .generate(ours, Bytes.of(message)));
        }
    }

    private static void check(
            MessageAuthenticationCode code, KeyAlgorithm algorithm, byte[] key, byte[] message, Bytes expected)
            throws CryptoException {
        try (SoftwareKey ours = Peers.key(algorithm, key)) {
            assertEquals(expected, code.generate(ours, Bytes.of(message)));
            code.verify(ours, Bytes.of(message), expected);
        }
    }
}
