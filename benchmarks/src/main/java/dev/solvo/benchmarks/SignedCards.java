package dev.solvo.benchmarks;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaCertifiedKey;
import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * A certification authority (1984 bits), an issuer (1408) and many cards (1152) with exponent 3, and a CDA signature of
 * each card.
 *
 * <p>Many cards, because a terminal sees each of them for the first time: what a library remembers of a key it has seen
 * before must not count.
 */
final class SignedCards {
    static final Bytes UNPREDICTABLE_NUMBER = Bytes.fromHex("01020304");
    static final int CRYPTOGRAM_INFORMATION_DATA = 0x40;
    static final Bytes CRYPTOGRAM = Bytes.fromHex("1122334455667788");
    /** As long as the values and objects of a common transaction. */
    static final Bytes TRANSACTION_DATA = Bytes.repeat(0x5A, 120);
    /** As long as the records of a common card. */
    static final Bytes STATIC_DATA = Bytes.repeat(0x3C, 300);

    private static final YearMonth EXPIRY = YearMonth.of(2049, 12);
    private static final Bytes SERIAL_NUMBER = Bytes.fromHex("000001");

    private final RsaCaPublicKey authority;
    private final RsaCertifiedKey issuer;
    private final List<Card> cards = new ArrayList<>();

    /**
     * What one card gives to the terminal.
     *
     * @param pan its PAN
     * @param key tags 9F46, 9F48 and 9F47
     * @param signature tag 9F4B
     */
    record Card(Pan pan, RsaCertifiedKey key, Bytes signature) {}

    /** @param count number of cards; each takes some ten milliseconds to make */
    SignedCards(int count) {
        RsaSigningKey authorityKey = generate(1984);
        RsaSigningKey issuerKey = generate(1408);
        authority = authority(authorityKey);
        issuer = certified(authorityKey, issuerKey);
        for (int i = 0; i < count; i++) {
            cards.add(card(issuerKey, i));
        }
    }

    RsaCaPublicKey authority() {
        return authority;
    }

    /** Tags 90, 92 and 9F32. */
    RsaCertifiedKey issuer() {
        return issuer;
    }

    /** The cards one after the other, again and again. */
    Card card(int turn) {
        return cards.get(turn % cards.size());
    }

    /** The same as a card's, for programs that know nothing of Solvo's types. */
    CdaData plain(Card card) {
        return new CdaData(
                authority.publicKey().modulus().toByteArray(),
                authority.publicKey().exponent().toByteArray(),
                issuer.certificate().toByteArray(),
                issuer.remainder().orElse(Bytes.EMPTY).toByteArray(),
                issuer.exponent().toByteArray(),
                card.key().certificate().toByteArray(),
                card.key().remainder().orElse(Bytes.EMPTY).toByteArray(),
                card.key().exponent().toByteArray(),
                STATIC_DATA.toByteArray(),
                card.signature().toByteArray(),
                UNPREDICTABLE_NUMBER.toByteArray(),
                TRANSACTION_DATA.toByteArray());
    }

    /** An issuer's certificate and one of its cards. */
    record IssuerWithCard(RsaCertifiedKey issuer, Card card) {}

    /** A certification authority that certifies as many issuers as it is asked for. */
    static final class Authority {
        private final RsaSigningKey key = generate(1984);

        RsaCaPublicKey publicKey() {
            return authority(key);
        }

        IssuerWithCard issuerWithCard(int number) {
            RsaSigningKey issuerKey = generate(1408);
            return new IssuerWithCard(certified(key, issuerKey), card(issuerKey, number));
        }
    }

    private static RsaCaPublicKey authority(RsaSigningKey key) {
        return RsaCaPublicKey.withoutChecksum(
                Bytes.fromHex("A000000003"),
                0x99,
                key.publicKey().modulus(),
                key.publicKey().exponent());
    }

    private static RsaCertifiedKey certified(RsaSigningKey authorityKey, RsaSigningKey issuerKey) {
        return authorityKey.certifyIssuerKey(issuerKey.publicKey(), Bytes.fromHex("476173FF"), EXPIRY, SERIAL_NUMBER);
    }

    private static Card card(RsaSigningKey issuerKey, int number) {
        Pan pan = Pan.of("47617390" + (10_000_000 + number));
        RsaSigningKey cardKey = generate(1152);
        Bytes signature = cardKey.signCombinedData(
                Bytes.fromHex("A1A2A3A4A5A6A7A8"),
                CRYPTOGRAM_INFORMATION_DATA,
                CRYPTOGRAM,
                Bytes.EMPTY,
                TRANSACTION_DATA,
                UNPREDICTABLE_NUMBER);
        return new Card(
                pan, issuerKey.certifyIccKey(cardKey.publicKey(), pan, EXPIRY, SERIAL_NUMBER, STATIC_DATA), signature);
    }

    private static RsaSigningKey generate(int bits) {
        KeyPair pair;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(3)));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes RSA keys", e);
        }
        RSAPublicKey publicKey = (RSAPublicKey) pair.getPublic();
        RSAPrivateKey privateKey = (RSAPrivateKey) pair.getPrivate();
        return RsaSigningKey.of(
                RsaPublicKey.of(unsigned(publicKey.getModulus()), Bytes.fromHex("03")),
                unsigned(privateKey.getPrivateExponent()));
    }

    private static Bytes unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Bytes.of(bytes, 1, bytes.length - 1) : Bytes.of(bytes);
    }
}
