package dev.solvo.conformance.transaction;

import java.util.Locale;

/** Names of constants as words, and back. */
final class Words {
    private Words() {}

    /** NOT_LISTED is "not listed". */
    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** NOT_LISTED is "not-listed", as in case files. */
    static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
