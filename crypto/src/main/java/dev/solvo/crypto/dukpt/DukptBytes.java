package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import java.util.Arrays;

/** The two places where keys of this package become bytes and bytes become keys. */
final class DukptBytes {
    private DukptBytes() {}

    /** A copy, which the caller wipes. */
    static byte[] of(SoftwareKey key) {
        try (SecretBytes secret = key.secret(InsecureSecretKeyAccess.get())) {
            return secret.toByteArray(InsecureSecretKeyAccess.get());
        }
    }

    /** Makes a key and wipes the bytes that were handed in. */
    static SoftwareKey key(KeyAlgorithm algorithm, byte[] owned) {
        try (SecretBytes secret = SecretBytes.of(owned)) {
            return SoftwareKey.of(algorithm, secret);
        } finally {
            Arrays.fill(owned, (byte) 0);
        }
    }
}
