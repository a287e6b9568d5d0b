package dev.solvo.conformance.fuzz;

/** Kinds of what must not come of any answer. */
public enum FaultKind {
    /** The kernel threw. */
    CRASH,
    /** The transaction did not come to an end. */
    HANG,
    /** Something was approved that the card's authentication speaks against. */
    APPROVAL
}
