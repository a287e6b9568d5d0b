package dev.solvo.crypto.oda;

import dev.solvo.crypto.ec.EllipticCurve;
import java.util.Optional;

/** Curve of a key that receives enciphered PINs, by its algorithm suite indicator. EMV 4.4 Book 2, B2.4.2. */
public enum EnciphermentSuite {
    // NOTE: 88 (SM2) is defined too and refused as unsupported.
    /** Indicator 00: P-256. */
    P_256(0x00, 32),
    /** Indicator 01: P-521. */
    P_521(0x01, 66);

    private final int indicator;
    private final int fieldLength;

    EnciphermentSuite(int indicator, int fieldLength) {
        this.indicator = indicator;
        this.fieldLength = fieldLength;
    }

    /**
     * Reads an indicator.
     *
     * @param indicator the byte, 0 to 255
     * @return the suite; nothing if it is unknown or not supported
     */
    public static Optional<EnciphermentSuite> of(int indicator) {
        for (EnciphermentSuite suite : values()) {
            if (suite.indicator == indicator) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }

    /**
     * The algorithm suite indicator.
     *
     * @return the byte, 0 to 255
     */
    public int indicator() {
        return indicator;
    }

    /**
     * Length of a coordinate, N<sub>FIELD</sub>.
     *
     * @return 32 or 66 bytes
     */
    public int fieldLength() {
        return fieldLength;
    }

    EllipticCurve curve() {
        return switch (this) {
            case P_256 -> EllipticCurve.P_256;
            case P_521 -> EllipticCurve.P_521;
        };
    }
}
