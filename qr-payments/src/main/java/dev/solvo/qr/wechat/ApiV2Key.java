package dev.solvo.qr.wechat;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.SecretBytes;

/** The API key that a merchant shares with WeChat Pay for v2: it signs each message of both sides. */
public final class ApiV2Key {
    /** Length of the key in bytes. */
    public static final int LENGTH = 32;

    private final SecretBytes key;

    private ApiV2Key(SecretBytes key) {
        this.key = key;
    }

    /**
     * Takes the key as it was set in the merchant platform.
     *
     * @throws IllegalArgumentException if it is not 32 bytes long
     */
    public static ApiV2Key of(SecretBytes key) {
        if (key.length() != LENGTH) {
            throw new IllegalArgumentException("a v2 API key of " + key.length() + " bytes; expected " + LENGTH);
        }
        return new ApiV2Key(key);
    }

    /**
     * The same, from its 32 letters and digits.
     *
     * @throws IllegalArgumentException if it is not 32 bytes long; the message does not repeat it
     */
    public static ApiV2Key of(String text) {
        return of(WeChatPaySecrets.secret(text));
    }

    byte[] toByteArray() {
        return key.toByteArray(InsecureSecretKeyAccess.get());
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return "ApiV2Key[" + LENGTH + " bytes]";
    }
}
