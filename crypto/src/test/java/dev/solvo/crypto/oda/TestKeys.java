package dev.solvo.crypto.oda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.time.YearMonth;

/** The private keys of the synthetic vectors, and the day and card that tests share. */
final class TestKeys {
    static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    static final YearMonth EXPIRY = YearMonth.of(2035, 12);
    static final Pan PAN = Pan.of("4133330089010434");
    static final Bytes RID = Bytes.fromHex("A0000000FF");
    static final Bytes SERIAL = Bytes.fromHex("000102");
    static final Bytes STATIC_DATA = Bytes.fromHex("5A0841333300890104345F24033512315F25032001013900");

    static final RsaSigningKey CA = rsa("ca");
    static final RsaSigningKey ISSUER = rsa("issuer");
    static final RsaSigningKey ICC = rsa("icc");
    static final RsaSigningKey ICC_PIN = rsa("iccpin");
    /** As long as the CA key, so that its certificate needs a remainder. */
    static final RsaSigningKey LONG_ISSUER = rsa("issuer2");

    static final RsaSigningKey LONG_ICC = rsa("icc2");

    private TestKeys() {}

    static RsaCaPublicKey ca() {
        return RsaCaPublicKey.withoutChecksum(
                RID, 1, CA.publicKey().modulus(), CA.publicKey().exponent());
    }

    static RsaIssuerPublicKey issuer() {
        return issuer(ISSUER.publicKey());
    }

    /** An issuer's key that no certificate vouches for, as vectors of a single step have it. */
    static RsaIssuerPublicKey issuer(RsaPublicKey key) {
        return new RsaIssuerPublicKey(key, Bytes.fromHex("413333FF"), EXPIRY, SERIAL);
    }

    static RsaIccPublicKey icc(RsaPublicKey key) {
        return new RsaIccPublicKey(key, EXPIRY, SERIAL);
    }

    static RsaSigningKey rsa(String name) {
        for (JsonNode vector : Vectors.of("synthetic.json")) {
            if (vector.path("op").asText().equals("keys")) {
                JsonNode key = vector.path("out").path("privateKeys").path(name);
                return RsaSigningKey.of(Vectors.rsaKey(key, "n", "e"), Vectors.hex(key, "d"));
            }
        }
        throw new IllegalStateException("no key " + name);
    }
}
