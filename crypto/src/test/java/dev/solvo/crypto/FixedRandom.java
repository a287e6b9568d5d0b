package dev.solvo.crypto;

import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;

/** Gives the bytes that a vector was made with, in their order, and fails when they run out. */
public final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient Bytes content;
    private int at;

    public FixedRandom(Bytes content) {
        this.content = content;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        content.slice(at, at + bytes.length).copyTo(bytes, 0);
        at += bytes.length;
    }
}
