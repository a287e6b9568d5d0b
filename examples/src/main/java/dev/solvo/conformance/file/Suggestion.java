package dev.solvo.conformance.file;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Which of the known words somebody may have meant. */
final class Suggestion {
    private static final int LONGEST = 60;

    private Suggestion() {}

    /** ", did you mean X?", or all that there are. */
    static String among(String written, Collection<String> known) {
        Optional<String> near = nearest(written, known);
        return near.isPresent() ? "; did you mean " + near.get() + "?" : "; there are " + String.join(", ", known);
    }

    private static Optional<String> nearest(String written, Collection<String> known) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        String best = "";
        int smallest = Integer.MAX_VALUE;
        for (String word : known) {
            int distance = distance(written.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance < smallest) {
                smallest = distance;
                best = word;
            }
        }
        return smallest <= Math.max(1, Math.min(written.length(), best.length()) / 3)
                ? Optional.of(best)
                : Optional.empty();
    }

    /** How many letters have to be put in, taken out or changed. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
