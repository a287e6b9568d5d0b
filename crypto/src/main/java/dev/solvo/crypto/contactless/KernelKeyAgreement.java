package dev.solvo.crypto.contactless;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.ec.EllipticCurve;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/**
 * The kernel's side of a key agreement with a card whose public key stays hidden from who listens: the card sends it multiplied
 * by a blinding factor, and the factor under the agreed keys. EMV Book E; experimental, P-256 only.
 *
 * <pre>{@code
 * KernelKeyAgreement agreement = KernelKeyAgreement.draw(random);
 * // agreement.kernelKeyData() goes to the card as tag 9E
 * AgreedChannel agreed = agreement.agree(cardKeyData);
 * agreed.isCardKey(certifiedX);
 * }</pre>
 */
public final class KernelKeyAgreement implements AutoCloseable {
    /** Length of tag 9F8103 on P-256: the blinded key and the enciphered factor. */
    public static final int CARD_KEY_DATA_LENGTH_BYTES = 64;

    private static final EllipticCurve CURVE = EllipticCurve.P_256;

    /** A good source misses the range less than once in 2^32 draws, so this many misses show a broken one. */
    private static final int MOST_DRAWS = 100;

    private final Bytes kernelKeyData;
    private BigInteger factor;

    private KernelKeyAgreement(BigInteger factor) {
        this.factor = factor;
        this.kernelKeyData = CURVE.multiplyBasePoint(factor);
    }

    /**
     * Draws a key for one transaction.
     *
     * @param random a secure source
     * @return the agreement, not yet made
     */
    public static KernelKeyAgreement draw(Random random) {
        return new KernelKeyAgreement(drawNumber(random));
    }

    /** 1 to n − 1, every value equally likely. */
    static BigInteger drawNumber(Random random) {
        byte[] bytes = new byte[CURVE.fieldLength()];
        try {
            for (int i = 0; i < MOST_DRAWS; i++) {
                random.nextBytes(bytes);
                BigInteger number = new BigInteger(1, bytes);
                if (number.signum() > 0 && number.compareTo(CURVE.order()) < 0) {
                    return number;
                }
            }
            throw new IllegalStateException("the source of random bytes gives no number in range");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Kernel Key Data, tag 9E.
     *
     * @return both coordinates of the kernel's public key, 64 bytes
     */
    public Bytes kernelKeyData() {
        return kernelKeyData;
    }

    /**
     * Makes the agreement.
     *
     * @param cardKeyData tag 9F8103: x-coordinate of the blinded key, then the enciphered blinding factor
     * @return the channel, to be closed by the caller, with the card's blinding factor
     * @throws CryptoException if the length is another or the key is no point of the curve
     */
    public AgreedChannel agree(Bytes cardKeyData) throws CryptoException {
        if (factor.signum() == 0) {
            throw new IllegalStateException("the agreement is closed");
        }
        if (cardKeyData.length() != CARD_KEY_DATA_LENGTH_BYTES) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, "card key data of " + cardKeyData.length() + " bytes, not 64");
        }
        Bytes blindedX = cardKeyData.slice(0, CURVE.fieldLength());
        Optional<Bytes> agreedX = CURVE.multiply(blindedX, factor);
        if (!agreedX.isPresent()) {
            throw new CryptoException(CryptoException.Reason.FORMAT, "the card's key is no point of the curve");
        }
        SecureChannel channel = SecureChannel.of(agreedX.get().toByteArray());
        Bytes blindingFactor = channel.decipherFromCard(cardKeyData.slice(CURVE.fieldLength()));
        return new AgreedChannel(channel, blindedX, new BigInteger(1, blindingFactor.toByteArray()));
    }

    /** Forgets the private key as far as Java can. */
    @Override
    public void close() {
        factor = BigInteger.ZERO;
    }

    /** A channel together with what shows whose it is. */
    public static final class AgreedChannel implements AutoCloseable {
        private final SecureChannel channel;
        private final Bytes blindedX;
        private final BigInteger blindingFactor;

        private AgreedChannel(SecureChannel channel, Bytes blindedX, BigInteger blindingFactor) {
            this.channel = channel;
            this.blindedX = blindedX;
            this.blindingFactor = blindingFactor;
        }

        /**
         * What travels under the agreed keys.
         *
         * @return the channel
         */
        public SecureChannel channel() {
            return channel;
        }

        /**
         * Tells whether the channel leads to the card whose key a certificate vouches for.
         *
         * @param certifiedX x-coordinate of the card's certified key, 32 bytes
         * @return whether the blinding factor makes of it the key that the agreement was made with
         */
        public boolean isCardKey(Bytes certifiedX) {
            return SecureChannel.unblinds(CURVE, certifiedX, blindingFactor, blindedX);
        }

        @Override
        public void close() {
            channel.close();
        }

        @Override
        public String toString() {
            return channel.toString();
        }
    }
}
