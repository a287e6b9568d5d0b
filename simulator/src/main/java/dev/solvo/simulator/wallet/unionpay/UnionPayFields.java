package dev.solvo.simulator.wallet.unionpay;

import dev.solvo.simulator.wallet.HttpForm;
import dev.solvo.simulator.wallet.Sha256WithRsa;
import dev.solvo.simulator.wallet.SigningMode;
import dev.solvo.simulator.wallet.WalletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The fields of a request after its checks, and the signing of fields. */
record UnionPayFields(Map<String, String> values) {
    static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

    /** Reads and checks what every request has. */
    static UnionPayFields check(WalletRequest request, UnionPayMerchant merchant) throws UnionPayRefusal {
        if (!request.method().equals("POST") || !request.isOfType("application/x-www-form-urlencoded")) {
            throw new UnionPayRefusal(UnionPayRefusal.FORMAT, "a form by POST is expected");
        }
        UnionPayFields fields;
        try {
            fields = new UnionPayFields(HttpForm.parse(request.text()));
        } catch (IllegalArgumentException e) {
            throw new UnionPayRefusal(UnionPayRefusal.FORMAT, "not a form");
        }
        fields.require("version", "5\\.1\\.0");
        fields.require("encoding", "UTF-8");
        fields.require("signMethod", "01");
        fields.require("bizType", "000000");
        fields.require("accessType", "[012]");
        fields.checkAccess();
        fields.require("txnType", "[0-9]{2}");
        fields.require("txnSubType", "[0-9]{2}");
        fields.require("certId", "[0-9]{1,40}");
        fields.require("merId", "[0-9A-Za-z]{15}");
        fields.require("orderId", "[0-9A-Za-z]{8,40}");
        fields.require("txnTime", "[0-9]{14}");
        fields.time();
        if (!fields.get("merId").equals(merchant.merchantId())) {
            throw new UnionPayRefusal(UnionPayRefusal.MERCHANT, "the merchant is not known");
        }
        TreeMap<String, String> signed = new TreeMap<>(fields.values);
        signed.remove("signature");
        boolean valid = fields.get("certId").equals(merchant.certificateId())
                && Sha256WithRsa.isValid(hexOfHash(signed), fields.get("signature"), merchant.merchantKey());
        if (!valid) {
            throw new UnionPayRefusal(UnionPayRefusal.SIGNATURE, "the signature is not the merchant's");
        }
        return fields;
    }

    /** An acquirer (1) says for whom he asks, and so does a platform with merchants below it (2). */
    private void checkAccess() throws UnionPayRefusal {
        if (get("accessType").equals("1")) {
            require("acqInsCode", "[0-9A-Za-z]{1,11}");
            require("merCatCode", "[0-9A-Za-z]{4}");
            require("merName", "(?s).{1,40}");
            require("merAbbr", "(?s).{1,40}");
        } else if (get("accessType").equals("2")) {
            require("subMerId", "[0-9A-Za-z]{5,15}");
            require("subMerName", "(?s).{1,40}");
            require("subMerAbbr", "(?s).{1,40}");
        }
    }

    /** Adds certificate and signature. */
    static void sign(TreeMap<String, String> fields, UnionPayMerchant merchant, SigningMode mode) {
        fields.put("signMethod", "01");
        fields.put("signPubKeyCert", merchant.signingCertificate());
        String signature = Sha256WithRsa.sign(hexOfHash(fields), merchant.signingKey(), mode);
        if (!signature.isEmpty()) {
            fields.put("signature", signature);
        }
    }

    /** RSA signs the 64 hex digits of the hash, not the text. */
    private static byte[] hexOfHash(TreeMap<String, String> fields) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(HttpForm.textToSign(fields).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    void require(String name, String pattern) throws UnionPayRefusal {
        if (get(name).isEmpty()) {
            throw new UnionPayRefusal(UnionPayRefusal.MISSING, name + " is missing");
        }
        allow(name, pattern);
    }

    void allow(String name, String pattern) throws UnionPayRefusal {
        if (!get(name).isEmpty() && !get(name).matches(pattern)) {
            throw new UnionPayRefusal(UnionPayRefusal.FORMAT, name + " is not as it should be");
        }
    }

    /** The address for notifications; empty if there is none. */
    String backUrl() throws UnionPayRefusal {
        allow("backUrl", "https?://[!-~]{1,248}");
        return get("backUrl");
    }

    long amount() throws UnionPayRefusal {
        require("txnAmt", "[1-9][0-9]{0,11}");
        return Long.parseLong(get("txnAmt"));
    }

    Instant time() throws UnionPayRefusal {
        return time("txnTime");
    }

    Instant time(String name) throws UnionPayRefusal {
        try {
            return LocalDateTime.parse(get(name), TIME).toInstant(BEIJING);
        } catch (DateTimeException e) {
            throw new UnionPayRefusal(UnionPayRefusal.FORMAT, name + " is no time");
        }
    }

    /** Names only. */
    @Override
    public String toString() {
        return "UnionPayFields" + values.keySet();
    }
}
