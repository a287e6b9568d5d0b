package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.time.YearMonth;
import java.time.temporal.TemporalAccessor;

/**
 * An issuer's RSA key that a certification authority's key vouches for. Made by
 * {@link RsaOda#recoverIssuerKey} only. EMV 4.4 Book 2, 5.3 and 6.3.
 */
public final class RsaIssuerPublicKey {
    private final RsaPublicKey publicKey;
    private final Bytes issuerIdentifier;
    private final TemporalAccessor expiry;
    private final Bytes serialNumber;

    RsaIssuerPublicKey(RsaPublicKey publicKey, Bytes issuerIdentifier, TemporalAccessor expiry, Bytes serialNumber) {
        this.publicKey = publicKey;
        this.issuerIdentifier = issuerIdentifier;
        this.expiry = expiry;
        this.serialNumber = serialNumber;
    }

    /**
     * Modulus and exponent.
     *
     * @return the key
     */
    public RsaPublicKey publicKey() {
        return publicKey;
    }

    /**
     * The leftmost 3 to 8 digits of the issuer's PANs.
     *
     * @return 4 bytes, filled with F on the right
     */
    public Bytes issuerIdentifier() {
        return issuerIdentifier;
    }

    /**
     * The month after whose last day the certificate is invalid.
     *
     * @return month and year
     */
    public YearMonth expiry() {
        return YearMonth.from(expiry);
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
        return "issuer " + publicKey + ", valid to " + expiry();
    }
}
