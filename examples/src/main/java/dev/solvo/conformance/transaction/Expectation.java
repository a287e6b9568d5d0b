package dev.solvo.conformance.transaction;

import dev.solvo.conformance.ExpectationCheck;
import java.util.List;

/** Something that a case expects. */
@FunctionalInterface
interface Expectation {
    /** Compares; what was looked at is added to the checks, met or not. */
    void check(Observed seen, List<ExpectationCheck> checks);
}
