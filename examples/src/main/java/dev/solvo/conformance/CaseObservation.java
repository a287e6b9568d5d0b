package dev.solvo.conformance;

import java.util.List;
import java.util.Optional;

/**
 * What was seen in one run of a case.
 *
 * @param checks each expectation of the case, beside what came
 * @param events what happened, in order
 * @param sessionJson the session for {@code solvo replay}, where one was wanted and can be made
 */
public record CaseObservation(List<ExpectationCheck> checks, List<CaseEvent> events, Optional<String> sessionJson) {
    /** Copies the lists. */
    public CaseObservation {
        checks = List.copyOf(checks);
        events = List.copyOf(events);
    }
}
