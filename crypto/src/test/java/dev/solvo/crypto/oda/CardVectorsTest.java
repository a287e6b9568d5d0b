package dev.solvo.crypto.oda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whole chains of published test cards: what the library recovers is what others recovered, and every altered byte is refused. */
final class CardVectorsTest {
    private static final LocalDate EARLY_ENOUGH = LocalDate.of(2012, 1, 1);
    private static final RsaOda ODA = new RsaOda(EARLY_ENOUGH, RevocationList.EMPTY);

    /** Its card has a PAN that its issuer certificate does not cover: a mock, and a good negative. */
    private static final String MOCK = "javaemvreader-mock-sda";

    @TestFactory
    List<DynamicTest> chains() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode card : Vectors.of("cards.json")) {
            tests.add(DynamicTest.dynamicTest(card.path("id").asText(), () -> chain(card)));
        }
        assertEquals(5, tests.size());
        return tests;
    }

    private static void chain(JsonNode card) {
        RsaIssuerPublicKey issuer = issuer(card);
        if (card.has("sda")) {
            sda(card, issuer);
        }
        if (card.has("icc")) {
            icc(card, issuer);
        }
        if (card.has("dda")) {
            dda(card);
        }
        if (card.has("cda")) {
            cda(card);
        }
    }

    private static RsaIssuerPublicKey issuer(JsonNode card) {
        JsonNode capk = card.path("capk");
        RsaCaPublicKey ca = RsaCaPublicKey.of(
                Vectors.hex(capk, "rid"),
                Vectors.hex(capk, "index").unsigned(0),
                Vectors.hex(capk, "modulus"),
                Vectors.hex(capk, "exponent"),
                Vectors.hex(capk, "checksumSha1"));
        JsonNode node = card.path("issuer");
        String pan = card.path("card").path("pan").asText();
        if (card.path("id").asText().equals(MOCK)) {
            assertEquals(
                    OdaCheck.ISSUER_IDENTIFIER,
                    recover(ca, node, Vectors.hex(node, "tag90_certificate"), Pan.of(pan))
                            .refusal()
                            .orElseThrow()
                            .check());
            pan = "4925640000000000";
        }
        Pan covered = Pan.of(pan);
        RsaIssuerPublicKey issuer = recover(ca, node, Vectors.hex(node, "tag90_certificate"), covered)
                .verified()
                .orElseThrow();
        assertEquals(node.path("modulus").asText(), issuer.publicKey().modulus().toHex());
        JsonNode fields = node.path("fields");
        assertEquals(
                fields.path("issuerIdentifier").asText(),
                issuer.issuerIdentifier().toHex());
        assertEquals(fields.path("serialNumber").asText(), issuer.serialNumber().toHex());
        assertEquals(month(fields), issuer.expiry());
        everyAlteredByte(Vectors.hex(node, "tag90_certificate"), altered -> recover(ca, node, altered, covered));
        return issuer;
    }

    private static OdaResult<RsaIssuerPublicKey> recover(RsaCaPublicKey ca, JsonNode node, Bytes certificate, Pan pan) {
        return ODA.recoverIssuerKey(
                ca,
                certificate,
                Vectors.remainder(node, "tag92_remainder"),
                Vectors.hex(node, "tag9F32_exponent"),
                pan);
    }

    private static void sda(JsonNode card, RsaIssuerPublicKey issuer) {
        JsonNode node = card.path("sda");
        Bytes signature = Vectors.hex(node, "tag93_SSAD");
        assertEquals(
                node.path("recovered").asText(),
                issuer.publicKey().apply(signature).toHex());
        Bytes staticData = Vectors.hexOrEmpty(card.path("staticData"), "hashInput");
        OdaResult<StaticDataAuthenticated> result = ODA.verifySda(issuer, signature, staticData);
        if (staticData.isEmpty()) {
            assertEquals(OdaCheck.HASH, result.refusal().orElseThrow().check());
            return;
        }
        assertEquals(
                node.path("tag9F45_DAC").asText(),
                result.verified().orElseThrow().dataAuthenticationCode().toHex());
        everyAlteredByte(signature, altered -> ODA.verifySda(issuer, altered, staticData));
        everyAlteredByte(staticData, altered -> ODA.verifySda(issuer, signature, altered));
    }

    private static void icc(JsonNode card, RsaIssuerPublicKey issuer) {
        JsonNode node = card.path("icc");
        Bytes certificate = Vectors.hex(node, "tag9F46_certificate");
        assertEquals(
                node.path("recovered").asText(),
                issuer.publicKey().apply(certificate).toHex());
        Pan pan = Pan.of(card.path("card").path("pan").asText());
        Bytes staticData = Vectors.hexOrEmpty(card.path("staticData"), "hashInput");
        OdaResult<RsaIccPublicKey> result = recoverIcc(issuer, node, certificate, pan, staticData);
        if (staticData.isEmpty()) {
            assertEquals(OdaCheck.HASH, result.refusal().orElseThrow().check());
            return;
        }
        RsaIccPublicKey icc = result.verified().orElseThrow();
        assertEquals(node.path("modulus").asText(), icc.publicKey().modulus().toHex());
        assertEquals(month(node.path("fields")), icc.expiry());
        everyAlteredByte(certificate, altered -> recoverIcc(issuer, node, altered, pan, staticData));
        everyAlteredByte(staticData, altered -> recoverIcc(issuer, node, certificate, pan, altered));
    }

    private static OdaResult<RsaIccPublicKey> recoverIcc(
            RsaIssuerPublicKey issuer, JsonNode node, Bytes certificate, Pan pan, Bytes staticData) {
        return ODA.recoverIccKey(
                issuer,
                certificate,
                Vectors.remainder(node, "tag9F48_remainder"),
                Vectors.hex(node, "tag9F47_exponent"),
                pan,
                staticData);
    }

    private static void dda(JsonNode card) {
        RsaIccPublicKey icc = iccAsRecorded(card);
        JsonNode node = card.path("dda");
        Bytes signature = Vectors.hex(node, "tag9F4B_SDAD");
        Bytes ddolData = Vectors.hex(node, "ddolData");
        assertEquals(
                node.path("recovered").asText(),
                icc.publicKey().apply(signature).toHex());
        DynamicDataAuthenticated proof =
                ODA.verifyDda(icc, signature, ddolData).verified().orElseThrow();
        assertEquals(
                node.path("tag9F4C_iccDynamicNumber").asText(),
                proof.iccDynamicNumber().toHex());
        assertEquals(
                node.path("fields").path("iccDynamicData").asText(),
                proof.iccDynamicData().toHex());
        everyAlteredByte(signature, altered -> ODA.verifyDda(icc, altered, ddolData));
        everyAlteredByte(ddolData, altered -> ODA.verifyDda(icc, signature, altered));
    }

    private static void cda(JsonNode card) {
        RsaIccPublicKey icc = iccAsRecorded(card);
        JsonNode node = card.path("cda");
        Bytes signature = Vectors.hex(node, "tag9F4B_SDAD");
        Bytes unpredictableNumber = Vectors.hex(node, "tag9F37_unpredictableNumber");
        JsonNode fields = node.path("fields");
        int cid = Vectors.hex(fields, "cid").unsigned(0);
        assertEquals(
                node.path("recovered").asText(),
                icc.publicKey().apply(signature).toHex());
        if (!node.has("cdol1Data")) {
            // What the card signed for is not published: everything before that hash passes.
            assertEquals(
                    OdaCheck.TRANSACTION_DATA_HASH,
                    ODA.verifyCda(icc, signature, unpredictableNumber, cid, Bytes.EMPTY)
                            .refusal()
                            .orElseThrow()
                            .check());
            return;
        }
        Bytes transactionData = Bytes.concat(
                Vectors.hex(node, "pdolData"),
                Vectors.hex(node, "cdol1Data"),
                Vectors.hex(node, "responseTlvsWithoutSdad"));
        CombinedDataAuthenticated proof = ODA.verifyCda(icc, signature, unpredictableNumber, cid, transactionData)
                .verified()
                .orElseThrow();
        assertEquals(
                fields.path("applicationCryptogram").asText(),
                proof.applicationCryptogram().toHex());
        assertEquals(
                fields.path("iccDynamicNumber").asText(),
                proof.iccDynamicNumber().toHex());
        assertEquals(
                fields.path("iccDynamicData").asText(), proof.iccDynamicData().toHex());
        everyAlteredByte(signature, altered -> ODA.verifyCda(icc, altered, unpredictableNumber, cid, transactionData));
        for (int i = 0; i < transactionData.length(); i++) {
            assertEquals(
                    OdaCheck.TRANSACTION_DATA_HASH,
                    ODA.verifyCda(icc, signature, unpredictableNumber, cid, Altered.byteAt(transactionData, i))
                            .refusal()
                            .orElseThrow()
                            .check());
        }
        for (int bit = 0; bit < 8; bit++) {
            assertEquals(
                    OdaCheck.CRYPTOGRAM_INFORMATION_DATA,
                    ODA.verifyCda(icc, signature, unpredictableNumber, cid ^ 1 << bit, transactionData)
                            .refusal()
                            .orElseThrow()
                            .check());
        }
        for (int i = 0; i < 4; i++) {
            assertEquals(
                    OdaCheck.HASH,
                    ODA.verifyCda(icc, signature, Altered.byteAt(unpredictableNumber, i), cid, transactionData)
                            .refusal()
                            .orElseThrow()
                            .check());
        }
    }

    /** A card whose records are not published: the key as others recovered it. */
    private static RsaIccPublicKey iccAsRecorded(JsonNode card) {
        JsonNode node = card.path("icc");
        return TestKeys.icc(Vectors.rsaKey(node, "modulus", "tag9F47_exponent"));
    }

    private static YearMonth month(JsonNode fields) {
        String mmyy = fields.path("expiryMMYY").asText();
        return YearMonth.of(2000 + Integer.parseInt(mmyy, 2, 4, 10), Integer.parseInt(mmyy, 0, 2, 10));
    }

    private static void everyAlteredByte(Bytes original, Altered.Verification verification) {
        for (int i = 0; i < original.length(); i++) {
            assertTrue(
                    verification.of(Altered.byteAt(original, i)).refusal().isPresent(),
                    "altered byte " + i + " was accepted");
        }
        for (int length = 0; length < original.length(); length++) {
            assertTrue(
                    verification.of(original.slice(0, length)).refusal().isPresent(),
                    "cut to " + length + " bytes and accepted");
        }
    }
}
