package dev.solvo.conformance.fuzz;

/**
 * What must not come of a transaction.
 *
 * @param kind of it
 * @param what in words; the same words for the same mistake
 */
record Fault(FaultKind kind, String what) {}
