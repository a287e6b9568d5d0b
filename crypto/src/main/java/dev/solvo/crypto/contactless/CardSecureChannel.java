package dev.solvo.crypto.contactless;

import dev.solvo.crypto.CryptoException;
import dev.solvo.tlv.Bytes;

/**
 * The card's side of the channel that kernel and card have agreed on; the kernel's is {@link SecureChannel}. EMV Book E, blinded
 * Diffie-Hellman.
 *
 * <p>For simulated cards and tests. Experimental. Not safe for several threads; to be closed with the transaction.
 */
public final class CardSecureChannel implements AutoCloseable {
    private final ChannelKeys keys;
    private final MessageCounter fromKernel = MessageCounter.ofKernel();
    private final MessageCounter fromCard = MessageCounter.ofCard();

    private CardSecureChannel(ChannelKeys keys) {
        this.keys = keys;
    }

    static CardSecureChannel of(byte[] agreedX) {
        return new CardSecureChannel(ChannelKeys.of(agreedX));
    }

    /**
     * Enciphers a record, or the blinding factor. The card's counter goes on.
     *
     * @param clear any number of bytes
     * @return as many bytes
     * @throws CryptoException if the counter is used up
     */
    public Bytes encipherToKernel(Bytes clear) throws CryptoException {
        return keys.crypt(fromCard.next(), clear);
    }

    /**
     * Answers READ DATA: data enciphered, and their MAC. The card's counter goes on.
     *
     * @param clear a data object
     * @return 8 bytes more
     * @throws CryptoException if the counter is used up
     */
    public Bytes answerReadData(Bytes clear) throws CryptoException {
        Bytes counter = fromCard.next();
        Bytes enciphered = keys.crypt(counter, clear);
        return enciphered.plus(keys.mac(counter.plus(enciphered)));
    }

    /**
     * Deciphers the data of WRITE DATA. The kernel's counter goes on.
     *
     * @param enciphered any number of bytes
     * @return as many bytes in clear
     * @throws CryptoException if the counter is used up
     */
    public Bytes decipherFromKernel(Bytes enciphered) throws CryptoException {
        return keys.crypt(fromKernel.next(), enciphered);
    }

    /**
     * Answers WRITE DATA: the MAC over what was written. The card's counter goes on.
     *
     * @param clear the data object, in clear
     * @return 8 bytes
     * @throws CryptoException if the counter is used up
     */
    public Bytes acknowledgeWritten(Bytes clear) throws CryptoException {
        return keys.mac(fromCard.next().plus(clear));
    }

    /**
     * The MAC that stands in the issuer's data, the same as {@link SecureChannel#issuerApplicationDataMac}.
     *
     * @param message what it covers, without the leading 0000
     * @return 8 bytes
     */
    public Bytes issuerApplicationDataMac(Bytes message) {
        return keys.issuerApplicationDataMac(message);
    }

    /**
     * The card's MAC over its cryptogram and the issuer's MAC (enhanced data authentication), tag 9F8105.
     *
     * @param applicationCryptogram tag 9F26, 8 bytes
     * @param issuerApplicationDataMac what {@link #issuerApplicationDataMac} made
     * @return 8 bytes
     */
    public Bytes enhancedDataAuthentication(Bytes applicationCryptogram, Bytes issuerApplicationDataMac) {
        return keys.mac(ChannelKeys.enhancedData(applicationCryptogram, issuerApplicationDataMac));
    }

    /** Wipes the keys. */
    @Override
    public void close() {
        keys.close();
    }

    /** Nothing of the keys. */
    @Override
    public String toString() {
        return "card's side of a secure channel, " + fromCard.sent() + " messages";
    }
}
