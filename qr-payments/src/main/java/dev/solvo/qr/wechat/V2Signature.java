package dev.solvo.qr.wechat;

import dev.solvo.qr.QrException;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of v2: upper-case hex of MD5 or HMAC-SHA256 over the text to sign and {@code &key=} with the key. */
public final class V2Signature {
    private static final byte[] KEY_FIELD = "&key=".getBytes(StandardCharsets.US_ASCII);

    private V2Signature() {}

    /** The value of the field {@code sign}. */
    public static String sign(V2Message message, ApiV2Key key, V2SignType type) {
        byte[] text = message.textToSign().getBytes(StandardCharsets.UTF_8);
        byte[] secret = key.toByteArray();
        byte[] all = Arrays.copyOf(text, text.length + KEY_FIELD.length + secret.length);
        System.arraycopy(KEY_FIELD, 0, all, text.length, KEY_FIELD.length);
        System.arraycopy(secret, 0, all, text.length + KEY_FIELD.length, secret.length);
        try {
            return Bytes.of(digest(all, secret, type)).toHex().toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + type.wireName(), e);
        } finally {
            Arrays.fill(all, (byte) 0);
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static byte[] digest(byte[] all, byte[] secret, V2SignType type) throws GeneralSecurityException {
        if (type == V2SignType.MD5) {
            return MessageDigest.getInstance("MD5").digest(all);
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(all);
    }

    /**
     * Checks the field {@code sign} of a message.
     *
     * @throws QrException SIGNATURE_WRONG if it is absent or not this key's signature over the other fields
     */
    public static void verify(V2Message message, ApiV2Key key, V2SignType type) throws QrException {
        if (!isValid(message, key, type)) {
            throw new QrException("SIGNATURE_WRONG", "the message is not signed with this key");
        }
    }

    static boolean isValid(V2Message message, ApiV2Key key, V2SignType type) {
        return MessageDigest.isEqual(
                sign(message, key, type).getBytes(StandardCharsets.UTF_8),
                message.get("sign").getBytes(StandardCharsets.UTF_8));
    }
}
