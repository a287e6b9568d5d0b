package dev.solvo.conformance.fuzz;

import java.util.List;
import java.util.Optional;

/**
 * Something that must not be, with the least that leads to it.
 *
 * @param kind of it
 * @param what in words; findings of the same words are one
 * @param caseId the case whose transaction it is
 * @param tryNumber at which try it was found first, from 1; 0 if it needs no change at all
 * @param changes what is changed of the card's answers
 * @param sessionJson the session for {@code solvo replay}; empty if none was wanted or none can be made
 */
public record FuzzFinding(
        FaultKind kind,
        String what,
        String caseId,
        long tryNumber,
        List<Change> changes,
        Optional<String> sessionJson) {
    /** Copies the list. */
    public FuzzFinding {
        changes = List.copyOf(changes);
    }

    /**
     * One changed answer.
     *
     * @param exchange to which command of the transaction, from 1
     * @param command the first four bytes of the command in hexadecimal; empty if the transaction did not come so far
     * @param change what is changed, in words
     */
    public record Change(int exchange, String command, String change) {}
}
