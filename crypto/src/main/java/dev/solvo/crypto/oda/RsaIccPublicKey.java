package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.time.YearMonth;
import java.time.temporal.TemporalAccessor;

/**
 * A card's RSA key, bound to its PAN and static data by its issuer. Made by {@link RsaOda#recoverIccKey} only. EMV 4.4
 * Book 2, 6.4.
 */
public final class RsaIccPublicKey implements RsaPinEnciphermentKey {
    private final RsaPublicKey publicKey;
    private final TemporalAccessor expiry;
    private final Bytes serialNumber;

    RsaIccPublicKey(RsaPublicKey publicKey, TemporalAccessor expiry, Bytes serialNumber) {
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
        return "ICC " + publicKey + ", valid to " + expiry();
    }
}
