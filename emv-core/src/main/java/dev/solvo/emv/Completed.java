package dev.solvo.emv;

/** The transaction is over: take the card out, print the receipt. */
public final class Completed implements KernelStep {
    private final Outcome outcome;

    /**
     * For kernels.
     *
     * @param outcome how it ended
     */
    public Completed(Outcome outcome) {
        this.outcome = outcome;
    }

    /**
     * How it ended.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        return outcome;
    }
}
