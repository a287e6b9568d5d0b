package dev.solvo.crypto.contactless;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.ec.EllipticCurve;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;

/**
 * The card's side of the key agreement that {@link KernelKeyAgreement} makes: its certified key is multiplied by a blinding
 * factor, and the factor goes to the kernel under the agreed keys. EMV Book E; experimental, P-256 only.
 *
 * <p>For simulated cards and tests: the arithmetic takes a time that depends on the private key.
 */
public final class CardKeyAgreement implements AutoCloseable {
    private static final EllipticCurve CURVE = EllipticCurve.P_256;

    private final Bytes cardKeyData;
    private final CardSecureChannel channel;

    private CardKeyAgreement(Bytes cardKeyData, CardSecureChannel channel) {
        this.cardKeyData = cardKeyData;
        this.channel = channel;
    }

    /**
     * Makes the agreement for one transaction.
     *
     * @param privateKey the card's certified key, 32 bytes, 1 to n − 1
     * @param kernelKeyData tag 9E: both coordinates of the kernel's public key, 64 bytes
     * @param random a secure source, of which the blinding factor is drawn
     * @return the agreement, to be closed by the caller
     * @throws IllegalArgumentException if the private key is out of range
     * @throws CryptoException if the kernel's key has another length or is no point of the curve
     */
    public static CardKeyAgreement agree(Bytes privateKey, Bytes kernelKeyData, Random random) throws CryptoException {
        BigInteger key = new BigInteger(1, privateKey.toByteArray());
        if (privateKey.length() != CURVE.fieldLength() || key.signum() == 0 || key.compareTo(CURVE.order()) >= 0) {
            throw new IllegalArgumentException("no private key of P-256");
        }
        if (kernelKeyData.length() != 2 * CURVE.fieldLength()) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, "kernel key data of " + kernelKeyData.length() + " bytes, not 64");
        }
        Bytes kernelX = kernelKeyData.slice(0, CURVE.fieldLength());
        if (!CURVE.hasPoint(kernelX, kernelKeyData.slice(CURVE.fieldLength()))) {
            throw new CryptoException(CryptoException.Reason.FORMAT, "the kernel's key is no point of the curve");
        }
        BigInteger factor = KernelKeyAgreement.drawNumber(random);
        BigInteger blinded = key.multiply(factor).mod(CURVE.order());
        Optional<Bytes> agreedX = CURVE.multiply(kernelX, blinded);
        if (!agreedX.isPresent()) {
            throw new IllegalStateException("the point was checked before");
        }
        CardSecureChannel channel = CardSecureChannel.of(agreedX.get().toByteArray());
        Bytes enciphered = channel.encipherToKernel(fixedLength(factor));
        return new CardKeyAgreement(CURVE.multiplyBase(blinded).plus(enciphered), channel);
    }

    private static Bytes fixedLength(BigInteger number) {
        byte[] magnitude = number.toByteArray();
        byte[] fixed = new byte[CURVE.fieldLength()];
        int length = Math.min(magnitude.length, fixed.length);
        System.arraycopy(magnitude, magnitude.length - length, fixed, fixed.length - length, length);
        return Bytes.of(fixed);
    }

    /**
     * Card Key Data, tag 9F8103.
     *
     * @return x-coordinate of the blinded key, then the enciphered blinding factor, 64 bytes
     */
    public Bytes cardKeyData() {
        return cardKeyData;
    }

    /**
     * What travels under the agreed keys.
     *
     * @return the card's side of the channel
     */
    public CardSecureChannel channel() {
        return channel;
    }

    /** Wipes the agreed keys. */
    @Override
    public void close() {
        channel.close();
    }

    /** Nothing of the keys. */
    @Override
    public String toString() {
        return channel.toString();
    }
}
