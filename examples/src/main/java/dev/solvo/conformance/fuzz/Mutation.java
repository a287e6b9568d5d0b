package dev.solvo.conformance.fuzz;

/**
 * One answer that is changed.
 *
 * @param exchange of which command of the transaction, from 1
 * @param change what is changed
 */
record Mutation(int exchange, AnswerChange change) {}
