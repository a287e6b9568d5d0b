package dev.solvo.crypto.oda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;

/** ECC keys of the vectors and random sources that give what a test asks for. */
final class EccTestKeys {
    private EccTestKeys() {}

    static EccCaPublicKey ca(SignatureSuite suite, int index) {
        return EccCaPublicKey.of(TestKeys.RID, index, suite, caKey(suite).x());
    }

    static EccSigningKey caKey(SignatureSuite suite) {
        return EccSigningKey.of(suite, Vectors.hex(vector(suite, "issuer"), "signerPrivateKey"));
    }

    static EccSigningKey issuerKey(SignatureSuite suite) {
        return EccSigningKey.of(suite, Vectors.hex(vector(suite, "icc"), "signerPrivateKey"));
    }

    private static JsonNode vector(SignatureSuite suite, String kind) {
        String name = "booke-" + (suite == SignatureSuite.P_256_SHA_256 ? "p256" : "p521") + "-" + kind;
        for (JsonNode vector : Vectors.of("ecc-certificates.json")) {
            if (vector.path("name").asText().startsWith(name)) {
                return vector;
            }
        }
        throw new IllegalStateException("no vector " + name);
    }

    /** Gives the same bytes at every draw. */
    static SecureRandom always(Bytes bytes) {
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] drawn) {
                bytes.copyTo(drawn, 0);
            }
        };
    }

    /** A repeatable sequence, and a different one for each seed. */
    static SecureRandom sequence(long seed) {
        java.util.Random random = new java.util.Random(seed);
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] drawn) {
                random.nextBytes(drawn);
            }
        };
    }
}
