package dev.solvo.crypto.sm;

import dev.solvo.crypto.CryptoException;
import dev.solvo.tlv.Bytes;

/**
 * A public key on the curve {@code sm2p256v1} (GM/T 0003.5-2012).
 *
 * @param point 65 bytes: 04, x, y
 */
public record Sm2PublicKey(Bytes point) {
    static final int POINT_LENGTH_BYTES = 65;

    /**
     * Checks the form and that the point is one of the curve.
     *
     * @throws IllegalArgumentException if it is not
     */
    public Sm2PublicKey {
        String fault = fault(point);
        if (!fault.isEmpty()) {
            throw new IllegalArgumentException(fault);
        }
    }

    /**
     * Reads a key from a message or a certificate.
     *
     * @param point 65 bytes: 04, x, y
     * @return the key
     * @throws CryptoException if the form is another one or the point is not on the curve
     */
    public static Sm2PublicKey parse(Bytes point) throws CryptoException {
        String fault = fault(point);
        if (!fault.isEmpty()) {
            throw new CryptoException(CryptoException.Reason.FORMAT, fault);
        }
        return new Sm2PublicKey(point);
    }

    /**
     * Checks a signature.
     *
     * @param userId the name that the signer took
     * @param message any number of bytes
     * @param signature what was received
     * @throws CryptoException if it is not a signature of the message by this key and name
     */
    public void verify(Sm2UserId userId, Bytes message, Sm2Signature signature) throws CryptoException {
        if (!Sm2Curve.verifies(point, userId.value(), message, signature)) {
            throw new CryptoException(
                    CryptoException.Reason.AUTHENTICATION, "the signature is not that of the message by this key");
        }
    }

    private static String fault(Bytes point) {
        if (point.length() != POINT_LENGTH_BYTES || point.unsigned(0) != 4) {
            return "an SM2 public key has 65 bytes that begin with 04";
        }
        return Sm2Curve.isPoint(point) ? "" : "the public key is no point of the curve";
    }
}
