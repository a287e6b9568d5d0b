package dev.solvo.prepaid.offline;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC with SHA-256 under a secret. */
final class HmacSha256 {
    static final int LENGTH = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private HmacSha256() {}

    static byte[] of(SecretBytes key, byte[]... parts) {
        byte[] bytes = key.toByteArray(InsecureSecretKeyAccess.get());
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
