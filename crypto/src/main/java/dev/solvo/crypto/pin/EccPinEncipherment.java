package dev.solvo.crypto.pin;

import dev.solvo.crypto.ec.EllipticCurve;
import dev.solvo.crypto.oda.EccOdePublicKey;
import dev.solvo.crypto.oda.EnciphermentSuite;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The PINs of one transaction enciphered for the card by offline data encipherment: a key agreed on an elliptic curve,
 * then AES (EMV 4.4 Book 2, 13).
 *
 * <p>All tries of a transaction share the agreed key, so one object serves one transaction and is closed with it. Not
 * safe for several threads.
 */
public final class EccPinEncipherment implements AutoCloseable {
    private final EnciphermentSuite suite;
    private final Bytes ephemeralX;
    private final Bytes agreedX;
    private Optional<OdeChannel> channel = Optional.empty();
    private boolean closed;

    /**
     * Agrees on a key.
     *
     * @param key the card's key
     * @param random source of the terminal's own key
     */
    public EccPinEncipherment(EccOdePublicKey key, SecureRandom random) {
        this.suite = key.suite();
        EllipticCurve curve = OdeCurve.of(suite);
        BigInteger ephemeral = OdeCurve.draw(curve, random);
        this.ephemeralX = curve.multiplyBase(ephemeral);
        this.agreedX = curve.multiply(key.x(), ephemeral)
                .orElseThrow(() -> new IllegalStateException("a recovered key is a point of its curve"));
    }

    /**
     * Enciphers a PIN.
     *
     * @param pin the PIN; stays the caller's to close
     * @param challenge what the card answered to GET CHALLENGE, 8 bytes; a fresh one for each try
     * @return the data of VERIFY: 57 bytes on P-256, 91 on P-521
     * @throws IllegalArgumentException if the challenge does not have 8 bytes
     */
    public Bytes encipher(Pin pin, Bytes challenge) {
        if (closed) {
            throw new IllegalStateException("the encipherment is closed");
        }
        RsaPinEncipherment.requireChallenge(challenge);
        if (!channel.isPresent()) {
            channel = Optional.of(OdeChannel.of(suite, agreedX, challenge));
        }
        try (PinBlock block = PinBlockFormat2.encode(pin)) {
            return ephemeralX.plus(channel.get().encipher(block, challenge));
        }
    }

    /** Wipes the agreed keys. Closing again does nothing. */
    @Override
    public void close() {
        closed = true;
        channel.ifPresent(OdeChannel::close);
    }
}
