package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.time.LocalDateTime;

/**
 * A card's ECC key for signatures, bound to its static data by its issuer. Made by {@link EccOda#recoverIccKey} only.
 * EMV 4.4 Book 2, 12.4.
 */
public final class EccIccPublicKey {
    private final SignatureSuite suite;
    private final Bytes x;
    private final LocalDateTime expiry;
    private final Bytes serialNumber;

    EccIccPublicKey(SignatureSuite suite, Bytes x, LocalDateTime expiry, Bytes serialNumber) {
        this.suite = suite;
        this.x = x;
        this.expiry = expiry;
        this.serialNumber = serialNumber;
    }

    /**
     * Curve and hash of the signatures this key verifies.
     *
     * @return the suite
     */
    public SignatureSuite suite() {
        return suite;
    }

    /**
     * The x-coordinate.
     *
     * @return 32 or 66 bytes
     */
    public Bytes x() {
        return x;
    }

    /**
     * The moment from which the certificate is invalid.
     *
     * @return date and time, UTC
     */
    public LocalDateTime expiry() {
        return expiry;
    }

    /**
     * The certificate's number, unique within its issuer.
     *
     * @return 6 bytes
     */
    public Bytes serialNumber() {
        return serialNumber;
    }

    @Override
    public String toString() {
        return "ICC ECC key " + suite + ", valid to " + expiry + " UTC";
    }
}
