package dev.solvo.simulator.wallet.unionpay;

import dev.solvo.simulator.wallet.HttpForm;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Requests of a till, put together by hand. */
public final class UnionPayTill {
    private static final WalletTestKeys KEYS = new WalletTestKeys();

    private UnionPayTill() {}

    /** The fields of a transaction. */
    public static SortedMap<String, String> fields(String type, String subtype, String number, String time) {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("version", "5.1.0"),
                Map.entry("encoding", "UTF-8"),
                Map.entry("certId", "68759663125"),
                Map.entry("signMethod", "01"),
                Map.entry("bizType", "000000"),
                Map.entry("accessType", "0"),
                Map.entry("merId", "777290058110048"),
                Map.entry("channelType", "08"),
                Map.entry("orderId", number),
                Map.entry("txnTime", time),
                Map.entry("txnType", type),
                Map.entry("txnSubType", subtype)));
    }

    /** A consume by code. */
    public static SortedMap<String, String> consume(String number, String time, String amount, String code) {
        SortedMap<String, String> fields = fields("01", "06", number, time);
        fields.put("txnAmt", amount);
        fields.put("currencyCode", "156");
        fields.put("qrNo", code);
        return fields;
    }

    /** Signs and sends to the address that fits. */
    public static WalletRequest signed(SortedMap<String, String> fields) {
        SortedMap<String, String> signed = new TreeMap<>(fields);
        signed.put("signature", signature(fields));
        return request(signed);
    }

    /** Sends as it is. */
    public static WalletRequest request(Map<String, String> fields) {
        String path =
                "00".equals(fields.get("txnType")) ? "/gateway/api/queryTrans.do" : "/gateway/api/backTransReq.do";
        return new WalletRequest(
                "POST",
                path,
                Map.of("content-type", "application/x-www-form-urlencoded;charset=UTF-8"),
                Bytes.of(HttpForm.encode(fields).getBytes(StandardCharsets.US_ASCII)));
    }

    private static String signature(SortedMap<String, String> fields) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEYS.merchantPrivateKey());
            signature.update(hexOfHash(fields));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hexOfHash(SortedMap<String, String> fields) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> {
            if (!value.isEmpty()) {
                text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(value);
            }
        });
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
    }

    /** The fields of an answer, split at the first equals sign. */
    public static SortedMap<String, String> read(String answer) {
        SortedMap<String, String> fields = new TreeMap<>();
        for (String field : answer.split("&", -1)) {
            int equals = field.indexOf('=');
            fields.put(field.substring(0, equals), field.substring(equals + 1));
        }
        return fields;
    }

    /** Whether the platform's key has signed that. */
    public static boolean isSigned(Map<String, String> answer) {
        SortedMap<String, String> signed = new TreeMap<>(answer);
        String text = signed.remove("signature");
        try {
            PublicKey key = KEYS.platformPublicKey();
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(hexOfHash(signed));
            return text != null && signature.verify(Base64.getDecoder().decode(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
