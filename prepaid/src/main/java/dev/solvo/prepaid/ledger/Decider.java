package dev.solvo.prepaid.ledger;

/**
 * Decides an operation from what the books say. It may be called more than once for one command, when the books changed
 * meanwhile, and on a thread of the ledger: it only computes, and asks nothing but the view and {@link Ledger#together}.
 */
@FunctionalInterface
public interface Decider {
    /**
     * The decision.
     *
     * @throws LedgerException only if the view throws it
     */
    Decision decide(LedgerView view) throws LedgerException;
}
