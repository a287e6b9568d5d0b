package dev.solvo.conformance;

/** What a case does, made from its file by the executor of its kind. It may be run several times, each time from scratch. */
public interface CaseProcedure {
    /**
     * Runs the case.
     *
     * @param setting what the run decides
     * @return what was seen, and each expectation beside what came
     * @throws CaseException if the case cannot be run because its file is wrong
     * @throws InterruptedException if the run has given the case up
     */
    CaseObservation run(CaseSetting setting) throws CaseException, InterruptedException;
}
