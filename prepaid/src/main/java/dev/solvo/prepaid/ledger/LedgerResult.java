package dev.solvo.prepaid.ledger;

/** What became of a command. */
public sealed interface LedgerResult {
    /** Decided now, and durable. */
    record Decided(OperationRow operation) implements LedgerResult {}

    /** Decided before: the operation as it was stored, with the answer that was given. */
    record Replayed(OperationRow operation) implements LedgerResult {}

    /** The key was used for something else, or its time is over ({@link OperationRow#fingerprint} is empty); nothing was done. */
    record Conflicting(OperationRow earlier) implements LedgerResult {}
}
