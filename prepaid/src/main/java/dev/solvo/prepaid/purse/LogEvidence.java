package dev.solvo.prepaid.purse;

import java.util.List;

/** What the log says about a transaction of which nothing was heard. */
enum LogEvidence {
    /** It is there. */
    DONE,
    /** It is not there, and the log goes back to a time before it. */
    NOT_DONE,
    /** It is not there, and may have been pushed out. */
    NONE;

    static LogEvidence of(PurchaseFacts purchase, LogOutcome log) {
        if (!(log instanceof LogOutcome.Log read)) {
            return NONE;
        }
        return of(
                read,
                read.records().stream().anyMatch(record -> record.isOf(purchase)),
                read.records().stream()
                        .anyMatch(record -> record.type().isPurchase()
                                && record.type().account() == purchase.type().account()
                                && record.sequence() < purchase.offlineSequence()));
    }

    static LogEvidence of(LoadFacts load, TransactionTime time, LogOutcome log) {
        if (!(log instanceof LogOutcome.Log read)) {
            return NONE;
        }
        List<LogRecord> records = read.records();
        return of(
                read,
                records.stream().anyMatch(record -> record.isOf(load.type(), load.amount(), load.terminal(), time)),
                records.stream()
                        .anyMatch(record -> record.type() == load.type() && record.sequence() < load.onlineSequence()));
    }

    /**
     * A smaller number is older whether cards log the number before it was raised or after: public descriptions do not say
     * which.
     */
    private static LogEvidence of(LogOutcome.Log log, boolean there, boolean older) {
        if (there) {
            return DONE;
        }
        boolean full = log.records().size() + log.unreadable() == PurseCommands.LOG_RECORDS && log.unreadable() == 0;
        return older || !full && !log.records().isEmpty() ? NOT_DONE : NONE;
    }
}
