package dev.solvo.crypto.key;

import dev.solvo.tlv.Bytes;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Bytes that must not be seen: closed after use, compared in constant time, never printed.
 *
 * <p>{@link #close()} overwrites the one array this object holds. What Java cannot promise: the garbage collector may
 * have moved the array and left a copy, a cipher provider makes copies of its own and does not wipe them all, and a
 * core dump or swap file may hold any of them. Keys that need more live outside the process; see {@link SymmetricKey}.
 *
 * <p>Safe for use by several threads.
 */
public final class SecretBytes implements AutoCloseable {
    private final byte[] content;
    private boolean closed;

    private SecretBytes(byte[] owned) {
        this.content = owned;
    }

    /**
     * Copies bytes; wiping the source stays with the caller.
     *
     * @param bytes any number of bytes
     * @return a secret that holds a copy
     */
    public static SecretBytes of(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /**
     * Copies bytes that were not secret before, as in a test or from a configuration.
     *
     * @param bytes any number of bytes; cannot be wiped
     * @return a secret that holds a copy
     */
    public static SecretBytes of(Bytes bytes) {
        return new SecretBytes(bytes.toByteArray());
    }

    /**
     * Makes a secret of random bytes.
     *
     * @param length number of bytes, 1 or more
     * @param random source of the bytes
     * @return a fresh secret
     */
    public static SecretBytes random(int length, SecureRandom random) {
        if (length < 1) {
            throw new IllegalArgumentException("a secret of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return new SecretBytes(bytes);
    }

    /** Takes an array that nobody else holds. */
    static SecretBytes wrap(byte[] owned) {
        return new SecretBytes(owned);
    }

    /**
     * Number of bytes, known after closing too.
     *
     * @return 0 or more
     */
    public int length() {
        return content.length;
    }

    /**
     * A copy of the content. The caller wipes it.
     *
     * @param access the token that makes this call visible
     * @return a fresh array
     * @throws IllegalStateException if this secret is closed
     */
    public synchronized byte[] toByteArray(SecretKeyAccess access) {
        if (access != SecretKeyAccess.TOKEN) {
            throw new IllegalArgumentException("no access");
        }
        if (closed) {
            throw new IllegalStateException("the secret is closed");
        }
        return content.clone();
    }

    /**
     * Tells whether the content was wiped.
     *
     * @return whether {@link #close()} was called
     */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** Overwrites the content. Closing again does nothing. */
    @Override
    public synchronized void close() {
        Arrays.fill(content, (byte) 0);
        closed = true;
    }

    /** Compares the content in constant time. A closed secret equals itself only. */
    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof SecretBytes that) || isClosed() || that.isClosed()) {
            return false;
        }
        byte[] theirs;
        synchronized (that) {
            theirs = that.content.clone();
        }
        synchronized (this) {
            boolean equal = MessageDigest.isEqual(content, theirs);
            Arrays.fill(theirs, (byte) 0);
            return equal;
        }
    }

    /** Depends on the length only, for a hash of the content would leak it. */
    @Override
    public int hashCode() {
        return content.length;
    }

    /** The length, never the content. */
    @Override
    public String toString() {
        return "SecretBytes[" + content.length + " bytes]";
    }
}
