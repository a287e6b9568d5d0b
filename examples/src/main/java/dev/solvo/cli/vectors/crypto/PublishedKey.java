package dev.solvo.cli.vectors.crypto;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaCertifiedKey;
import dev.solvo.crypto.oda.RsaIccPublicKey;
import dev.solvo.crypto.oda.RsaIssuerPublicKey;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * A key that is known but whose certificate cannot be checked. The library verifies signatures under certified keys only, so
 * the published test authority certifies it.
 */
public final class PublishedKey {
    private static final Pan PAN = Pan.of("4761739001010119");
    private static final Bytes ISSUER = Bytes.fromHex("476173FF");
    private static final Bytes SERIAL = Bytes.fromHex("000001");
    private static final YearMonth EXPIRY = YearMonth.of(2049, 12);
    private static final Bytes STATIC_DATA = Bytes.fromHex("5A084761739001010119");
    private static final RsaOda ODA = new RsaOda(LocalDate.of(2020, 1, 1), RevocationList.EMPTY);

    private PublishedKey() {}

    /**
     * Certifies an issuer's key.
     *
     * @throws IllegalArgumentException if it is no usable key
     */
    public static RsaIssuerPublicKey ofIssuer(RsaPublicKey key) {
        try (RsaSigningKey authority = TestPki.load().rsaKey("ca-rsa-1984")) {
            RsaCaPublicKey root = RsaCaPublicKey.withoutChecksum(
                    TestPki.TEST_RID,
                    TestPki.RSA_CA_INDEX,
                    authority.publicKey().modulus(),
                    authority.publicKey().exponent());
            RsaCertifiedKey certified = authority.certifyIssuerKey(key, ISSUER, EXPIRY, SERIAL);
            return ODA.recoverIssuerKey(root, certified.certificate(), certified.remainder(), certified.exponent(), PAN)
                    .verified()
                    .orElseThrow(
                            () -> new IllegalArgumentException("the published key of the issuer is no usable key"));
        }
    }

    /**
     * Certifies a card's key.
     *
     * @throws IllegalArgumentException if it is no usable key
     */
    public static RsaIccPublicKey ofIcc(RsaPublicKey key) {
        try (RsaSigningKey issuer = TestPki.load().rsaKey("issuer-rsa-1984")) {
            RsaCertifiedKey certified = issuer.certifyIccKey(key, PAN, EXPIRY, SERIAL, STATIC_DATA);
            return ODA.recoverIccKey(
                            ofIssuer(issuer.publicKey()),
                            certified.certificate(),
                            certified.remainder(),
                            certified.exponent(),
                            PAN,
                            STATIC_DATA)
                    .verified()
                    .orElseThrow(() -> new IllegalArgumentException("the published key of the card is no usable key"));
        }
    }
}
