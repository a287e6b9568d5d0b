package dev.solvo.emv;

/** How a PIN is verified. EMV 4.4 Book 3, 10.5. */
public enum PinMethod {
    /** The issuer verifies it; the PIN pad enciphers it for the acquirer. */
    ENCIPHERED_ONLINE,
    /** The card verifies it in clear. */
    PLAINTEXT_OFFLINE,
    /** The card verifies it, enciphered for the card with RSA. EMV 4.4 Book 2, 7. */
    ENCIPHERED_OFFLINE_RSA,
    /** The card verifies it, enciphered for the card with elliptic curves. EMV 4.4 Book 2, 13.2. */
    ENCIPHERED_OFFLINE_ECC;

    /**
     * Tells whether the card verifies the PIN.
     *
     * @return false for the online PIN only
     */
    public boolean isOffline() {
        return this != ENCIPHERED_ONLINE;
    }
}
