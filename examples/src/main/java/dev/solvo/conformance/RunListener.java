package dev.solvo.conformance;

import java.util.Optional;

/** Hears of a run while it goes on; never by two threads at once. */
public interface RunListener {
    /**
     * A case came to its verdict, in whatever order.
     *
     * @param result what it came to
     * @param sessionJson its session, where one was wanted and could be made
     * @param done how many have come to theirs
     * @param all how many there are
     */
    void finished(CaseResult result, Optional<String> sessionJson, int done, int all);
}
