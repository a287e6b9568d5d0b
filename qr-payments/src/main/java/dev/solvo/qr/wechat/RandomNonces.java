package dev.solvo.qr.wechat;

import dev.solvo.tlv.Bytes;
import java.util.Random;
import java.util.function.Supplier;

/** Nonces of 128 random bits as 32 hex digits. */
final class RandomNonces implements Supplier<String> {
    private final Random random;

    RandomNonces(Random random) {
        this.random = random;
    }

    @Override
    public String get() {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return Bytes.of(bits).toHex();
    }
}
