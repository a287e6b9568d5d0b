package dev.solvo.conformance.file;

import dev.solvo.conformance.CaseProcedure;

/** A kind of case: what keys it has beside those of all cases, and what it does. */
public interface CaseKind {
    /**
     * What the key {@code kind} says.
     *
     * @return a word
     */
    String name();

    /**
     * Reads what is special to this kind. Mistakes are noted with {@link CaseObject#fault}; the reader of the file reports keys
     * that were not taken, and forgets the procedure if there was any mistake.
     *
     * @param file the case; the keys id, title, clauses, kind, applies and timeLimit are taken already
     * @return what the case does
     */
    CaseProcedure read(CaseObject file);
}
