package dev.solvo.crypto.keyblock;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Which operations a key may do (ANSI X9.143:2021, 6.3.3).
 *
 * @param code one character
 */
public record ModeOfUse(String code) {
    /** Both to encipher or wrap and to decipher or unwrap. */
    public static final ModeOfUse ENCRYPT_AND_DECRYPT = new ModeOfUse("B");

    /** Both to generate and to verify. */
    public static final ModeOfUse GENERATE_AND_VERIFY = new ModeOfUse("C");

    /** To decipher or unwrap only. */
    public static final ModeOfUse DECRYPT_ONLY = new ModeOfUse("D");

    /** To encipher or wrap only. */
    public static final ModeOfUse ENCRYPT_ONLY = new ModeOfUse("E");

    /** To generate only. */
    public static final ModeOfUse GENERATE_ONLY = new ModeOfUse("G");

    /** What the usage allows. */
    public static final ModeOfUse NO_RESTRICTION = new ModeOfUse("N");

    /** To sign only. */
    public static final ModeOfUse SIGN_ONLY = new ModeOfUse("S");

    /** Both to sign and to decipher. */
    public static final ModeOfUse SIGN_AND_DECRYPT = new ModeOfUse("T");

    /** To verify only. */
    public static final ModeOfUse VERIFY_ONLY = new ModeOfUse("V");

    /** To derive other keys. */
    public static final ModeOfUse DERIVE = new ModeOfUse("X");

    /** To make variants of the key. */
    public static final ModeOfUse CREATE_VARIANTS = new ModeOfUse("Y");

    private static final Set<ModeOfUse> KNOWN = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
            ENCRYPT_AND_DECRYPT,
            GENERATE_AND_VERIFY,
            DECRYPT_ONLY,
            ENCRYPT_ONLY,
            GENERATE_ONLY,
            NO_RESTRICTION,
            SIGN_ONLY,
            SIGN_AND_DECRYPT,
            VERIFY_ONLY,
            DERIVE,
            CREATE_VARIANTS)));

    /**
     * Checks the characters.
     *
     * @throws IllegalArgumentException if there are not 1, or others than A to Z and 0 to 9
     */
    public ModeOfUse {
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
