package dev.solvo.cli;

import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;

/** What the commands tell the shell. */
final class ExitCode {
    /** Approved, or done. */
    static final int OK = 0;

    /** Declined, or a check that failed. */
    static final int DECLINED = 1;

    /** The card session ended before a decision. */
    static final int TERMINATED = 2;

    /** The result is unknown to the host, or a reversal is owed. */
    static final int REVERSAL_OWED = 3;

    /** The command line is wrong. */
    static final int USAGE = 64;

    /** The input is wrong. */
    static final int BAD_INPUT = 65;

    private ExitCode() {}

    /** A reversal that is owed comes before everything else: it must not be forgotten. */
    static int of(Outcome outcome) {
        if (outcome.hostState() instanceof HostState.ReversalOwed) {
            return REVERSAL_OWED;
        }
        if (outcome instanceof Outcome.Approved || outcome instanceof Outcome.RefundAccepted) {
            return OK;
        }
        return outcome instanceof Outcome.Declined ? DECLINED : TERMINATED;
    }
}
