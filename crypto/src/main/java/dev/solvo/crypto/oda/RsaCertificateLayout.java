package dev.solvo.crypto.oda;

/**
 * Where the fields of a recovered RSA certificate lie. The two kinds differ in their first field only. EMV 4.4 Book 2,
 * 5.3, 6.4 and 7.1.
 *
 * <pre>
 * 6A | format 1 | identity 4 or 10 | expiry MMYY 2 | serial 3 | hash algorithm 1 | key algorithm 1
 *    | key length 1 | exponent length 1 | leftmost part of the modulus, BB filled | hash 20 | BC
 * </pre>
 */
enum RsaCertificateLayout {
    ISSUER(0x02, 4),
    ICC(0x04, 10);

    /** RSA. EMV 4.4 Book 2, B2.1. */
    static final int KEY_ALGORITHM_RSA = 0x01;

    static final int FILLING = 0xBB;
    static final int IDENTITY = 2;
    static final int EXPIRY_LENGTH = 2;
    static final int SERIAL_LENGTH = 3;

    private static final int FIXED_FIELDS = 4;

    private final int format;
    private final int identityLength;

    RsaCertificateLayout(int format, int identityLength) {
        this.format = format;
        this.identityLength = identityLength;
    }

    int format() {
        return format;
    }

    int identityLength() {
        return identityLength;
    }

    int expiry() {
        return IDENTITY + identityLength;
    }

    int serial() {
        return expiry() + EXPIRY_LENGTH;
    }

    int hashAlgorithm() {
        return serial() + SERIAL_LENGTH;
    }

    int keyAlgorithm() {
        return hashAlgorithm() + 1;
    }

    int keyLength() {
        return hashAlgorithm() + 2;
    }

    int exponentLength() {
        return hashAlgorithm() + 3;
    }

    int key() {
        return hashAlgorithm() + FIXED_FIELDS;
    }

    /** How many bytes of a modulus fit a certificate under a key of this length: N − 36 or N − 42. */
    int keyCapacity(int signerLength) {
        return signerLength - key() - Digests.SHA_1_LENGTH - 1;
    }
}
