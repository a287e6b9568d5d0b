package dev.solvo.crosscheck;

import java.security.SecureRandom;

/** A source of random bytes that gives what it was told. */
final class GivenBytes extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] content;

    GivenBytes(byte[] content) {
        this.content = content.clone();
    }

    @Override
    public void nextBytes(byte[] target) {
        System.arraycopy(content, 0, target, 0, target.length);
    }
}
