package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import java.util.List;

/** What became of a terminal's order to close its batch. */
public sealed interface BatchAnswer {
    /** The key that was asked with. */
    OperationKey key();

    /**
     * The batch is closed, and the terminal's totals are those of the books.
     *
     * @param key the key that was asked with
     * @param replayed whether the answer was in the books already
     */
    record Matched(OperationKey key, boolean replayed) implements BatchAnswer {}

    /**
     * The batch is closed, and the totals differ.
     *
     * @param key the key that was asked with
     * @param differences where, at most 12 lines
     * @param more how many lines more
     * @param replayed whether the answer was in the books already
     */
    record Different(OperationKey key, List<BatchDifference> differences, int more, boolean replayed)
            implements BatchAnswer {
        /** Copies the list. */
        public Different {
            differences = List.copyOf(differences);
        }
    }

    /** The key stands for something else. */
    record Conflict(OperationKey key) implements BatchAnswer {}

    /** It was not learned whether it is closed. Ask again with the same key. */
    record Unknown(OperationKey key) implements BatchAnswer {}
}
