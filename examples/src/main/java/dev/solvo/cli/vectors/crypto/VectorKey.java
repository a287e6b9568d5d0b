package dev.solvo.cli.vectors.crypto;

import dev.solvo.crypto.key.EmvKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.tlv.Bytes;

/** Keys of entries and their bytes. */
final class VectorKey {
    private VectorKey() {}

    /** A key of a field, to be closed by the caller. A length that the cipher does not have is the library's refusal. */
    static SoftwareKey of(KeyAlgorithm algorithm, VectorInput in, String name) throws VectorException {
        return of(algorithm, in.bytes(name));
    }

    static SoftwareKey of(KeyAlgorithm algorithm, Bytes key) {
        try (SecretBytes secret = SecretBytes.of(key)) {
            return SoftwareKey.of(algorithm, secret);
        }
    }

    static Bytes bytes(EmvKey<?> key) {
        return bytes(key.symmetricKey());
    }

    /** The bytes of a key that this process made, in software. */
    static Bytes bytes(SymmetricKey key) {
        try (SecretBytes secret = ((SoftwareKey) key).secret(InsecureSecretKeyAccess.get())) {
            return Bytes.of(secret.toByteArray(InsecureSecretKeyAccess.get()));
        }
    }
}
