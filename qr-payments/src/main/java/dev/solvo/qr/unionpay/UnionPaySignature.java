package dev.solvo.qr.unionpay;

import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Locale;

/** The signature of ACP 5.1.0, signMethod 01: SHA256withRSA over the 64 lower-case hex digits of the text's SHA-256. */
public final class UnionPaySignature {
    private UnionPaySignature() {}

    /** The value of the field {@code signature}: base64 of the signature over all other fields. */
    public static String sign(UnionPayMessage message, RequestSigner signer) {
        return Base64.getEncoder().encodeToString(signer.sign(hexOfHash(message)));
    }

    /**
     * Checks the field {@code signature} of a message.
     *
     * @throws QrException SIGNATURE_WRONG if it is absent or not this key's signature over the other fields
     */
    public static void verify(UnionPayMessage message, PublicKey key) throws QrException {
        if (!isValid(message, key)) {
            throw new QrException("SIGNATURE_WRONG", "the message is not signed with this key");
        }
    }

    static boolean isValid(UnionPayMessage message, PublicKey key) {
        try {
            String text = message.get("signature");
            byte[] signed = Base64.getDecoder().decode(text);
            // The decoder overlooks missing padding and stray bits; a signature has one form.
            if (!Base64.getEncoder().encodeToString(signed).equals(text)) {
                return false;
            }
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(hexOfHash(message));
            return signature.verify(signed);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // Not base64, not of the key's length, not an RSA key: not this key's signature.
            return false;
        }
    }

    static byte[] hexOfHash(UnionPayMessage message) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(message.textToSign().getBytes(StandardCharsets.UTF_8));
            return Bytes.of(hash).toHex().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
