package dev.solvo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.vectors.crypto.PublishedKey;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.CombinedDataAuthenticated;
import dev.solvo.crypto.oda.DynamicDataAuthenticated;
import dev.solvo.crypto.oda.OdaCheck;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaIccPublicKey;
import dev.solvo.crypto.oda.RsaIssuerPublicKey;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.crypto.oda.StaticDataAuthenticated;
import dev.solvo.tlv.Bytes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One published card: authority key, issuer certificate, SDA, ICC certificate, DDA and CDA, as far as it has them. The date
 * is the first day of the month in which the first of its certificates expires: vectors stay what they are for ever.
 */
final class OdaVector {
    /** What came of a step. */
    enum Verdict {
        OK,
        FAILED,
        NOT_CHECKABLE
    }

    /** One step of one vector. */
    record Line(String vector, String step, Verdict verdict, String reason) {}

    private final JsonNode vector;
    private final String id;
    private final RsaOda oda;
    private final List<Line> lines = new ArrayList<>();

    private OdaVector(JsonNode vector) throws BadInputException {
        this.vector = vector;
        this.id = vector.path("id").asText();
        this.oda = new RsaOda(today(), RevocationList.EMPTY);
    }

    /** Checks each step of a vector. */
    static List<Line> check(JsonNode vector) throws BadInputException {
        if (vector.path("id").asText().isEmpty()) {
            throw new BadInputException("a vector has no \"id\"");
        }
        try {
            OdaVector checked = new OdaVector(vector);
            checked.chain();
            return checked.lines;
        } catch (IllegalArgumentException | DateTimeException malformed) {
            // The library's messages give lengths only.
            throw new BadInputException(
                    vector.path("id").asText() + " is malformed: " + malformed.getMessage(), malformed);
        }
    }

    private void chain() throws BadInputException {
        JsonNode capk = vector.path("capk");
        RsaCaPublicKey authority = RsaCaPublicKey.withoutChecksum(
                hex(capk, "rid"), hex(capk, "index").unsigned(0), hex(capk, "modulus"), hex(capk, "exponent"));
        boolean checksum = authority.checksum().equals(hex(capk, "checksumSha1"));
        add(
                "capk",
                checksum ? Verdict.OK : Verdict.FAILED,
                authority.publicKey().modulusLength() * 8 + " bits, checksum is " + (checksum ? "right" : "wrong"));
        Optional<RsaIssuerPublicKey> issuer = issuer(authority);
        if (issuer.isEmpty()) {
            return;
        }
        if (vector.has("sda")) {
            sda(issuer.get());
        }
        if (vector.has("icc")) {
            Optional<RsaIccPublicKey> icc = icc(issuer.get());
            if (icc.isPresent() && vector.has("dda")) {
                dda(icc.get());
            }
            if (icc.isPresent() && vector.has("cda")) {
                cda(icc.get());
            }
        }
    }

    private Optional<RsaIssuerPublicKey> issuer(RsaCaPublicKey authority) throws BadInputException {
        JsonNode fields = vector.path("issuer").path("fields");
        String identifier = text(fields, "issuerIdentifier").replace("F", "");
        Pan pan = pan();
        OdaResult<RsaIssuerPublicKey> result = recoverIssuer(authority, pan);
        boolean otherIssuer = !text(vector.path("card"), "pan").startsWith(identifier);
        if (otherIssuer && refusedBy(result, OdaCheck.ISSUER_IDENTIFIER)) {
            add(
                    "issuer",
                    Verdict.OK,
                    "refused, as it must be: ISSUER_IDENTIFIER, the certificate is for PANs that begin with "
                            + identifier + " and the card's does not; its other steps are checked with such a PAN");
            result = recoverIssuer(authority, Pan.of(identifier + "0".repeat(16 - identifier.length())));
        }
        Optional<RsaIssuerPublicKey> issuer = result.verified();
        if (issuer.isEmpty()) {
            refused("issuer", result);
            return Optional.empty();
        }
        compare(
                "issuer",
                "certificate of the issuer's key, " + issuer.get().publicKey().modulusLength() * 8 + " bits",
                new Recovered(
                        "modulus",
                        text(vector.path("issuer"), "modulus"),
                        issuer.get().publicKey().modulus()),
                new Recovered(
                        "identifier",
                        text(fields, "issuerIdentifier"),
                        issuer.get().issuerIdentifier()),
                new Recovered(
                        "serial number",
                        text(fields, "serialNumber"),
                        issuer.get().serialNumber()));
        return issuer;
    }

