package dev.solvo.crypto.oda;

import dev.solvo.crypto.ec.EllipticCurve;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * EC-SDSA of ISO/IEC 14888-3 in the form that hashes x only: {@code r = H(x(kG) | M)}, {@code s = k + r·d mod n}. EMV 4.4
 * Book 2, A2.2.
 */
final class EcSdsa {
    private final SignatureSuite suite;
    private final EllipticCurve curve;

    private EcSdsa(SignatureSuite suite, EllipticCurve curve) {
        this.suite = suite;
        this.curve = curve;
    }

    static EcSdsa of(SignatureSuite suite) {
        return new EcSdsa(
                suite,
                switch (suite) {
                    case P_256_SHA_256 -> EllipticCurve.P_256;
                    case P_521_SHA_512 -> EllipticCurve.P_521;
                });
    }

    EllipticCurve curve() {
        return curve;
    }

    boolean verifies(Bytes publicX, Bytes message, Bytes signature) {
        if (signature.length() != suite.signatureLength()) {
            return false;
        }
        Bytes r = signature.slice(0, suite.hashLength());
        BigInteger s = UnsignedNumber.of(signature.slice(suite.hashLength()));
        BigInteger reducedR = UnsignedNumber.of(r).mod(curve.order());
        if (s.signum() == 0 || s.compareTo(curve.order()) >= 0 || reducedR.signum() == 0) {
            return false;
        }
        return curve.combine(s, publicX, reducedR)
                .map(x -> hash(x, message).equals(r))
                .orElse(false);
    }

    /** Nothing if this nonce gives r = 0 or s = 0: another one must be drawn. */
    Optional<Bytes> sign(BigInteger privateKey, BigInteger nonce, Bytes message) {
        Bytes r = hash(curve.multiplyBase(nonce), message);
        BigInteger reducedR = UnsignedNumber.of(r).mod(curve.order());
        BigInteger s = reducedR.multiply(privateKey).add(nonce).mod(curve.order());
        if (reducedR.signum() == 0 || s.signum() == 0) {
            return Optional.empty();
        }
        return Optional.of(r.plus(UnsignedNumber.toBytes(s, suite.fieldLength())));
    }

    private Bytes hash(Bytes x, Bytes message) {
        MessageDigest digest = Digests.of(suite.hashName());
        digest.update(x.toByteArray());
        return Bytes.of(digest.digest(message.toByteArray()));
    }
}
