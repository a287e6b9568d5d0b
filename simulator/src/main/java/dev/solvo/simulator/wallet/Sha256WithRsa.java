package dev.solvo.simulator.wallet;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** Signatures as all three wallets make them, in base64. */
public final class Sha256WithRsa {
    private Sha256WithRsa() {}

    /** Signs those bytes. */
    public static String sign(byte[] text, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an RSA key", e);
        }
    }

    /** Signs those bytes, or some others, or gives something that is no signature. */
    public static String sign(byte[] text, PrivateKey key, SigningMode mode) {
        return switch (mode) {
            case RIGHT, STALE -> sign(text, key);
            case UNSIGNED -> "";
            case WRONG, PROBE -> {
                byte[] other = Arrays.copyOf(text, text.length + 1);
                other[text.length] = '!';
                yield sign(other, key);
            }
        };
    }

    /** Whether that is this key's signature over those bytes, in the one base64 form that it has. */
    public static boolean isValid(byte[] text, String signed, PublicKey key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(signed);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(text);
            return Base64.getEncoder().encodeToString(bytes).equals(signed) && signature.verify(bytes);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return false;
        }
    }
}