    private OdaResult<RsaIssuerPublicKey> recoverIssuer(RsaCaPublicKey authority, Pan pan) throws BadInputException {
        JsonNode node = vector.path("issuer");
        return oda.recoverIssuerKey(
                authority,
                hex(node, "tag90_certificate"),
                remainder(node, "tag92_remainder"),
                hex(node, "tag9F32_exponent"),
                pan);
    }

    private void sda(RsaIssuerPublicKey issuer) throws BadInputException {
        JsonNode node = vector.path("sda");
        Bytes signature = hex(node, "tag93_SSAD");
        Bytes staticData = staticData();
        OdaResult<StaticDataAuthenticated> result = oda.verifySda(issuer, signature, staticData);
        if (staticData.isEmpty() && refusedBy(result, OdaCheck.HASH)) {
            unpublished("SDA", issuer.publicKey(), signature, node, "static data");
        } else if (result.verified().isEmpty()) {
            refused("SDA", result);
        } else {
            compare(
                    "SDA",
                    "static data authenticated",
                    new Recovered(
                            "data authentication code",
                            text(node, "tag9F45_DAC"),
                            result.verified().get().dataAuthenticationCode()));
        }
    }

    /** The key, certified if the static data are published; else as published, for the steps that need one. */
    private Optional<RsaIccPublicKey> icc(RsaIssuerPublicKey issuer) throws BadInputException {
        JsonNode node = vector.path("icc");
        Bytes certificate = hex(node, "tag9F46_certificate");
        Bytes staticData = staticData();
        OdaResult<RsaIccPublicKey> result = oda.recoverIccKey(
                issuer,
                certificate,
                remainder(node, "tag9F48_remainder"),
                hex(node, "tag9F47_exponent"),
                pan(),
                staticData);
        if (staticData.isEmpty() && refusedBy(result, OdaCheck.HASH)) {
            unpublished("ICC", issuer.publicKey(), certificate, node, "static data");
            return Optional.of(
                    PublishedKey.ofIcc(RsaPublicKey.of(hex(node, "modulus"), hex(node, "tag9F47_exponent"))));
        }
        if (result.verified().isEmpty()) {
            refused("ICC", result);
            return Optional.empty();
        }
        RsaIccPublicKey icc = result.verified().get();
        compare(
                "ICC",
                "certificate of the card's key, " + icc.publicKey().modulusLength() * 8 + " bits, and static data",
                new Recovered("modulus", text(node, "modulus"), icc.publicKey().modulus()));
        return Optional.of(icc);
    }

    private void dda(RsaIccPublicKey icc) throws BadInputException {
        JsonNode node = vector.path("dda");
        OdaResult<DynamicDataAuthenticated> result =
                oda.verifyDda(icc, hex(node, "tag9F4B_SDAD"), hex(node, "ddolData"));
        if (result.verified().isEmpty()) {
            refused("DDA", result);
            return;
        }
        compare(
                "DDA",
                "dynamic data authenticated" + keyRemark(),
                new Recovered(
                        "ICC dynamic number",
                        text(node, "tag9F4C_iccDynamicNumber"),
                        result.verified().get().iccDynamicNumber()));
    }

    private void cda(RsaIccPublicKey icc) throws BadInputException {
        JsonNode node = vector.path("cda");
        JsonNode fields = node.path("fields");
        Bytes signature = hex(node, "tag9F4B_SDAD");
        boolean published = node.has("cdol1Data");
        Bytes transactionData = published
                ? Bytes.concat(
                        hexOrEmpty(node, "pdolData"), hex(node, "cdol1Data"), hex(node, "responseTlvsWithoutSdad"))
                : Bytes.EMPTY;
        OdaResult<CombinedDataAuthenticated> result = oda.verifyCda(
                icc,
                signature,
                hex(node, "tag9F37_unpredictableNumber"),
                hex(fields, "cid").unsigned(0),
                transactionData);
        if (!published && refusedBy(result, OdaCheck.TRANSACTION_DATA_HASH)) {
            unpublished("CDA", icc.publicKey(), signature, node, "transaction data");
        } else if (result.verified().isEmpty()) {
            refused("CDA", result);
        } else {
            compare(
                    "CDA",
                    "combined data and transaction data authenticated" + keyRemark(),
                    new Recovered(
                            "cryptogram",
                            text(fields, "applicationCryptogram"),
                            result.verified().get().applicationCryptogram()),
                    new Recovered(
                            "ICC dynamic number",
                            text(fields, "iccDynamicNumber"),
                            result.verified().get().iccDynamicNumber()));
        }
    }

