package dev.solvo.qr.wechat;

import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The signature of APIv3, WECHATPAY2-SHA256-RSA2048: SHA256withRSA over lines that each end in a line feed. For calls that
 * {@link WeChatPayGateway} does not know.
 */
public final class V3Signature {
    /** How far the time of a message may be from ours. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String PROBE = "WECHATPAY/SIGNTEST/";

    private V3Signature() {}

    /**
     * What a request's signature covers.
     *
     * @param pathAndQuery as they leave, percent-encoded
     * @param timestamp seconds since 1970
     * @param body the bytes to send; empty for GET
     */
    public static Bytes textToSign(String method, String pathAndQuery, long timestamp, String nonce, Bytes body) {
        return line(method)
                .plus(line(pathAndQuery))
                .plus(line(Long.toString(timestamp)))
                .plus(line(nonce))
                .plus(body)
                .plus(line(""));
    }

    /** What the signature of an answer or a notification covers. */
    public static Bytes textToVerify(String timestamp, String nonce, Bytes body) {
        return line(timestamp).plus(line(nonce)).plus(body).plus(line(""));
    }

    private static Bytes line(String text) {
        return Bytes.of((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The value of the header {@code Authorization}. */
    public static String authorization(
            String merchantId, RequestSigner signer, long timestamp, String nonce, Bytes textToSign) {
        String signature = Base64.getEncoder().encodeToString(signer.sign(textToSign.toByteArray()));
        return "WECHATPAY2-SHA256-RSA2048 mchid=\"" + merchantId + "\",nonce_str=\"" + nonce + "\",timestamp=\""
                + timestamp + "\",serial_no=\"" + signer.keyId() + "\",signature=\"" + signature + "\"";
    }

    /**
     * Checks the headers {@code Wechatpay-Timestamp}, {@code -Nonce}, {@code -Serial} and {@code -Signature}.
     *
     * @param keys by {@code Wechatpay-Serial}: serial numbers of platform certificates, or {@code PUB_KEY_ID_…}
     * @return empty if the message is WeChat Pay's; otherwise SIGNATURE_MISSING, SIGNATURE_PROBE, SIGNATURE_TIME,
     *     SIGNATURE_KEY_UNKNOWN or SIGNATURE_WRONG
     */
    public static Optional<UnknownCause> fault(HttpHeaders headers, Bytes body, VerificationKeys keys, Instant now) {
        Optional<String> timestamp = headers.first("Wechatpay-Timestamp");
        Optional<String> nonce = headers.first("Wechatpay-Nonce");
        Optional<String> serial = headers.first("Wechatpay-Serial");
        Optional<String> signature = headers.first("Wechatpay-Signature");
        if (!timestamp.isPresent() || !nonce.isPresent() || !serial.isPresent() || !signature.isPresent()) {
            return Optional.of(UnknownCause.SIGNATURE_MISSING);
        }
        if (signature.get().startsWith(PROBE)) {
            return Optional.of(UnknownCause.SIGNATURE_PROBE);
        }
        if (!isNear(timestamp.get(), now)) {
            return Optional.of(UnknownCause.SIGNATURE_TIME);
        }
        Optional<PublicKey> key = keys.find(serial.get());
        if (!key.isPresent()) {
            return Optional.of(UnknownCause.SIGNATURE_KEY_UNKNOWN);
        }
        return isValid(textToVerify(timestamp.get(), nonce.get(), body), signature.get(), key.get())
                ? Optional.empty()
                : Optional.of(UnknownCause.SIGNATURE_WRONG);
    }

    private static boolean isNear(String timestamp, Instant now) {
        if (timestamp.isEmpty() || timestamp.length() > 11 || !timestamp.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        Duration away = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs();
        return away.compareTo(WINDOW) <= 0;
    }

    /** Whether it is the key's signature over that text; whatever is not base64 is not. */
    public static boolean isValid(Bytes text, String signatureBase64, PublicKey key) {
        try {
            byte[] signed = Base64.getDecoder().decode(signatureBase64);
            // The decoder overlooks missing padding and stray bits; a signature has one form.
            if (!Base64.getEncoder().encodeToString(signed).equals(signatureBase64)) {
                return false;
            }
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(text.toByteArray());
            return signature.verify(signed);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // Not base64, not of the key's length, not an RSA key: not this key's signature.
            return false;
        }
    }
}
