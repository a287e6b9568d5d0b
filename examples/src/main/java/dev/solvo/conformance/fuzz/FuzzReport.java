package dev.solvo.conformance.fuzz;

import java.util.List;

/**
 * What came of fuzzing.
 *
 * @param seed where randomness began
 * @param tries how many transactions with changed answers were run; seed and tries make the findings
 * @param cases cases with different transactions
 * @param leftOut cases whose transaction cannot be recorded, cannot be run, or is that of another case
 * @param givenUp whether so many transactions hung that the rest was not tried
 * @param findings each kind of mistake once, in the order in which they were found
 */
public record FuzzReport(long seed, long tries, int cases, int leftOut, boolean givenUp, List<FuzzFinding> findings) {
    /** Copies the list. */
    public FuzzReport {
        findings = List.copyOf(findings);
    }
}
