package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.time.LocalDateTime;

/**
 * A card's ECC key for offline data encipherment, bound to its static data by its issuer. Made by
 * {@link EccOda#recoverOdeKey} only. EMV 4.4 Book 2, 12.4 and 13.
 */
public final class EccOdePublicKey {
    private final EnciphermentSuite suite;
    private final Bytes x;
    private final LocalDateTime expiry;
    private final Bytes serialNumber;

    EccOdePublicKey(EnciphermentSuite suite, Bytes x, LocalDateTime expiry, Bytes serialNumber) {
        this.suite = suite;
        this.x = x;
        this.expiry = expiry;
        this.serialNumber = serialNumber;
    }

    /**
     * Curve of the key agreement.
     *
     * @return the suite
     */
    public EnciphermentSuite suite() {
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
        return "ICC ODE key " + suite + ", valid to " + expiry + " UTC";
    }
}
