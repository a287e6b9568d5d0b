package dev.solvo.simulator.wallet.wechat;

import dev.solvo.simulator.wallet.Sha256WithRsa;
import dev.solvo.simulator.wallet.SigningMode;
import dev.solvo.simulator.wallet.WalletDesk;
import dev.solvo.simulator.wallet.WalletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The headers of v3: checks the merchant's, makes WeChat Pay's; and AEAD_AES_256_GCM. */
final class WeChatV3Signer {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final String SCHEME = "WECHATPAY2-SHA256-RSA2048 ";
    private static final Pattern FIELD = Pattern.compile("\\s*([a-z_]+)=\"([^\"]*)\"\\s*");

    private final WeChatPayMerchant merchant;

    WeChatV3Signer(WeChatPayMerchant merchant) {
        this.merchant = merchant;
    }

    void check(WalletRequest request, Instant now) throws WeChatRefusal {
        Map<String, String> fields = fields(request.header("Authorization"));
        String timestamp = fields.getOrDefault("timestamp", "");
        boolean known = fields.getOrDefault("mchid", "").equals(merchant.merchantId())
                && fields.getOrDefault("serial_no", "").equals(merchant.merchantSerial());
        if (!known || !timestamp.matches("[0-9]{10}")) {
            throw signError();
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        String text = request.method() + "\n" + request.target() + "\n" + timestamp + "\n"
                + fields.getOrDefault("nonce_str", "") + "\n" + request.text() + "\n";
        boolean valid = Sha256WithRsa.isValid(
                text.getBytes(StandardCharsets.UTF_8), fields.getOrDefault("signature", ""), merchant.merchantKey());
        if (!valid || Duration.between(sent, now).abs().compareTo(WINDOW) > 0) {
            throw signError();
        }
    }

    private static WeChatRefusal signError() {
        return new WeChatRefusal(401, "SIGN_ERROR", "SIGNERROR", "签名错误");
    }

    private static Map<String, String> fields(String authorization) throws WeChatRefusal {
        Map<String, String> fields = new HashMap<>();
        if (!authorization.startsWith(SCHEME)) {
            throw signError();
        }
        for (String part : authorization.substring(SCHEME.length()).split(",", -1)) {
            Matcher field = FIELD.matcher(part);
            if (!field.matches() || fields.put(field.group(1), field.group(2)) != null) {
                throw signError();
            }
        }
        return fields;
    }

    /** The four headers over that body. */
    Map<String, String> headers(String body, WalletDesk desk) {
        SigningMode mode = desk.signing();
        Instant at = mode == SigningMode.STALE ? desk.now().minus(Duration.ofMinutes(10)) : desk.now();
        String timestamp = Long.toString(at.getEpochSecond());
        String nonce = desk.nonce();
        Map<String, String> headers = new HashMap<>();
        headers.put("Request-ID", "08" + desk.digits(24));
        if (mode == SigningMode.UNSIGNED) {
            return headers;
        }
        String text = timestamp + "\n" + nonce + "\n" + body + "\n";
        String signature = Sha256WithRsa.sign(text.getBytes(StandardCharsets.UTF_8), merchant.signingKey(), mode);
        headers.put("Wechatpay-Timestamp", timestamp);
        headers.put("Wechatpay-Nonce", nonce);
        headers.put("Wechatpay-Serial", merchant.platformSerial());
        headers.put("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048");
        headers.put("Wechatpay-Signature", mode == SigningMode.PROBE ? "WECHATPAY/SIGNTEST/" + signature : signature);
        return headers;
    }

    /** The base64 of a text, encrypted with the APIv3 key. */
    String encrypt(String text, String associatedData, String nonce) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            SecretKeySpec key = new SecretKeySpec(merchant.v3Key().getBytes(StandardCharsets.UTF_8), "AES");
            byte[] iv = nonce.getBytes(StandardCharsets.UTF_8);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv));
            cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no APIv3 key", e);
        }
    }
}
