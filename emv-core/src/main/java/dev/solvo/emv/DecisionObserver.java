package dev.solvo.emv;

/**
 * Hears every decision of a kernel as it is made. Called on the thread that resumed the step; what it throws reaches the
 * caller of {@code resume} and leaves the transaction unusable.
 */
@FunctionalInterface
public interface DecisionObserver {
    /**
     * A decision was made.
     *
     * @param explanation rule, inputs and result
     */
    void decided(Explanation explanation);
}
