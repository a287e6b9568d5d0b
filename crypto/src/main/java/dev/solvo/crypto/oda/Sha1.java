package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * SHA-1 for one who verifies several signatures: the platform's object is made once, for making it costs as much as a hash. A thread
 * that finds it in use makes one of its own.
 */
final class Sha1 {
    private static final byte[] NOTHING = {};

    private final AtomicInteger users = new AtomicInteger();
    private @Nullable MessageDigest shared;

    /** The hash of a part of an array and of what follows it. */
    byte[] of(byte[] block, int from, int length, Bytes... continuation) {
        if (!users.compareAndSet(0, 1)) {
            return hash(Digests.sha1(), block, from, length, continuation);
        }
        try {
            MessageDigest digest = shared == null ? Digests.sha1() : shared;
            // One that stopped in the middle is not used again.
            shared = null;
            byte[] hash = hash(digest, block, from, length, continuation);
            shared = digest;
            return hash;
        } finally {
            users.set(0);
        }
    }

    byte[] of(Bytes data) {
        return of(NOTHING, 0, 0, data);
    }

    private static byte[] hash(MessageDigest digest, byte[] block, int from, int length, Bytes... continuation) {
        digest.update(block, from, length);
        for (Bytes part : continuation) {
            part.update(digest);
        }
        return digest.digest();
    }
}
