package dev.solvo.crypto.oda;

import java.util.Optional;

/** Curve and hash of EC-SDSA signatures, by their algorithm suite indicator. EMV 4.4 Book 2, B2.4.1. */
public enum SignatureSuite {
    // NOTE: 12 and 13 (the same curves with SHA-3) and 80 (SM2 with SM3) are defined too; no key in use has them, so
    // they
    // are refused as unsupported.
    /** Indicator 10: P-256 with SHA-256. */
    P_256_SHA_256(0x10, 32, "SHA-256", 32),
    /** Indicator 11: P-521 with SHA-512. */
    P_521_SHA_512(0x11, 66, "SHA-512", 64);

    private final int indicator;
    private final int fieldLength;
    private final String hashName;
    private final int hashLength;

    SignatureSuite(int indicator, int fieldLength, String hashName, int hashLength) {
        this.indicator = indicator;
        this.fieldLength = fieldLength;
        this.hashName = hashName;
        this.hashLength = hashLength;
    }

    /**
     * Reads an indicator.
     *
     * @param indicator the byte, 0 to 255
     * @return the suite; nothing if it is unknown or not supported
     */
    public static Optional<SignatureSuite> of(int indicator) {
        for (SignatureSuite suite : values()) {
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

    /**
     * Length of a signature, N<sub>SIG</sub>: hash and number.
     *
     * @return 64 or 130 bytes
     */
    public int signatureLength() {
        return hashLength + fieldLength;
    }

    String hashName() {
        return hashName;
    }

    int hashLength() {
        return hashLength;
    }
}
