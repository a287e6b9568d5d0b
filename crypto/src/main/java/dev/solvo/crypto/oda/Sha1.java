package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * SHA-1 for one who verifies several signatures: the platform's object is made once, for making it costs as much as a hash. A thread
 * that finds it in use makes one of its own.
 */
final class Sha1 {
    private static final byte[] NOTHING = {};

    private final AtomicReference<@Nullable MessageDigest> idle = new AtomicReference<>();

    /** The hash of a part of an array and of what follows it. */
    byte[] of(byte[] block, int from, int length, Bytes... continuation) {
        MessageDigest digest = idle.getAndSet(null);
        if (digest == null) {
            digest = Digests.sha1();
        }
        digest.update(block, from, length);
        for (Bytes part : continuation) {
            part.update(digest);
        }
        byte[] hash = digest.digest();
        idle.set(digest);
        return hash;
    }

    byte[] of(Bytes data) {
        return of(NOTHING, 0, 0, data);
    }
}
