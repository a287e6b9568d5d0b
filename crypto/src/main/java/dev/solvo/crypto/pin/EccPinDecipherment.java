package dev.solvo.crypto.pin;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.ec.EllipticCurve;
import dev.solvo.crypto.oda.EnciphermentSuite;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The card's side of {@link EccPinEncipherment}, for one transaction: keys are agreed at the first VERIFY and kept for
 * the further ones (EMV 4.4 Book 2, 13).
 *
 * <p>Made for simulators and tests: the arithmetic is not guarded against an observer who measures time or power. Not
 * safe for several threads.
 */
public final class EccPinDecipherment implements AutoCloseable {
    private final EnciphermentSuite suite;
    private final BigInteger privateKey;
    private Bytes terminalX = Bytes.EMPTY;
    private Optional<OdeChannel> channel = Optional.empty();
    private boolean closed;

    /**
     * Takes the card's private key.
     *
     * @param suite the curve
     * @param privateKey the number d, 32 or 66 bytes
     * @throws IllegalArgumentException if the number is not between 1 and the order of the curve less 1
     */
    public EccPinDecipherment(EnciphermentSuite suite, Bytes privateKey) {
        BigInteger number = new BigInteger(1, privateKey.toByteArray());
        if (number.signum() == 0 || number.compareTo(OdeCurve.of(suite).order()) >= 0) {
            throw new IllegalArgumentException("the private key is out of range");
        }
        this.suite = suite;
        this.privateKey = number;
    }

    /**
     * The public key that belongs to the private one, for the card's certificate.
     *
     * @return x-coordinate, 32 or 66 bytes
     */
    public Bytes publicX() {
        return OdeCurve.of(suite).multiplyBase(privateKey);
    }

    /**
     * Deciphers a PIN block.
     *
     * @param data the data of VERIFY
     * @param challenge the challenge that the card gave out last, 8 bytes
     * @return the block, to be read by {@link PinBlockFormat2} and closed by the caller
     * @throws CryptoException if the length, the terminal's key, the MAC, the challenge or the header is wrong
     */
    public PinBlock decipher(Bytes data, Bytes challenge) throws CryptoException {
        if (closed) {
            throw new IllegalStateException("the decipherment is closed");
        }
        RsaPinEncipherment.requireChallenge(challenge);
        int expected = suite.fieldLength() + OdeChannel.CLEAR_LENGTH_BYTES + OdeChannel.MAC_LENGTH_BYTES;
        if (data.length() != expected) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, "an enciphered PIN of " + data.length() + " bytes, not " + expected);
        }
        return channelFor(data.slice(0, suite.fieldLength()), challenge)
                .decipher(data.slice(suite.fieldLength()), challenge);
    }

    /** Wipes the agreed keys. Closing again does nothing. */
    @Override
    public void close() {
        closed = true;
        channel.ifPresent(OdeChannel::close);
    }

    private OdeChannel channelFor(Bytes x, Bytes challenge) throws CryptoException {
        if (channel.isPresent()) {
            if (!x.equals(terminalX)) {
                throw new CryptoException(
                        CryptoException.Reason.FORMAT, "the terminal's key changed within the transaction");
            }
            return channel.get();
        }
        EllipticCurve curve = OdeCurve.of(suite);
        Bytes agreedX = curve.multiply(x, privateKey)
                .orElseThrow(() -> new CryptoException(
                        CryptoException.Reason.FORMAT, "the terminal's key is no point of the curve"));
        OdeChannel agreed = OdeChannel.of(suite, agreedX, challenge);
        channel = Optional.of(agreed);
        terminalX = x;
        return agreed;
    }
}
