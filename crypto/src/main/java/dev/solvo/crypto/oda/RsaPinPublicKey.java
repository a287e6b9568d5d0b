package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.time.YearMonth;
import java.time.temporal.TemporalAccessor;

/**
 * A card's RSA key for PIN encipherment, bound to its PAN by its issuer. Made by {@link RsaOda#recoverPinKey} only. EMV
 * 4.4 Book 2, 7.1.
 */
public final class RsaPinPublicKey implements RsaPinEnciphermentKey {
    private final RsaPublicKey publicKey;
    private final TemporalAccessor expiry;
    private final Bytes serialNumber;

    RsaPinPublicKey(RsaPublicKey publicKey, TemporalAccessor expiry, Bytes serialNumber) {
        this.publicKey = publicKey;
        this.expiry = expiry;
        this.serialNumber = serialNumber;
    }

    @Override
    public RsaPublicKey publicKey() {
        return publicKey;
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
     * The certificate's number, unique within its issuer.
     *
     * @return 3 bytes
     */
    public Bytes serialNumber() {
        return serialNumber;
    }

    @Override
    public String toString() {
        return "ICC PIN encipherment " + publicKey + ", valid to " + expiry();
    }
}
