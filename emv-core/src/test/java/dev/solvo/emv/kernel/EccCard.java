package dev.solvo.emv.kernel;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.EccSigningKey;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A card's certificates on the curve P-256 for one test. What the card gives can be changed and left out. */
final class EccCard {
    static final Pan PAN = RsaCard.PAN;
    static final int INDEX = 0xF2;
    static final Bytes SIGNED_RECORD = RsaCard.SIGNED_RECORD;

    static final EccSigningKey CA = key(1);
    static final EccSigningKey ISSUER = key(2);
    static final EccSigningKey ICC = key(3);

    private static final SignatureSuite SUITE = SignatureSuite.P_256_SHA_256;
    private static final Bytes SERIAL = Bytes.fromHex("000001");

    private final TransactionFixture fixture = new TransactionFixture();
    private final Map<String, String> elements = new LinkedHashMap<>();
    private boolean proprietaryRecord;

    private EccCard(String aip) {
        Bytes iccData = Bytes.concat(
                SIGNED_RECORD, Bytes.fromHex("8202" + aip), Bytes.fromHex("9F0607" + TransactionFixture.AID.toHex()));
        fixture.card("82", aip).terminalCapabilities("E0F9CC");
        element("5A", PAN.digits());
        element("5F24", "301231");
        element("8F", "F2");
        element("8C", "9F020695059F3704");
        element("8D", "8A0295059F3704");
        element(
                "90",
                CA.certifyIssuerKey(
                                RsaCard.RID,
                                INDEX,
                                SUITE,
                                ISSUER.x(),
                                Bytes.fromHex("54133300FF"),
                                LocalDate.of(2025, 5, 11),
                                SERIAL,
                                SeededRandom.of(4))
                        .toHex());
        element(
                "9F46",
                ISSUER.certifyIccKey(
                                SUITE,
                                ICC.x(),
                                LocalDateTime.of(2025, 5, 11, 12, 1),
                                Bytes.fromHex("000000000001"),
                                iccData,
                                SeededRandom.of(5))
                        .toHex());
        caPublicKey(EccCaPublicKey.of(RsaCard.RID, INDEX, SUITE, CA.x()));
    }

    static EccCard of(String aip) {
        return new EccCard(aip);
    }

    EccCard element(String tag, String hex) {
        elements.put(tag, hex);
        return this;
    }

    EccCard without(String tag) {
        elements.remove(tag);
        return this;
    }

    /** Changes one bit in the last byte of a value: of the signature in a certificate. */
    EccCard damaged(String tag) {
        byte[] value = Bytes.fromHex(Objects.requireNonNull(elements.get(tag))).toByteArray();
        value[value.length - 1] ^= 0x01;
        return element(tag, Bytes.of(value).toHex());
    }

    EccCard caPublicKey(CaPublicKey... keys) {
        fixture.terminal(config -> config.caPublicKeys(CaPublicKeys.of(keys)));
        return this;
    }

    EccCard proprietaryRecord() {
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
        transaction.staticData.add(SIGNED_RECORD);
        if (proprietaryRecord) {
            transaction.staticData.addProprietaryRecord();
        }
        transaction.data().putTerminal(EmvTag.UNPREDICTABLE_NUMBER, RsaCard.UNPREDICTABLE_NUMBER);
        return transaction;
    }

    private static EccSigningKey key(long seed) {
        return EccSigningKey.generate(SignatureSuite.P_256_SHA_256, SeededRandom.of(seed));
    }
}
