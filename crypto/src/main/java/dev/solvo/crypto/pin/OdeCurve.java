package dev.solvo.crypto.pin;

import dev.solvo.crypto.ec.EllipticCurve;
import dev.solvo.crypto.oda.EnciphermentSuite;
import java.math.BigInteger;
import java.security.SecureRandom;

/** The curves of offline data encipherment, apart from the RSA path, which must not load them. */
final class OdeCurve {
    /** A good source misses the range less than once in 2^32 draws, so this many misses show a broken one. */
    private static final int MOST_DRAWS = 100;

    private OdeCurve() {}

    static EllipticCurve of(EnciphermentSuite suite) {
        return switch (suite) {
            case P_256 -> EllipticCurve.P_256;
            case P_521 -> EllipticCurve.P_521;
        };
    }

    static BigInteger draw(EllipticCurve curve, SecureRandom random) {
        int excessBits = curve.fieldLength() * 8 - curve.order().bitLength();
        byte[] bytes = new byte[curve.fieldLength()];
        for (int i = 0; i < MOST_DRAWS; i++) {
            random.nextBytes(bytes);
            bytes[0] &= (byte) (0xFF >> excessBits);
            BigInteger number = new BigInteger(1, bytes);
            if (number.signum() > 0 && number.compareTo(curve.order()) < 0) {
                return number;
            }
        }
        throw new IllegalStateException("the source of random bytes gives no number in range");
    }
}
