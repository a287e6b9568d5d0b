package dev.solvo.crypto.oda;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The platform's hash functions. An instance is made for each use: that costs well under a microsecond and leaves nothing
 * to share between threads.
 */
final class Digests {
    static final int SHA_1_LENGTH = 20;

    private Digests() {}

    static MessageDigest sha1() {
        return of("SHA-1");
    }

    static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
