package dev.solvo.crypto.keyblock;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether a key may leave (ANSI X9.143:2021, 6.3.5).
 *
 * @param code one character
 */
public record Exportability(String code) {
    /** Under a key and in a form that X9.24 allows. */
    public static final Exportability TRUSTED = new Exportability("E");

    /** Not at all. */
    public static final Exportability NONE = new Exportability("N");

    /** In other forms as well. */
    public static final Exportability SENSITIVE = new Exportability("S");

    private static final Set<Exportability> KNOWN =
            Collections.unmodifiableSet(new HashSet<>(Arrays.asList(TRUSTED, NONE, SENSITIVE)));

    /**
     * Checks the characters.
     *
     * @throws IllegalArgumentException if there are not 1, or others than A to Z and 0 to 9
     */
    public Exportability {
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
