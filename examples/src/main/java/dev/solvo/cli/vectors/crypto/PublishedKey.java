package dev.solvo.cli;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaCertifiedKey;
import dev.solvo.crypto.oda.RsaIccPublicKey;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * A card's key that is known but whose certificate cannot be checked. The library verifies signatures under certified keys
 * only, so the published test authority certifies it.
 */
final class PublishedIccKey {
    private static final Pan PAN = Pan.of("4761739001010119");
    private static final Bytes ISSUER = Bytes.fromHex("476173FF");
    private static final Bytes SERIAL = Bytes.fromHex("000001");
    private static final YearMonth EXPIRY = YearMonth.of(2049, 12);
    private static final Bytes STATIC_DATA = Bytes.fromHex("5A084761739001010119");

    private PublishedIccKey() {}

    static RsaIccPublicKey trusted(RsaPublicKey key) {
        TestPki pki = TestPki.load();
        RsaOda oda = new RsaOda(LocalDate.of(2020, 1, 1), RevocationList.EMPTY);
        try (RsaSigningKey authority = pki.rsaKey("ca-rsa-1984");
                RsaSigningKey issuer = pki.rsaKey("issuer-rsa-1984")) {
            RsaCaPublicKey root = RsaCaPublicKey.withoutChecksum(
                    TestPki.TEST_RID,
                    TestPki.RSA_CA_INDEX,
                    authority.publicKey().modulus(),
                    authority.publicKey().exponent());
            RsaCertifiedKey first = authority.certifyIssuerKey(issuer.publicKey(), ISSUER, EXPIRY, SERIAL);
            RsaCertifiedKey second = issuer.certifyIccKey(key, PAN, EXPIRY, SERIAL, STATIC_DATA);
            return oda.recoverIssuerKey(root, first.certificate(), first.remainder(), first.exponent(), PAN)
                    .then(recovered -> oda.recoverIccKey(
                            recovered, second.certificate(), second.remainder(), second.exponent(), PAN, STATIC_DATA))
                    .verified()
                    .orElseThrow(() -> new IllegalArgumentException("the published key of the card is no usable key"));
        }
    }
}
