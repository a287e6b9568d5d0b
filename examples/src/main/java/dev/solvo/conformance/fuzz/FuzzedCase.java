package dev.solvo.conformance.fuzz;

import dev.solvo.conformance.transaction.TransactionCase;

/**
 * A case that is fuzzed.
 *
 * @param id the case's name
 * @param transaction its transaction
 * @param unchanged how it ends if nothing is changed
 */
record FuzzedCase(String id, TransactionCase transaction, Ended unchanged) {}
