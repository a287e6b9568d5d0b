package dev.solvo.conformance.fuzz;

/** Hears of fuzzing while it goes on, and may end it. */
public interface FuzzListener {
    /**
     * Some more tries are done.
     *
     * @param tries how many so far
     * @param findings how many different ones so far
     * @return whether to go on
     */
    boolean tried(long tries, int findings);
}
