package dev.solvo.simulator.wallet.alipay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.simulator.wallet.HttpForm;
import dev.solvo.simulator.wallet.Sha256WithRsa;
import dev.solvo.simulator.wallet.SigningMode;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletDesk;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The envelope of V3: signature and time in headers.
 *
 * <p>Open: the status of a payment that waits for the customer, 200 without gmt_payment in here; the statuses and codes of
 * refused envelopes, 400 or 401 with the V2 names in here.
 */
final class AlipayV3 {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "ALIPAY-SHA256withRSA (app_id=([^,]+)(?:,app_cert_sn=([^,]+))?,nonce=([^,]{1,64}),timestamp=([0-9]{13})),sign=(.+)");

    private final AlipayMerchant merchant;
    private final AlipayCall calls;

    AlipayV3(AlipayMerchant merchant, AlipayCall calls) {
        this.merchant = merchant;
        this.calls = calls;
    }

    WalletAnswer answer(WalletRequest request, WalletDesk desk) {
        int status = 200;
        ObjectNode node = JSON.createObjectNode();
        boolean encrypted = request.header("alipay-encrypt-type").equals("AES")
                && merchant.contentKey().isPresent();
        try {
            check(request, desk.now());
            AlipayTrades.Result result = calls.call(
                    method(request),
                    content(request),
                    // V3 has notify_url among the fields of the content.
                    notifyUrl(request),
                    desk);
            node.setAll(result.fields());
        } catch (AlipayRefusal refusal) {
            boolean signature = refusal.subCode().contains("signature");
            status = refusal.code().equals("20000") ? 500 : signature ? 401 : 400;
            node.put("code", refusal.subCode()).put("message", refusal.text());
        }
        String text = node.toString();
        return signed(status, encrypted ? encrypt(text) : text, encrypted, request, desk);
    }

    private String encrypt(String text) {
        return new AlipayContentCipher(merchant.contentKey().orElseThrow()).encrypt(text);
    }

    private WalletAnswer signed(int status, String body, boolean encrypted, WalletRequest request, WalletDesk desk) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", encrypted ? "text/plain;charset=utf-8" : "application/json;charset=utf-8");
        Instant at = desk.signing() == SigningMode.STALE ? desk.now().minus(Duration.ofMinutes(10)) : desk.now();
        headers.put("alipay-timestamp", Long.toString(at.toEpochMilli()));
        headers.put("alipay-nonce", desk.nonce());
        headers.put("alipay-trace-id", desk.digits(32));
        if (request.header("Authorization").contains(",app_cert_sn=")) {
            headers.put("alipay-sn", merchant.alipayCertificateSn());
        }
        String text = headers.get("alipay-timestamp") + "\n" + headers.get("alipay-nonce") + "\n" + body + "\n";
        String sign = Sha256WithRsa.sign(text.getBytes(StandardCharsets.UTF_8), merchant.signingKey(), desk.signing());
        if (!sign.isEmpty()) {
            headers.put("alipay-signature", sign);
        }
        return new WalletAnswer(status, headers, Bytes.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private void check(WalletRequest request, Instant now) throws AlipayRefusal {
        Matcher header = AUTHORIZATION.matcher(request.header("Authorization"));
        if (!header.matches()) {
            throw AlipayRefusal.missing("isv.missing-signature");
        }
        if (!header.group(2).equals(merchant.appId())) {
            throw AlipayRefusal.invalid("isv.invalid-app-id");
        }
        String token = request.header("alipay-app-auth-token");
        String text = header.group(1) + "\n" + request.method() + "\n" + request.target() + "\n" + request.text() + "\n"
                + (token.isEmpty() ? "" : token + "\n");
        String certificate = header.group(3);
        boolean ours = certificate == null
                || certificate.equals(merchant.appCertificateSn())
                        && request.header("alipay-root-cert-sn").equals(merchant.rootCertificateSn());
        boolean valid =
                Sha256WithRsa.isValid(text.getBytes(StandardCharsets.UTF_8), header.group(6), merchant.appKey());
        if (!ours || !valid) {
            throw AlipayRefusal.invalid("isv.invalid-signature");
        }
        Instant sent = Instant.ofEpochMilli(Long.parseLong(header.group(5)));
        if (Duration.between(sent, now).abs().compareTo(AlipayV2.WINDOW) > 0) {
            throw AlipayRefusal.invalid("isv.invalid-timestamp");
        }
    }

    private static String method(WalletRequest request) throws AlipayRefusal {
        String method = request.path().substring("/v3/".length()).replace('/', '.');
        boolean reads = method.equals("alipay.data.dataservice.bill.downloadurl.query");
        if (!request.method().equals(reads ? "GET" : "POST")) {
            throw AlipayRefusal.invalid("isv.invalid-method");
        }
        return method;
    }

    private String content(WalletRequest request) throws AlipayRefusal {
        if (request.method().equals("GET")) {
            ObjectNode fields = JSON.createObjectNode();
            try {
                HttpForm.parse(request.query()).forEach(fields::put);
            } catch (IllegalArgumentException e) {
                throw AlipayRefusal.invalid("isv.invalid-parameter");
            }
            return fields.toString();
        }
        if (request.header("alipay-encrypt-type").isEmpty()) {
            if (!request.isOfType("application/json")) {
                throw AlipayRefusal.invalid("isv.invalid-format");
            }
            return request.text();
        }
        if (merchant.contentKey().isEmpty() || !request.isOfType("text/plain")) {
            throw AlipayRefusal.invalid("isv.invalid-encrypt-type");
        }
        return new AlipayContentCipher(merchant.contentKey().get()).decrypt(request.text());
    }

    private String notifyUrl(WalletRequest request) throws AlipayRefusal {
        try {
            return JSON.readTree(content(request)).path("notify_url").asText("");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw AlipayRefusal.invalid("isv.invalid-format");
        }
    }
}
