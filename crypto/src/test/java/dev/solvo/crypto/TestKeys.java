package dev.solvo.crypto;

import dev.solvo.crypto.key.EmvKey;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.IssuerMasterKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyCheckValue;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.tlv.Bytes;

/** Keys of vectors, which are no secrets, and their bytes. */
public final class TestKeys {
    private TestKeys() {}

    public static SoftwareKey tdes(Bytes key) {
        return key(KeyAlgorithm.TDES, key);
    }

    public static SoftwareKey tdes(String hex) {
        return tdes(Bytes.fromHex(hex));
    }

    public static SoftwareKey aes(String hex) {
        return key(KeyAlgorithm.AES, Bytes.fromHex(hex));
    }

    public static SoftwareKey key(KeyAlgorithm algorithm, Bytes key) {
        try (SecretBytes secret = SecretBytes.of(key)) {
            return SoftwareKey.of(algorithm, secret);
        }
    }

    public static IssuerMasterKey<KeyPurpose.Cryptogram> issuerKey(String hex) {
        return IssuerMasterKey.forCryptograms(tdes(hex));
    }

    public static IccMasterKey<KeyPurpose.Cryptogram> cardKey(String hex) {
        return IccMasterKey.forCryptograms(tdes(hex));
    }

    public static Bytes bytes(EmvKey<?> key) {
        return bytes(key.symmetricKey());
    }

    public static Bytes bytes(SymmetricKey key) {
        try (SecretBytes secret = ((SoftwareKey) key).secret(InsecureSecretKeyAccess.get())) {
            return Bytes.of(secret.toByteArray(InsecureSecretKeyAccess.get()));
        }
    }

    /** First two bytes of the legacy check value, as some sources print it. */
    public static String shortCheckValue(EmvKey<?> key) {
        return key.symmetricKey()
                .keyCheckValue(KeyCheckValue.Method.LEGACY, 3)
                .value()
                .slice(0, 2)
                .toHex();
    }

    public static Bytes withoutParity(Bytes key) {
        byte[] bytes = key.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= (byte) 0xFE;
        }
        return Bytes.of(bytes);
    }
}
