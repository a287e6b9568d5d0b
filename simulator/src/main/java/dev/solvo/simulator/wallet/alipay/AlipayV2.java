package dev.solvo.simulator.wallet.alipay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.solvo.simulator.wallet.HttpForm;
import dev.solvo.simulator.wallet.Sha256WithRsa;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletDesk;
import dev.solvo.simulator.wallet.WalletRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The envelope of gateway.do: parameters in query and form, one signature over all; the answer's node signed as it stands. */
final class AlipayV2 {
    static final Duration WINDOW = Duration.ofMinutes(15);
    private static final JsonMapper JSON = new JsonMapper();

    private final AlipayMerchant merchant;
    private final AlipayCall calls;

    AlipayV2(AlipayMerchant merchant, AlipayCall calls) {
        this.merchant = merchant;
        this.calls = calls;
    }

    WalletAnswer answer(WalletRequest request, WalletDesk desk) {
        String root = "error_response";
        ObjectNode node = JSON.createObjectNode();
        TreeMap<String, String> parameters = new TreeMap<>();
        boolean known = false;
        try {
            parameters.putAll(parameters(request));
            known = parameters.getOrDefault("app_id", "").equals(merchant.appId());
            check(parameters, desk.now());
            String method = parameters.getOrDefault("method", "");
            AlipayTrades.Result result =
                    calls.call(method, content(parameters), parameters.getOrDefault("notify_url", ""), desk);
            root = root(method);
            node.put("code", result.code())
                    .put("msg", result.code().equals("10000") ? "Success" : "order success pay inprocess");
            node.setAll(result.fields());
        } catch (AlipayRefusal refusal) {
            boolean protocol =
                    refusal.code().startsWith("4000") && !refusal.code().equals("40004");
            root = protocol ? root : root(parameters.getOrDefault("method", ""));
            node.put("code", refusal.code()).put("msg", refusal.text()).put("sub_code", refusal.subCode());
            node.put("sub_msg", refusal.subCode());
        }
        boolean refused = root.equals("error_response");
        String text = refused ? node.toString() : encrypted(node.toString(), parameters);
        StringBuilder body = new StringBuilder("{\"" + root + "\":" + text);
        if (parameters.containsKey("app_cert_sn")) {
            body.append(",\"alipay_cert_sn\":\"")
                    .append(merchant.alipayCertificateSn())
                    .append('"');
        }
        String sign = Sha256WithRsa.sign(text.getBytes(StandardCharsets.UTF_8), merchant.signingKey(), desk.signing());
        // Whose key an unknown app trusts Alipay cannot know.
        if (known && !sign.isEmpty()) {
            body.append(",\"sign\":\"").append(sign).append('"');
        }
        return WalletAnswer.of(200, "text/html;charset=utf-8", body.append('}').toString());
    }

    private static String root(String method) {
        return method.replace('.', '_') + "_response";
    }

    private static Map<String, String> parameters(WalletRequest request) throws AlipayRefusal {
        try {
            Map<String, String> all = new TreeMap<>(HttpForm.parse(request.query()));
            boolean form = request.method().equals("POST") && request.isOfType("application/x-www-form-urlencoded");
            if (form) {
                for (Map.Entry<String, String> field :
                        HttpForm.parse(request.text()).entrySet()) {
                    if (all.put(field.getKey(), field.getValue()) != null) {
                        throw AlipayRefusal.invalid("isv.invalid-parameter");
                    }
                }
            } else if (!request.body().isEmpty()) {
                throw AlipayRefusal.invalid("isv.invalid-parameter");
            }
            return all;
        } catch (IllegalArgumentException e) {
            throw AlipayRefusal.invalid("isv.invalid-parameter");
        }
    }

    private void check(Map<String, String> parameters, Instant now) throws AlipayRefusal {
        require(parameters, "method", "isv.missing-method", "isv.invalid-method", "[a-z.]{1,128}");
        require(parameters, "app_id", "isv.missing-app-id", "isv.invalid-app-id", merchant.appId());
        require(parameters, "version", "isv.missing-version", "isv.invalid-parameter", "1\\.0");
        require(parameters, "charset", "isv.invalid-charset", "isv.invalid-charset", "(?i)utf-8");
        require(parameters, "sign_type", "isv.missing-signature-type", "isv.invalid-signature-type", "RSA2");
        require(parameters, "timestamp", "isv.missing-timestamp", "isv.invalid-timestamp", "[0-9: \\-]{19}");
        require(parameters, "sign", "isv.missing-signature", "isv.invalid-signature", ".{1,1024}");
        if (!parameters.getOrDefault("format", "json").equalsIgnoreCase("json")) {
            throw AlipayRefusal.invalid("isv.invalid-format");
        }
        boolean certificates = parameters.containsKey("app_cert_sn") || parameters.containsKey("alipay_root_cert_sn");
        boolean ours = merchant.appCertificateSn().equals(parameters.get("app_cert_sn"))
                && merchant.rootCertificateSn().equals(parameters.get("alipay_root_cert_sn"));
        TreeMap<String, String> signed = new TreeMap<>(parameters);
        signed.remove("sign");
        byte[] text = HttpForm.textToSign(signed).getBytes(StandardCharsets.UTF_8);
        boolean valid = Sha256WithRsa.isValid(text, parameters.getOrDefault("sign", ""), merchant.appKey());
        if (certificates && !ours || !valid) {
            throw AlipayRefusal.invalid("isv.invalid-signature");
        }
        if (!isTimely(parameters.getOrDefault("timestamp", ""), now)) {
            throw AlipayRefusal.invalid("isv.invalid-timestamp");
        }
    }

    private static void require(
            Map<String, String> parameters, String name, String missing, String invalid, String pattern)
            throws AlipayRefusal {
        String value = parameters.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw AlipayRefusal.missing(missing);
        }
        if (!value.matches(pattern)) {
            throw AlipayRefusal.invalid(invalid);
        }
    }

    private static boolean isTimely(String timestamp, Instant now) {
        try {
            Instant sent = Instant.from(AlipayContent.TIME.parse(timestamp));
            return Duration.between(sent, now).abs().compareTo(WINDOW) <= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private String content(Map<String, String> parameters) throws AlipayRefusal {
        String content = parameters.getOrDefault("biz_content", "");
        if (!parameters.containsKey("encrypt_type")) {
            return content;
        }
        if (!parameters.getOrDefault("encrypt_type", "").equals("AES")
                || merchant.contentKey().isEmpty()) {
            throw AlipayRefusal.invalid("isv.invalid-encrypt-type");
        }
        return new AlipayContentCipher(merchant.contentKey().get()).decrypt(content);
    }

    /** An answer to an encrypted content is encrypted too; the quotes around it are signed. */
    private String encrypted(String node, Map<String, String> parameters) {
        return parameters.containsKey("encrypt_type")
                ? merchant.contentKey()
                        .map(key -> TextNode.valueOf(new AlipayContentCipher(key).encrypt(node))
                                .toString())
                        .orElse(node)
                : node;
    }
}