    private String keyRemark() {
        return vector.path("staticData").has("hashInput") ? "" : " under the card's key as published";
    }

    /** A value that the vector publishes and the library recovered. */
    private record Recovered(String name, String published, Bytes value) {}

    private void compare(String step, String reason, Recovered... values) {
        List<String> names = new ArrayList<>();
        for (Recovered value : values) {
            if (!value.published().equalsIgnoreCase(value.value().toHex())) {
                add(step, Verdict.FAILED, "verifies, but the " + value.name() + " is not the published one");
                return;
            }
            names.add(value.name());
        }
        add(step, Verdict.OK, reason + "; as published: " + String.join(", ", names));
    }

    /** Everything passes up to a hash of something that the vector lacks. */
    private void unpublished(String step, RsaPublicKey key, Bytes signature, JsonNode node, String what)
            throws BadInputException {
        if (key.apply(signature).toHex().equalsIgnoreCase(text(node, "recovered"))) {
            add(
                    step,
                    Verdict.NOT_CHECKABLE,
                    "the " + what + " are not published, so their hash cannot be checked; "
                            + "the recovered block is the published one");
        } else {
            add(step, Verdict.FAILED, "the recovered block is not the published one");
        }
    }

    private void refused(String step, OdaResult<?> result) {
        add(step, Verdict.FAILED, result.refusal().map(Object::toString).orElse("refused"));
    }

    private static boolean refusedBy(OdaResult<?> result, OdaCheck check) {
        return result.refusal().isPresent() && result.refusal().get().check() == check;
    }

    private void add(String step, Verdict verdict, String reason) {
        lines.add(new Line(id, step, verdict, reason));
    }

    private Pan pan() throws BadInputException {
        return Pan.of(text(vector.path("card"), "pan"));
    }

    private Bytes staticData() throws BadInputException {
        return hexOrEmpty(vector.path("staticData"), "hashInput");
    }

    private LocalDate today() throws BadInputException {
        LocalDate earliest = month(vector.path("issuer"));
        if (vector.has("icc")) {
            LocalDate icc = month(vector.path("icc"));
            return icc.isBefore(earliest) ? icc : earliest;
        }
        return earliest;
    }

    private static LocalDate month(JsonNode certificate) throws BadInputException {
        String mmyy = text(certificate.path("fields"), "expiryMMYY");
        if (mmyy.length() != 4) {
            throw new BadInputException("\"expiryMMYY\" is not of the form MMYY");
        }
        return YearMonth.of(2000 + Integer.parseInt(mmyy, 2, 4, 10), Integer.parseInt(mmyy, 0, 2, 10))
                .atDay(1);
    }

    private static Optional<Bytes> remainder(JsonNode node, String key) throws BadInputException {
        Bytes value = hexOrEmpty(node, key);
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static Bytes hexOrEmpty(JsonNode node, String key) throws BadInputException {
        return node.path(key).asText().isEmpty() ? Bytes.EMPTY : hex(node, key);
    }

    private static Bytes hex(JsonNode node, String key) throws BadInputException {
        try {
            Bytes value = Bytes.fromHex(text(node, key));
            if (!value.isEmpty()) {
                return value;
            }
        } catch (IllegalArgumentException notHex) {
            throw new BadInputException("\"" + key + "\" is not hexadecimal", notHex);
        }
        throw new BadInputException("\"" + key + "\" is empty");
    }

    private static String text(JsonNode node, String key) throws BadInputException {
        if (!node.path(key).isTextual()) {
            throw new BadInputException("\"" + key + "\" is missing or not text");
        }
        return node.path(key).textValue();
    }
}
