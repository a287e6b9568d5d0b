package dev.solvo.crypto.oda;

/**
 * A card's RSA key that may encipher a PIN: its own PIN key, or the key it signs with when it has no other. EMV 4.4 Book 2,
 * 7.1.
 */
public sealed interface RsaPinEnciphermentKey permits RsaIccPublicKey, RsaPinPublicKey {
    /**
     * Modulus and exponent.
     *
     * @return the key
     */
    RsaPublicKey publicKey();
}
