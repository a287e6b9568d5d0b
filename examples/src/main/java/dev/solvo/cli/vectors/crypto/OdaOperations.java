package dev.solvo.cli.vectors.crypto;

import static java.util.Map.entry;

import dev.solvo.crypto.CryptoException;
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
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.RsaPinEncipherment;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;

/**
 * Offline data authentication with RSA, step by step. Where an entry lacks the data of a hash, all checks before the hash
 * pass and the values come from the recovered block.
 */
final class OdaOperations {
    private static final LocalDate DAY = LocalDate.of(2020, 1, 1);
    private static final int HASH_LENGTH_BYTES = 20;

    /** Length byte, CID, cryptogram and hash. */
    private static final int DYNAMIC_DATA_BEHIND_NUMBER = 1 + 1 + 8 + HASH_LENGTH_BYTES;

    /** Entries whose refusal does not depend on the account number leave it out. */
    private static final String ANY_PAN = "4761739001010119";

    private OdaOperations() {}

    static Map<String, Operation> all() {
        return Map.ofEntries(
                entry("capkChecksum", OdaOperations::checksum),
                entry("recoverIssuerKey", OdaOperations::issuerKey),
                entry("recoverIccKey", OdaOperations::iccKey),
                entry("recoverSsad", OdaOperations::sda),
                entry("verifySda", OdaOperations::sda),
                entry("verifyDda", OdaOperations::dda),
                entry("verifyCda", OdaOperations::cda),
                entry("encipherPin", OdaOperations::encipherPin));
    }

    private static Computed checksum(VectorInput in) throws VectorException {
        RsaCaPublicKey key = authority(in);
        // Reading the key with its checksum is the check that a terminal makes.
        RsaCaPublicKey checked = RsaCaPublicKey.of(
                key.rid(),
                key.index(),
                key.publicKey().modulus(),
                key.publicKey().exponent(),
                key.checksum());
        return Computed.of("sha1", checked.checksum());
    }

    private static Computed issuerKey(VectorInput in) throws VectorException {
        RsaCaPublicKey authority = authority(in.object("capk"));
        Bytes certificate = in.bytes("cert90");
        OdaResult<RsaIssuerPublicKey> result = new RsaOda(date(in), RevocationList.EMPTY)
                .recoverIssuerKey(
                        authority, certificate, remainder(in, "remainder92"), in.bytes("exponent9F32"), pan(in));
        if (result.verified().isEmpty()) {
            return refused(result);
        }
        RsaIssuerPublicKey key = result.verified().get();
        Bytes block = authority.publicKey().apply(certificate);
        return Computed.of("issuerId", key.issuerIdentifier())
                .and("expiryMMYY", monthAndYear(key.expiry()))
                .and("serial", key.serialNumber())
                .and("hashAlg", block.slice(11, 12))
                .and("keyAlg", block.slice(12, 13))
                .and("modulus", key.publicKey().modulus())
                .and("exponent", key.publicKey().exponent());
    }

    private static Computed iccKey(VectorInput in) throws VectorException {
        RsaPublicKey issuer = key(in, "issuerModulus", "issuerExponent");
        Bytes certificate = in.bytes("cert9F46");
        Bytes remainder = in.bytesOr("remainder9F48", "");
        Bytes exponent = in.bytes("exponent9F47");
        OdaResult<RsaIccPublicKey> result = new RsaOda(date(in), RevocationList.EMPTY)
                .recoverIccKey(
                        PublishedKey.ofIssuer(issuer),
                        certificate,
                        remainder.isEmpty() ? Optional.empty() : Optional.of(remainder),
                        exponent,
                        pan(in),
                        in.bytesOr("staticData", ""));
        boolean unpublished = !in.has("staticData") && isRefusedBy(result, OdaCheck.HASH);
        if (result.verified().isEmpty() && !unpublished) {
            return refused(result);
        }
        // EMV 4.4 Book 2, Table 14.
        Bytes block = issuer.apply(certificate);
        int modulusLength = block.unsigned(19);
        Bytes left = block.slice(21, block.length() - HASH_LENGTH_BYTES - 1);
        Bytes modulus = left.length() >= modulusLength ? left.slice(0, modulusLength) : left.plus(remainder);
        Computed computed = Computed.of("pan", block.slice(2, 12))
                .and("expiryMMYY", block.slice(12, 14))
                .and("serial", block.slice(14, 17))
                .and("hash", hash(block))
                .and("exponent", exponent);
        return computed.and(
                "modulus",
                result.verified().map(key -> key.publicKey().modulus()).orElse(modulus));
    }

    private static Computed sda(VectorInput in) throws VectorException {
        RsaPublicKey issuer = key(in, "issuerModulus", "issuerExponent");
        Bytes signature = in.bytes("ssad93");
        OdaResult<StaticDataAuthenticated> result = new RsaOda(DAY, RevocationList.EMPTY)
                .verifySda(PublishedKey.ofIssuer(issuer), signature, in.bytesOr("staticData", ""));
        boolean unpublished = !in.has("staticData") && isRefusedBy(result, OdaCheck.HASH);
        if (result.verified().isEmpty() && !unpublished) {
            return refused(result);
        }
        Bytes block = issuer.apply(signature);
        return Computed.of(
                        "dataAuthenticationCode",
                        result.verified()
                                .map(StaticDataAuthenticated::dataAuthenticationCode)
                                .orElse(block.slice(3, 5)))
                .and("hash", hash(block));
    }

