package dev.solvo.conformance;

/** What a case came to. */
public enum Verdict {
    /** Every expectation was met. */
    PASSED,
    /** An expectation was not met. */
    FAILED,
    /** The conformance statement of what is tested does not have what the case is about. */
    INAPPLICABLE,
    /** The case's file is wrong; nothing can be said about what is tested. */
    BROKEN,
    /** What is tested threw an exception. */
    CRASHED,
    /** What is tested did not come to an end in the case's time. */
    TIMED_OUT;

    /**
     * Whether this verdict is one against what is tested.
     *
     * @return true for what failed, crashed or did not end
     */
    public boolean isFailure() {
        return this == FAILED || this == CRASHED || this == TIMED_OUT;
    }
}
