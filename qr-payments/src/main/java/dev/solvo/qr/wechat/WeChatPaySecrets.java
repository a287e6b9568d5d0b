package dev.solvo.qr.wechat;

import dev.solvo.crypto.key.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keys that are typed in as text. */
final class WeChatPaySecrets {
    private WeChatPaySecrets() {}

    static SecretBytes secret(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        SecretBytes taken = SecretBytes.of(bytes);
        Arrays.fill(bytes, (byte) 0);
        return taken;
    }
}
