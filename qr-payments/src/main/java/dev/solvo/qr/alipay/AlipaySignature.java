package dev.solvo.qr.alipay;

import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.RequestSigner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** Alipay's signature RSA2: SHA256withRSA over the UTF-8 bytes of a text, in base64. */
public final class AlipaySignature {
    private AlipaySignature() {}

    /** Signs a text. */
    public static String sign(String text, RequestSigner signer) {
        return Base64.getEncoder().encodeToString(signer.sign(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Checks a signature.
     *
     * @param signature as it stood in the message
     * @throws QrException SIGNATURE_MISSING if it is empty, SIGNATURE_WRONG if it is not this key's signature of the text
     */
    public static void verify(String text, String signature, PublicKey key) throws QrException {
        if (signature.isEmpty()) {
            throw new QrException("SIGNATURE_MISSING", "the message has no signature");
        }
        if (!isValid(text, signature, key)) {
            throw new QrException("SIGNATURE_WRONG", "the message is not signed with this key");
        }
    }

    static boolean isValid(String text, String signature, PublicKey key) {
        try {
            byte[] signed = Base64.getDecoder().decode(signature);
            // The decoder overlooks missing padding and stray bits; a signature has one form.
            if (!Base64.getEncoder().encodeToString(signed).equals(signature)) {
                return false;
            }
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signed);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // Not base64, not of the key's length, not an RSA key: not this key's signature.
            return false;
        }
    }
}
