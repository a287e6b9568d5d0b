package dev.solvo.simulator.wallet.alipay;

import dev.solvo.simulator.wallet.HttpForm;
import dev.solvo.simulator.wallet.Sha256WithRsa;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Requests of a till, put together by hand. */
final class AlipayTill {
    static final String TIME = "2023-11-15 06:13:20";
    private static final WalletTestKeys KEYS = new WalletTestKeys();

    private AlipayTill() {}

    static SortedMap<String, String> parameters(String method, String content) {
        return new TreeMap<>(Map.of(
                "app_id",
                "2021000000000001",
                "method",
                method,
                "format",
                "json",
                "charset",
                "utf-8",
                "sign_type",
                "RSA2",
                "timestamp",
                TIME,
                "version",
                "1.0",
                "biz_content",
                content));
    }

    static WalletRequest v2(String method, String content) {
        return v2(parameters(method, content));
    }

    static WalletRequest v2(SortedMap<String, String> parameters) {
        TreeMap<String, String> query = new TreeMap<>(parameters);
        query.put("sign", sign(HttpForm.textToSign(parameters)));
        return sent(query);
    }

    /** Sends as it is: the content in the body, all others in the query. */
    static WalletRequest sent(Map<String, String> parameters) {
        TreeMap<String, String> query = new TreeMap<>(parameters);
        String content = query.remove("biz_content");
        return new WalletRequest(
                "POST",
                "/gateway.do?" + HttpForm.encode(query),
                Map.of("Content-Type", "application/x-www-form-urlencoded;charset=utf-8"),
                bytes(content == null ? "" : HttpForm.encode(Map.of("biz_content", content))));
    }

    static WalletRequest v3(String method, String target, String body, long millis) {
        String auth = "app_id=2021000000000001,nonce=5f9a7a2c,timestamp=" + millis;
        String sign = sign(auth + "\n" + method + "\n" + target + "\n" + body + "\n");
        return new WalletRequest(
                method,
                target,
                Map.of(
                        "authorization",
                        "ALIPAY-SHA256withRSA " + auth + ",sign=" + sign,
                        "Content-Type",
                        "application/json"),
                bytes(body));
    }

    private static String sign(String text) {
        return Sha256WithRsa.sign(text.getBytes(StandardCharsets.UTF_8), KEYS.merchantPrivateKey());
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The raw node, or an empty text if the signature is not Alipay's; the sign follows the node. */
    static String verified(WalletAnswer answer) {
        String text = answer.text();
        int from = text.indexOf(':') + 1;
        int certificate = text.indexOf(",\"alipay_cert_sn\":");
        int sign = text.indexOf(",\"sign\":\"");
        if (sign < 0) {
            return "";
        }
        String node = text.substring(from, certificate < 0 ? sign : certificate);
        String signature = text.substring(sign + 9, text.length() - 2);
        return isSigned(node, signature) ? node : "";
    }

    static boolean isSigned(String text, String signature) {
        return Sha256WithRsa.isValid(text.getBytes(StandardCharsets.UTF_8), signature, KEYS.platformPublicKey());
    }
}
