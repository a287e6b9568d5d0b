package dev.solvo.prepaid.account;

import java.time.Instant;

/**
 * What the books note with something that was spent offline, as its reason: it is never forgotten, unlike details of answers.
 *
 * @param spent when, by the terminal's clock, in milliseconds
 * @param sequence the number of the terminal's record
 * @param suspense what went to suspense, in minor units
 */
record OfflineNote(long spent, long sequence, long suspense) {
    private static final int WORDS = 7;
    private static final int SPENT = 2;
    private static final int SEQUENCE = 4;
    private static final int SUSPENSE = 6;

    String text() {
        return "spent offline " + Instant.ofEpochMilli(spent) + " record " + sequence + " suspense " + suspense;
    }

    /** Reads what {@link #text} wrote. */
    static OfflineNote parse(String text) {
        String[] words = text.split(" ", -1);
        if (words.length != WORDS) {
            throw new IllegalStateException("the note of something spent offline cannot be read");
        }
        return new OfflineNote(
                Instant.parse(words[SPENT]).toEpochMilli(),
                Long.parseLong(words[SEQUENCE]),
                Long.parseLong(words[SUSPENSE]));
    }
}
