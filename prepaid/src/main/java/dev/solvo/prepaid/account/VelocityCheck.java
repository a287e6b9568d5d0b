package dev.solvo.prepaid.account;

import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.Usage;

/** What the velocity limits leave for one more operation. */
final class VelocityCheck {
    private VelocityCheck() {}

    /** The most that the operation may be about now, in minor units; 0 if there may not be one. */
    static long allowed(Draft draft) throws LedgerException {
        long allowed = Long.MAX_VALUE;
        for (VelocityLimit limit : draft.rules().velocityLimits()) {
            if (limit.kinds().contains(draft.facts().kind())) {
                // The window ends with this operation and is open at its start: what is as old as the window is
                // outside.
                long since = draft.at() - limit.window().toMillis() + 1;
                Usage usage = draft.view().usage(draft.row().id(), limit.kinds(), since);
                if (usage.count() >= limit.mostOperations()) {
                    return 0;
                }
                allowed = Math.min(allowed, Math.max(0, limit.mostAmount() - usage.approved()));
            }
        }
        return allowed;
    }
}
