package dev.solvo.crypto.contactless;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.ec.EllipticCurve;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;

/**
 * The kernel's side of the channel that kernel and card have agreed on; the card's is {@link CardSecureChannel}. EMV Book E, blinded Diffie-Hellman.
 *
 * <p>Each direction counts its messages: the kernel from 0000, the card from 8000, and no counter reaches its last value.
 * Experimental. Not safe for several threads; to be closed with the transaction.
 */
public final class SecureChannel implements AutoCloseable {
    /** Length of a MAC, in bytes. */
    public static final int MAC_LENGTH_BYTES = ChannelKeys.MAC_LENGTH_BYTES;

    private final ChannelKeys keys;
    private final MessageCounter fromKernel = MessageCounter.ofKernel();
    private final MessageCounter fromCard = MessageCounter.ofCard();

    private SecureChannel(ChannelKeys keys) {
        this.keys = keys;
    }

    /** Derives the two keys from the agreed x-coordinate. */
    static SecureChannel of(byte[] agreedX) {
        return new SecureChannel(ChannelKeys.of(agreedX));
    }

    /**
     * Deciphers what the card enciphered: a record, or its blinding factor. The card's counter goes on.
     *
     * @param enciphered any number of bytes
     * @return as many bytes in clear
     * @throws CryptoException if the counter is used up
     */
    public Bytes decipherFromCard(Bytes enciphered) throws CryptoException {
        return keys.crypt(fromCard.next(), enciphered);
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
        Bytes counter = fromCard.next();
        keys.verify(counter.plus(enciphered), answer.slice(enciphered.length()));
        return keys.crypt(counter, enciphered);
    }

    /**
     * Enciphers the data of WRITE DATA. The kernel's counter goes on.
     *
     * @param clear a data object
     * @return as many bytes
     * @throws CryptoException if the counter is used up
     */
    public Bytes encipherFromKernel(Bytes clear) throws CryptoException {
        return keys.crypt(fromKernel.next(), clear);
    }

    /**
     * Checks the card's answer to WRITE DATA. The card's counter goes on.
     *
     * @param clear the data object that was sent, in clear
     * @param mac the answer, 8 bytes
     * @throws CryptoException if the MAC is wrong or the counter is used up
     */
    public void verifyWritten(Bytes clear, Bytes mac) throws CryptoException {
        keys.verify(fromCard.next().plus(clear), mac);
    }

    /**
     * The MAC that stands in the issuer's data: AES-CMAC+ over all that the transaction was about, cut to 8 bytes.
     *
     * @param message what it covers, without the leading 0000
     * @return 8 bytes
     */
    public Bytes issuerApplicationDataMac(Bytes message) {
        return keys.issuerApplicationDataMac(message);
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
        keys.verify(ChannelKeys.enhancedData(applicationCryptogram, issuerApplicationDataMac), mac);
    }

    /** Wipes the keys. */
    @Override
    public void close() {
        keys.close();
    }

    /** Nothing of the keys. */
    @Override
    public String toString() {
        return "secure channel, " + fromCard.sent() + " messages of the card";
    }

    /** The points that the card's blinding factor leads to. */
    static boolean unblinds(EllipticCurve curve, Bytes cardX, BigInteger factor, Bytes blindedX) {
        return factor.signum() > 0
                && factor.compareTo(curve.order()) < 0
                && curve.multiply(cardX, factor).filter(blindedX::equals).isPresent();
    }
}
