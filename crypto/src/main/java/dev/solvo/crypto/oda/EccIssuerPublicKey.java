package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.time.LocalDate;

/**
 * An issuer's ECC key that a certification authority's key vouches for. Made by {@link EccOda#recoverIssuerKey} only. EMV
 * 4.4 Book 2, 12.3.
 */
public final class EccIssuerPublicKey {
    private final SignatureSuite suite;
    private final Bytes x;
    private final Bytes issuerIdentifier;
    private final LocalDate expiry;
    private final Bytes serialNumber;

    EccIssuerPublicKey(SignatureSuite suite, Bytes x, Bytes issuerIdentifier, LocalDate expiry, Bytes serialNumber) {
        this.suite = suite;
        this.x = x;
        this.issuerIdentifier = issuerIdentifier;
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
     * The leftmost 3 to 10 digits of the issuer's PANs.
     *
     * @return 5 bytes, filled with F on the right
     */
    public Bytes issuerIdentifier() {
        return issuerIdentifier;
    }

    /**
     * The certificate's last day.
     *
     * @return a date
     */
    public LocalDate expiry() {
        return expiry;
    }

    /**
     * The certificate's number, unique within its certification authority.
     *
     * @return 3 bytes
     */
    public Bytes serialNumber() {
        return serialNumber;
    }

    @Override
    public String toString() {
        return "issuer ECC key " + suite + ", valid to " + expiry;
    }
}
