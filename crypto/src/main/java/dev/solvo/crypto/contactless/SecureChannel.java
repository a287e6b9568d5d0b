package dev.solvo.crypto.contactless;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.ec.EllipticCurve;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.MacAlgorithm;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The keys that kernel and card have agreed on, and what travels under them. EMV Book E, blinded Diffie-Hellman.
 *
 * <p>Each direction counts its messages: the kernel from 0000, the card from 8000, and no counter reaches its last value.
 * Experimental. Not safe for several threads; to be closed with the transaction.
 */
public final class SecureChannel implements AutoCloseable {
    /** Length of a MAC, in bytes. */
    public static final int MAC_LENGTH_BYTES = 8;

    private static final int BLOCK = 16;
    private static final int FIRST_OF_CARD = 0x8000;
    private static final int LAST = 0xFFFF;
    private static final int LAST_OF_KERNEL = 0x7FFF;

    /** What distinguishes these keys from others that are derived in the same way. */
    private static final Bytes DERIVATION_DATA = Bytes.fromHex("54334A325957773DA5A5A50180");

    private final SoftwareKey confidentiality;
    private final SoftwareKey integrity;
    private int fromKernel;
    private int fromCard = FIRST_OF_CARD;

    private SecureChannel(SoftwareKey confidentiality, SoftwareKey integrity) {
        this.confidentiality = confidentiality;
        this.integrity = integrity;
    }

    /** Derives the two keys from the agreed x-coordinate. */
    static SecureChannel of(byte[] agreedX) {
        byte[] derivationKey;
        try (SoftwareKey zeros = aes(new byte[BLOCK])) {
            derivationKey = zeros.mac(MacAlgorithm.CMAC, agreedX);
        }
        try (SoftwareKey key = aes(derivationKey)) {
            return new SecureChannel(derived(key, 1), derived(key, 2));
        } finally {
            Arrays.fill(derivationKey, (byte) 0);
        }
    }

    /**
     * Deciphers what the card enciphered: a record, or its blinding factor. The card's counter goes on.
     *
     * @param enciphered any number of bytes
     * @return as many bytes in clear
     * @throws CryptoException if the counter is used up
     */
    public Bytes decipherFromCard(Bytes enciphered) throws CryptoException {
        return crypt(cardCounter(), enciphered);
    }

    /**
     * Deciphers and checks the card's answer to READ DATA: enciphered data and their MAC. The card's counter goes on.
     *
     * @param answer 9 bytes or more
     * @return the data in clear
     * @throws CryptoException if there is no room for a MAC, the MAC is wrong, or the counter is used up
     */
    public Bytes readData(Bytes answer) throws CryptoException {
        if (answer.length() <= MAC_LENGTH_BYTES) {
            throw new CryptoException(CryptoException.Reason.LENGTH, "no data before the MAC");
        }
        Bytes enciphered = answer.slice(0, answer.length() - MAC_LENGTH_BYTES);
        Bytes counter = cardCounter();
        verify(counter.plus(enciphered), answer.slice(enciphered.length()));
        return crypt(counter, enciphered);
    }

    /**
     * Enciphers the data of WRITE DATA. The kernel's counter goes on.
     *
     * @param clear a data object
     * @return as many bytes
     * @throws CryptoException if the counter is used up
     */
    public Bytes encipherFromKernel(Bytes clear) throws CryptoException {
        if (fromKernel == LAST_OF_KERNEL) {
            throw usedUp();
        }
        return crypt(number(fromKernel++), clear);
    }

    /**
     * Checks the card's answer to WRITE DATA. The card's counter goes on.
     *
     * @param clear the data object that was sent, in clear
     * @param mac the answer, 8 bytes
     * @throws CryptoException if the MAC is wrong or the counter is used up
     */
    public void verifyWritten(Bytes clear, Bytes mac) throws CryptoException {
        verify(cardCounter().plus(clear), mac);
    }

    /**
     * The MAC that stands in the issuer's data: AES-CMAC+ over all that the transaction was about, cut to 8 bytes.
     *
     * @param message what it covers, without the leading 0000
     * @return 8 bytes
     */
    public Bytes issuerApplicationDataMac(Bytes message) {
        byte[] mac = integrity.mac(
                MacAlgorithm.CMAC, Bytes.ofUnsigned(0, 0).plus(message).toByteArray());
        byte[] plus = integrity.decrypt(mac);
        for (int i = 0; i < plus.length; i++) {
            plus[i] ^= mac[i];
        }
        return Bytes.of(plus, 0, MAC_LENGTH_BYTES);
    }

    /**
     * Checks the card's MAC over its cryptogram and the issuer's MAC (enhanced data authentication).
     *
     * @param applicationCryptogram tag 9F26, 8 bytes
     * @param issuerApplicationDataMac what {@link #issuerApplicationDataMac} made
     * @param mac tag 9F8105, 8 bytes
     * @throws CryptoException if it is another
     */
    public void verifyEnhancedDataAuthentication(Bytes applicationCryptogram, Bytes issuerApplicationDataMac, Bytes mac)
            throws CryptoException {
        verify(Bytes.concat(Bytes.ofUnsigned(0, 0), applicationCryptogram, issuerApplicationDataMac), mac);
    }

    /** Wipes the keys. */
    @Override
    public void close() {
        confidentiality.close();
        integrity.close();
    }

    /** Nothing of the keys. */
    @Override
    public String toString() {
        return "secure channel, " + (fromCard - FIRST_OF_CARD) + " messages of the card";
    }

    private Bytes cardCounter() throws CryptoException {
        if (fromCard == LAST) {
            throw usedUp();
        }
        return number(fromCard++);
    }

    private static CryptoException usedUp() {
        return new CryptoException(CryptoException.Reason.FORMAT, "the counter of a secure channel is used up");
    }

    private static Bytes number(int counter) {
        return Bytes.ofUnsigned(counter >> 8, counter & 0xFF);
    }

    private void verify(Bytes message, Bytes mac) throws CryptoException {
        Bytes expected = Bytes.of(integrity.mac(MacAlgorithm.CMAC, message.toByteArray()), 0, MAC_LENGTH_BYTES);
        if (!expected.equals(mac)) {
            throw new CryptoException(CryptoException.Reason.AUTHENTICATION, "the MAC is not that of the card");
        }
    }

    /** Counter mode: the message's counter in front, that of the blocks behind. */
    private Bytes crypt(Bytes counter, Bytes data) {
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

    private static SoftwareKey derived(SoftwareKey key, int number) {
        return key.deriveByEncryption(
                Bytes.ofUnsigned(number, 0x01, 0x00).plus(DERIVATION_DATA).toByteArray(), BLOCK, ParityPolicy.KEEP);
    }

    private static SoftwareKey aes(byte[] key) {
        try (SecretBytes secret = SecretBytes.of(key)) {
            return SoftwareKey.of(KeyAlgorithm.AES, secret);
        }
    }

    /** The points that the card's blinding factor leads to. */
    static boolean unblinds(EllipticCurve curve, Bytes cardX, BigInteger factor, Bytes blindedX) {
        return factor.signum() > 0
                && factor.compareTo(curve.order()) < 0
                && curve.multiply(cardX, factor).filter(blindedX::equals).isPresent();
    }
}
