package dev.solvo.cli.vectors.crypto;

import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;

/** Gives the bytes that an entry was made with, in their order, and fails when they run out. */
final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient Bytes content;
    private int at;

    FixedRandom(Bytes content) {
        this.content = content;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        if (at + bytes.length > content.length()) {
            throw new IllegalStateException("the entry has too few random bytes");
        }
        content.slice(at, at + bytes.length).copyTo(bytes, 0);
        at += bytes.length;
    }
}
