package dev.solvo.qr.wallet;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/**
 * The merchant's private RSA key, wherever it is: in memory, in a PKCS#11 token, in an HSM.
 *
 * <p>{@link #software} makes one from a key in memory.
 */
public interface RequestSigner {
    /** The name by which the wallet knows the key: a certificate's serial number, or empty if it needs none. */
    String keyId();

    /**
     * SHA256withRSA (RSASSA-PKCS1-v1_5) over the message.
     *
     * @throws IllegalStateException if the key cannot be used now; no request is made then
     */
    byte[] sign(byte[] message);

    /** A key in memory, used by the platform's own provider. */
    static RequestSigner software(String keyId, PrivateKey key) {
        return new RequestSigner() {
            @Override
            public String keyId() {
                return keyId;
            }

            @Override
            public byte[] sign(byte[] message) {
                try {
                    Signature signature = Signature.getInstance("SHA256withRSA");
                    signature.initSign(key);
                    signature.update(message);
                    return signature.sign();
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("the merchant's key " + keyId + " cannot sign", e);
                }
            }

            @Override
            public String toString() {
                return "RequestSigner[" + keyId + "]";
            }
        };
    }
}
