package dev.solvo.crypto.keyblock;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * What kind of key is wrapped (ANSI X9.143:2021, 6.3.2; ISO 20038:2017, A.2.4).
 *
 * @param code one character
 */
public record WrappedAlgorithm(String code) {
    /** AES. */
    public static final WrappedAlgorithm AES = new WrappedAlgorithm("A");

    /** Single DES. */
    public static final WrappedAlgorithm DES = new WrappedAlgorithm("D");

    /** Elliptic curves. */
    public static final WrappedAlgorithm ELLIPTIC_CURVE = new WrappedAlgorithm("E");

    /** HMAC; with SHA-1 in ISO 20038. */
    public static final WrappedAlgorithm HMAC = new WrappedAlgorithm("H");

    /** HMAC with SHA-2, in ISO 20038. */
    public static final WrappedAlgorithm HMAC_SHA_2 = new WrappedAlgorithm("I");

    /** HMAC with SHA-3, in ISO 20038. */
    public static final WrappedAlgorithm HMAC_SHA_3 = new WrappedAlgorithm("J");

    /** RSA. */
    public static final WrappedAlgorithm RSA = new WrappedAlgorithm("R");

    /** DSA. */
    public static final WrappedAlgorithm DSA = new WrappedAlgorithm("S");

    /** Triple DES. */
    public static final WrappedAlgorithm TDES = new WrappedAlgorithm("T");

    private static final Set<WrappedAlgorithm> KNOWN = Collections.unmodifiableSet(
            new HashSet<>(Arrays.asList(AES, DES, ELLIPTIC_CURVE, HMAC, HMAC_SHA_2, HMAC_SHA_3, RSA, DSA, TDES)));

    /**
     * Checks the characters.
     *
     * @throws IllegalArgumentException if there are not 1, or others than A to Z and 0 to 9
     */
    public WrappedAlgorithm {
        Characters.requireAlphanumeric(code, 1);
    }

    /**
     * Tells whether the standard names this value.
     *
     * @return false for a value that a manufacturer or two partners gave a meaning
     */
    public boolean isKnown() {
        return KNOWN.contains(this);
    }

    /** The code. */
    @Override
    public String toString() {
        return code;
    }
}
