package dev.solvo.cli.shell;

import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;

/** What the commands tell the shell. */
public final class ExitCode {
    /** Approved, or done. */
    public static final int OK = 0;

    /** Declined, or a check that failed. */
    public static final int DECLINED = 1;

    /** The card session ended before a decision. */
    public static final int TERMINATED = 2;

    /** The result is unknown to the host, or a reversal is owed. */
    public static final int REVERSAL_OWED = 3;

    /** The command line is wrong. */
    public static final int USAGE = 64;

    /** The input is wrong. */
    public static final int BAD_INPUT = 65;

    private ExitCode() {}

    /** A reversal that is owed comes before everything else: it must not be forgotten. */
    public static int of(Outcome outcome) {
        if (outcome.hostState() instanceof HostState.ReversalOwed) {
            return REVERSAL_OWED;
        }
        if (outcome instanceof Outcome.Approved || outcome instanceof Outcome.RefundAccepted) {
            return OK;
        }
        return outcome instanceof Outcome.Declined ? DECLINED : TERMINATED;
    }
}
