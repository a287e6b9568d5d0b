package dev.solvo.prepaid.purse;

import java.util.List;

/** How the reading of the log ended. */
public sealed interface LogOutcome permits LogOutcome.Log, NotDone {
    /**
     * The card's log.
     *
     * @param records the latest first, at most ten
     * @param unreadable lines that are of a type or time that does not exist, as in a log that is not full
     */
    record Log(List<LogRecord> records, int unreadable) implements LogOutcome {
        /** Copies the list. */
        public Log {
            records = List.copyOf(records);
        }
    }
}
