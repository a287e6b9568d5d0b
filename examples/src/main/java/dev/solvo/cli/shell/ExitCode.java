package dev.solvo.cli.shell;

import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.RefundResult;

/** What the commands tell the shell. */
public final class ExitCode {
    /** Approved, or done. */
    public static final int OK = 0;

    /** Declined, or a check that failed. */
    public static final int DECLINED = 1;

    /** The card session ended before a decision, or the order was taken back. */
    public static final int TERMINATED = 2;

    /** The result is unknown, or a reversal is owed: somebody has to act before the same goods are paid again. */
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

    /** A payment with a wallet; one without its final state, or of another amount, is unknown. */
    public static int of(PaymentState state) {
        if (state instanceof PaymentState.Approved) {
            return OK;
        }
        if (state instanceof PaymentState.Declined) {
            return DECLINED;
        }
        return state instanceof PaymentState.Reversed ? TERMINATED : REVERSAL_OWED;
    }

    /** A refund; what the wallet has accepted and not finished counts as unknown. */
    public static int of(RefundResult result) {
        if (result instanceof RefundResult.Refunded) {
            return OK;
        }
        return result instanceof RefundResult.Refused ? DECLINED : REVERSAL_OWED;
    }
}
