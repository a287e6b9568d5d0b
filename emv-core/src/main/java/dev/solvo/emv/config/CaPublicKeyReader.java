package dev.solvo.emv.config;

import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes certification authority keys and revocations of JSON, noting everything that is wrong. EMV 4.4 Book 2, 11.2. */
final class CaPublicKeyReader {
    private final List<String> errors;

    CaPublicKeyReader(List<String> errors) {
        this.errors = errors;
    }

    Optional<CaPublicKeys> keys(JsonObject file) {
        List<CaPublicKey> keys = new ArrayList<>();
        for (JsonObject json : file.objects("caPublicKeys")) {
            json.require("rid", "index");
            Optional<Bytes> rid = json.hex("rid", 5, 5);
            Optional<Bytes> index = json.hex("index", 1, 1);
            boolean ecc = json.keys().contains("suite");
            Optional<CaPublicKey> key = ecc ? ecc(json, rid, index) : rsa(json, rid, index);
            json.close();
            key.ifPresent(keys::add);
        }
        try {
            return Optional.of(CaPublicKeys.of(keys));
        } catch (IllegalArgumentException conflict) {
            errors.add("/caPublicKeys: " + conflict.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<CaPublicKey> rsa(JsonObject json, Optional<Bytes> rid, Optional<Bytes> index) {
        json.require("modulus", "exponent", "checksum");
        Optional<Bytes> modulus = json.hex("modulus", 64, 248);
        Optional<Bytes> exponent = json.hex("exponent", 1, 3);
        Optional<Bytes> checksum = json.hex("checksum", 20, 20);
        if (!(rid.isPresent()
                && index.isPresent()
                && modulus.isPresent()
                && exponent.isPresent()
                && checksum.isPresent())) {
            return Optional.empty();
        }
        try {
            return Optional.of(RsaCaPublicKey.of(
                    rid.get(), index.get().unsigned(0), modulus.get(), exponent.get(), checksum.get()));
        } catch (IllegalArgumentException refused) {
            json.fault(String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<CaPublicKey> ecc(JsonObject json, Optional<Bytes> rid, Optional<Bytes> index) {
        json.require("x");
        Optional<SignatureSuite> suite = json.hex("suite", 1, 1).flatMap(code -> suite(json, code));
        Optional<Bytes> x = json.hex("x", 32, 66);
        Optional<Bytes> y = json.hex("y", 32, 66);
        if (!(rid.isPresent() && index.isPresent() && suite.isPresent() && x.isPresent())) {
            return Optional.empty();
        }
        int number = index.get().unsigned(0);
        try {
            return Optional.of(
                    y.isPresent()
                            ? EccCaPublicKey.of(rid.get(), number, suite.get(), x.get(), y.get())
                            : EccCaPublicKey.of(rid.get(), number, suite.get(), x.get()));
        } catch (IllegalArgumentException refused) {
            json.fault(String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<SignatureSuite> suite(JsonObject json, Bytes code) {
        Optional<SignatureSuite> suite = SignatureSuite.of(code.unsigned(0));
        if (!suite.isPresent()) {
            json.fault("suite", "an algorithm suite that is not supported");
        }
        return suite;
    }

    RevocationList revoked(JsonObject file) {
        List<RevocationList.Entry> entries = new ArrayList<>();
        for (JsonObject json : file.objects("revokedCertificates")) {
            json.require("rid", "index", "serialNumber");
            Optional<Bytes> rid = json.hex("rid", 5, 5);
            Optional<Bytes> index = json.hex("index", 1, 1);
            Optional<Bytes> serial = json.hex("serialNumber", 3, 3);
            json.close();
            if (rid.isPresent() && index.isPresent() && serial.isPresent()) {
                entries.add(new RevocationList.Entry(rid.get(), index.get().unsigned(0), serial.get()));
            }
        }
        return RevocationList.of(entries);
    }
}
