package dev.solvo.conformance.fuzz;

import java.time.Duration;

/**
 * How fuzzing goes.
 *
 * @param seed where randomness begins, of mutations and of transactions
 * @param mostTries after how many tries it ends
 * @param timeLimit after which a transaction counts as hanging
 * @param sessionsWanted whether each finding is to have a session
 */
public record FuzzSettings(long seed, long mostTries, Duration timeLimit, boolean sessionsWanted) {}
