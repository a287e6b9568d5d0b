package dev.solvo.conformance.transaction;

import dev.solvo.conformance.CaseException;

/** The terminal's side of the cases: our kernels, or somebody else's behind a socket. */
public interface KernelUnderTest {
    /**
     * For reports.
     *
     * @return name and version
     */
    String name();

    /**
     * For reports.
     *
     * @return a checksum over code and configuration in hexadecimal; empty if it tells none
     */
    String checksum();

    /**
     * Whether it tells its decisions. Expectations of explanations are left out for one that does not.
     *
     * @return whether {@link PreparedTransaction#log()} is told decisions
     */
    boolean explains();

    /**
     * Runs a transaction to its end.
     *
     * @param transaction all that it needs
     * @return how it ended
     * @throws CaseException if it cannot be run because the case is wrong
     * @throws InterruptedException if the run has given the case up
     */
    KernelAnswer run(PreparedTransaction transaction) throws CaseException, InterruptedException;
}
