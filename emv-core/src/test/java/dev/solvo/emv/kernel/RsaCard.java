package dev.solvo.emv.kernel;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaCertifiedKey;
import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * A card's RSA certificates for one test: issuer and ICC key are both longer than their certificates hold, so that both
 * remainders are needed. What the card gives can be changed and left out.
 */
final class RsaCard {
    static final Pan PAN = Pan.of("5413330089020011");
    static final Bytes RID = TransactionFixture.AID.slice(0, 5);
    static final int INDEX = 0xF1;
    static final Bytes SERIAL = Bytes.fromHex("000001");
    static final Bytes SIGNED_RECORD = Bytes.fromHex("5F24033012315A085413330089020011");
    static final Bytes UNPREDICTABLE_NUMBER = Bytes.fromHex("11223344");

    static final RsaSigningKey CA = key(1024, 1);
    static final RsaSigningKey ISSUER = key(1024, 2);
    static final RsaSigningKey ICC = key(768, 3);

    private final TransactionFixture fixture = new TransactionFixture();
    private final Map<String, String> elements = new LinkedHashMap<>();
    private final List<Bytes> signedRecords = new ArrayList<>();
    private boolean proprietaryRecord;

    private RsaCard(Bytes staticData) {
        signedRecords.add(SIGNED_RECORD);
        YearMonth expiry = YearMonth.of(2025, 5);
        element("5A", PAN.digits());
        element("5F24", "301231");
        element("8F", "F1");
        put(CA.certifyIssuerKey(ISSUER.publicKey(), Bytes.fromHex("541333FF"), expiry, SERIAL), "90", "92", "9F32");
        element("93", ISSUER.signStaticData(Bytes.fromHex("DAC5"), staticData).toHex());
        put(ISSUER.certifyIccKey(ICC.publicKey(), PAN, expiry, SERIAL, staticData), "9F46", "9F48", "9F47");
        element("9F49", "9F3704");
        element("8C", "9F020695059F3704");
        element("8D", "8A0295059F3704");
        fixture.terminal(config -> config.caPublicKeys(CaPublicKeys.of(caPublicKey())));
    }

    /** A card that supports the methods which the first byte of its AIP names. */
    static RsaCard of(String aip) {
        RsaCard card = new RsaCard(SIGNED_RECORD);
        card.fixture.card("82", aip);
        return card;
    }

    /** A card whose tag list, 9F4A, has the AIP signed too. */
    static RsaCard signingAip(String aip) {
        RsaCard card = new RsaCard(SIGNED_RECORD.plus(Bytes.fromHex(aip)));
        card.fixture.card("82", aip);
        return card.element("9F4A", "82");
    }

    static CaPublicKey caPublicKey() {
        return RsaCaPublicKey.withoutChecksum(
                RID, INDEX, CA.publicKey().modulus(), CA.publicKey().exponent());
    }

    RsaCard element(String tag, String hex) {
        elements.put(tag, hex);
        return this;
    }

    RsaCard without(String... tags) {
        for (String tag : tags) {
            elements.remove(tag);
        }
        return this;
    }

    /** Changes one bit in the middle of a value. */
    RsaCard damaged(String tag) {
        byte[] value = Bytes.fromHex(Objects.requireNonNull(elements.get(tag))).toByteArray();
        value[value.length / 2] ^= 0x01;
        return element(tag, Bytes.of(value).toHex());
    }

    RsaCard signedRecord(String hex) {
        signedRecords.set(0, Bytes.fromHex(hex));
        return this;
    }

    RsaCard proprietaryRecord() {
        proprietaryRecord = true;
        return this;
    }

    /** The terminal's side. */
    TransactionFixture fixture() {
        return fixture;
    }

    Transaction transaction() {
        elements.forEach(fixture::card);
        Transaction transaction = fixture.build();
        signedRecords.forEach(transaction.staticData::add);
        if (proprietaryRecord) {
            transaction.staticData.addProprietaryRecord();
        }
        transaction.data().putTerminal(EmvTag.UNPREDICTABLE_NUMBER, UNPREDICTABLE_NUMBER);
        return transaction;
    }

    private void put(RsaCertifiedKey key, String certificate, String remainder, String exponent) {
        element(certificate, key.certificate().toHex());
        element(remainder, key.remainder().orElseThrow().toHex());
        element(exponent, key.exponent().toHex());
    }

    /** A key for tests only: the same at every run. */
    private static RsaSigningKey key(int bits, long seed) {
        Random random = new Random(seed);
        BigInteger exponent = BigInteger.valueOf(3);
        while (true) {
            BigInteger p = BigInteger.probablePrime(bits / 2, random);
            BigInteger q = BigInteger.probablePrime(bits / 2, random);
            BigInteger n = p.multiply(q);
            BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
            if (n.bitLength() == bits && phi.gcd(exponent).equals(BigInteger.ONE)) {
                Bytes modulus = unsigned(n, bits / 8);
                return RsaSigningKey.of(
                        RsaPublicKey.of(modulus, Bytes.fromHex("03")), unsigned(exponent.modInverse(phi), bits / 8));
            }
        }
    }

    private static Bytes unsigned(BigInteger number, int length) {
        String hex = number.toString(16);
        return Bytes.fromHex("0".repeat(2 * length - hex.length()) + hex);
    }
}
