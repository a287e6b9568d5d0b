package dev.solvo.crypto.contactless;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.MacAlgorithm;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;

/** The two keys that both sides have after an agreement, and what either side does with them. EMV Book E. */
final class ChannelKeys implements AutoCloseable {
    static final int MAC_LENGTH_BYTES = 8;

    private static final int BLOCK = 16;

    /** What distinguishes these keys from others that are derived in the same way. */
    private static final Bytes DERIVATION_DATA = Bytes.fromHex("54334A325957773DA5A5A50180");

    private static final Bytes MAC_HEADER = Bytes.ofUnsigned(0, 0);

    private final SoftwareKey confidentiality;
    private final SoftwareKey integrity;

    private ChannelKeys(SoftwareKey confidentiality, SoftwareKey integrity) {
        this.confidentiality = confidentiality;
        this.integrity = integrity;
    }

    /** Derives the keys from the agreed x-coordinate. */
    static ChannelKeys of(byte[] agreedX) {
        byte[] derivationKey;
        try (SoftwareKey zeros = aes(new byte[BLOCK])) {
            derivationKey = zeros.mac(MacAlgorithm.CMAC, agreedX);
        }
        try (SoftwareKey key = aes(derivationKey)) {
            return new ChannelKeys(derived(key, 1), derived(key, 2));
        } finally {
            Arrays.fill(derivationKey, (byte) 0);
        }
    }

    /** Counter mode, both ways: the message's counter in front, that of the blocks behind. */
    Bytes crypt(Bytes counter, Bytes data) {
        byte[] blocks = new byte[(data.length() + BLOCK - 1) / BLOCK * BLOCK];
        for (int block = 0; block * BLOCK < blocks.length; block++) {
            counter.copyTo(blocks, block * BLOCK);
            blocks[block * BLOCK + BLOCK - 2] = (byte) (block >> 8);
            blocks[block * BLOCK + BLOCK - 1] = (byte) block;
        }
        byte[] result = data.toByteArray();
        if (result.length > 0) {
            byte[] stream = confidentiality.encrypt(blocks);
            for (int i = 0; i < result.length; i++) {
                result[i] ^= stream[i];
            }
            Arrays.fill(stream, (byte) 0);
        }
        return Bytes.of(result);
    }

    Bytes mac(Bytes message) {
        return Bytes.of(integrity.mac(MacAlgorithm.CMAC, message.toByteArray()), 0, MAC_LENGTH_BYTES);
    }

    void verify(Bytes message, Bytes mac) throws CryptoException {
        if (!mac(message).equals(mac)) {
            throw new CryptoException(CryptoException.Reason.AUTHENTICATION, "the MAC is not that of the card");
        }
    }

    /** IAD-MAC: AES-CMAC+, which is AES-CMAC and its decipherment, added bit by bit. */
    Bytes issuerApplicationDataMac(Bytes message) {
        byte[] mac = integrity.mac(MacAlgorithm.CMAC, MAC_HEADER.plus(message).toByteArray());
        byte[] plus = integrity.decrypt(mac);
        for (int i = 0; i < plus.length; i++) {
            plus[i] ^= mac[i];
        }
        return Bytes.of(plus, 0, MAC_LENGTH_BYTES);
    }

    /** What EDA-MAC is made over. */
    static Bytes enhancedData(Bytes applicationCryptogram, Bytes issuerApplicationDataMac) {
        return Bytes.concat(MAC_HEADER, applicationCryptogram, issuerApplicationDataMac);
    }

    @Override
    public void close() {
        confidentiality.close();
        integrity.close();
    }

    private static SoftwareKey derived(SoftwareKey key, int number) {
        return key.deriveByEncryption(
                Bytes.ofUnsigned(number, 0x01, 0x00).plus(DERIVATION_DATA).toByteArray(), BLOCK, ParityPolicy.KEEP);
    }

    private static SoftwareKey aes(byte[] key) {
        try (SecretBytes secret = SecretBytes.of(key)) {
            return SoftwareKey.of(KeyAlgorithm.AES, secret);
        }
    }
}
