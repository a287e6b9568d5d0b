package dev.solvo.simulator.wallet.wechat;

import dev.solvo.simulator.wallet.HttpForm;
import dev.solvo.simulator.wallet.Sha256WithRsa;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Requests of a till, put together by hand. */
final class WeChatTill {
    private static final WalletTestKeys KEYS = new WalletTestKeys();
    private static final Pattern FIELD = Pattern.compile("<([a-z_0-9]+)><!\\[CDATA\\[(.*?)]]></\\1>");

    private WeChatTill() {}

    static WalletRequest v3(String method, String target, String body, long seconds) {
        String text = method + "\n" + target + "\n" + seconds + "\nNONCE\n" + body + "\n";
        String sign = Sha256WithRsa.sign(text.getBytes(StandardCharsets.UTF_8), KEYS.merchantPrivateKey());
        String authorization = "WECHATPAY2-SHA256-RSA2048 mchid=\"1900000001\",nonce_str=\"NONCE\",timestamp=\""
                + seconds + "\",serial_no=\"20240101000000000000000000001234\",signature=\"" + sign + "\"";
        return v3(method, target, body, authorization);
    }

    static WalletRequest v3(String method, String target, String body, String authorization) {
        Map<String, String> headers = Map.of(
                "authorization",
                authorization,
                "content-type",
                "application/json; charset=utf-8",
                "accept",
                "application/json",
                "user-agent",
                "test",
                "host",
                "127.0.0.1:1");
        return new WalletRequest(method, target, headers, Bytes.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    static boolean isSigned(Map<String, String> headers, String body) {
        String text = headers.get("Wechatpay-Timestamp") + "\n" + headers.get("Wechatpay-Nonce") + "\n" + body + "\n";
        return Sha256WithRsa.isValid(
                text.getBytes(StandardCharsets.UTF_8),
                headers.getOrDefault("Wechatpay-Signature", ""),
                KEYS.platformPublicKey());
    }

    static String decrypt(String ciphertext, String associatedData, String nonce) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            SecretKeySpec key = new SecretKeySpec(KEYS.weChatV3Key().getBytes(StandardCharsets.UTF_8), "AES");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.UTF_8)));
            cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
            return new String(cipher.doFinal(Base64.getDecoder().decode(ciphertext)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SortedMap<String, String> v2Fields(Map<String, String> more) {
        TreeMap<String, String> fields =
                new TreeMap<>(Map.of("appid", "wxd678efh567hg6787", "mch_id", "1900000001", "nonce_str", "NONCE"));
        fields.putAll(more);
        return fields;
    }

    static WalletRequest v2(String path, Map<String, String> fields) {
        TreeMap<String, String> signed = new TreeMap<>(fields);
        signed.put("sign", v2Sign(signed));
        return xml(path, WeChatXml.write(signed));
    }

    static WalletRequest xml(String path, String text) {
        return new WalletRequest(
                "POST", path, Map.of("Content-Type", "text/xml"), Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    static String v2Sign(Map<String, String> fields) {
        return v2Sign(fields, fields.getOrDefault("sign_type", "MD5"));
    }

    private static String v2Sign(Map<String, String> fields, String type) {
        TreeMap<String, String> signed = new TreeMap<>(fields);
        signed.remove("sign");
        String key = KEYS.weChatV2Key();
        byte[] text = (HttpForm.textToSign(signed) + "&key=" + key).getBytes(StandardCharsets.UTF_8);
        try {
            if (type.equals("MD5")) {
                return HexFormat.of()
                        .withUpperCase()
                        .formatHex(MessageDigest.getInstance("MD5").digest(text));
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().withUpperCase().formatHex(mac.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SortedMap<String, String> v2Answer(WalletAnswer answer) {
        TreeMap<String, String> fields = new TreeMap<>();
        Matcher field = FIELD.matcher(answer.text());
        while (field.find()) {
            fields.put(field.group(1), field.group(2));
        }
        return fields;
    }

    static boolean isV2Signed(Map<String, String> answer, String type) {
        return v2Sign(answer, type).equals(answer.get("sign"));
    }
}