    private static Computed dda(VectorInput in) throws VectorException {
        RsaPublicKey icc = key(in, "iccModulus", "iccExponent");
        Bytes signature = in.bytes("sdad9F4B");
        OdaResult<DynamicDataAuthenticated> result = new RsaOda(DAY, RevocationList.EMPTY)
                .verifyDda(PublishedKey.ofIcc(icc), signature, in.bytes("ddolData"));
        if (result.verified().isEmpty()) {
            return refused(result);
        }
        return Computed.of("iccDynamicNumber", result.verified().get().iccDynamicNumber())
                .and("hash", hash(icc.apply(signature)));
    }

    private static Computed cda(VectorInput in) throws VectorException {
        RsaPublicKey icc = key(in, "iccModulus", "iccExponent");
        Bytes signature = in.bytes("sdad9F4B");
        Bytes block = icc.apply(signature);
        // ICC dynamic data: length of the number, number, CID, cryptogram, hash of the transaction data.
        Bytes data = block.slice(4, block.length() - HASH_LENGTH_BYTES - 1);
        int number = Math.min(data.unsigned(0), data.length() - DYNAMIC_DATA_BEHIND_NUMBER);
        int cid = in.has("cid") ? in.bytes("cid").unsigned(0) : data.unsigned(1 + number);
        OdaResult<CombinedDataAuthenticated> result = new RsaOda(DAY, RevocationList.EMPTY)
                .verifyCda(
                        PublishedKey.ofIcc(icc), signature, in.bytes("un9F37"), cid, in.bytesOr("transactionData", ""));
        boolean unpublished = !in.has("transactionData") && isRefusedBy(result, OdaCheck.TRANSACTION_DATA_HASH);
        if (result.verified().isEmpty() && !unpublished) {
            return refused(result);
        }
        return Computed.of(
                        "iccDynamicNumber",
                        result.verified()
                                .map(CombinedDataAuthenticated::iccDynamicNumber)
                                .orElse(data.slice(1, 1 + number)))
                .and("cid", data.slice(1 + number, 2 + number))
                .and(
                        "ac",
                        result.verified()
                                .map(CombinedDataAuthenticated::applicationCryptogram)
                                .orElse(data.slice(2 + number, 10 + number)))
                .and("transactionDataHash", data.slice(10 + number, 30 + number))
                .and("hash", hash(block));
    }

    private static Computed encipherPin(VectorInput in) throws CryptoException, VectorException {
        RsaPublicKey key = key(in, "pinKeyModulus", "pinKeyExponent");
        try (Pin pin = Pin.of(in.text("pin"))) {
            Bytes data = new RsaPinEncipherment(PublishedKey.ofIcc(key), new FixedRandom(in.bytes("randomPadding")))
                    .encipher(pin, in.bytes("iccUnpredictableNumber"));
            return Computed.of("encipheredPinData", data).andNote("verifyCommand");
        }
    }

    private static Computed refused(OdaResult<?> result) {
        return Computed.refused(result.refusal().orElseThrow().toString());
    }

    private static boolean isRefusedBy(OdaResult<?> result, OdaCheck check) {
        return result.refusal().isPresent() && result.refusal().get().check() == check;
    }

    private static RsaCaPublicKey authority(VectorInput in) throws VectorException {
        return RsaCaPublicKey.withoutChecksum(
                in.bytes("rid"), in.bytes("index").unsigned(0), in.bytes("modulus"), in.bytes("exponent"));
    }

    private static RsaPublicKey key(VectorInput in, String modulus, String exponent) throws VectorException {
        return RsaPublicKey.of(in.bytes(modulus), in.bytes(exponent));
    }

    private static Optional<Bytes> remainder(VectorInput in, String name) throws VectorException {
        Bytes remainder = in.bytesOr(name, "");
        return remainder.isEmpty() ? Optional.empty() : Optional.of(remainder);
    }

    private static Pan pan(VectorInput in) throws VectorException {
        return Pan.of(in.textOr("pan5A", ANY_PAN));
    }

    /** YYMMDD as in tag 9A. */
    private static LocalDate date(VectorInput in) throws VectorException {
        if (!in.has("transactionDate9A")) {
            return DAY;
        }
        String date = in.text("transactionDate9A");
        return LocalDate.of(
                2000 + Integer.parseInt(date.substring(0, 2)),
                Integer.parseInt(date.substring(2, 4)),
                Integer.parseInt(date.substring(4)));
    }

    private static String monthAndYear(YearMonth expiry) {
        String year = String.valueOf(expiry.getYear() % 100 + 100).substring(1);
        return String.valueOf(expiry.getMonthValue() + 100).substring(1) + year;
    }

    private static Bytes hash(Bytes block) {
        return block.slice(block.length() - HASH_LENGTH_BYTES - 1, block.length() - 1);
    }
}
