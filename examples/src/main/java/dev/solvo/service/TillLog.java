package dev.solvo.service;

import java.time.Duration;

/** Is told of every request. Nothing that it is told is secret. */
@FunctionalInterface
public interface TillLog {
    /**
     * A request was answered.
     *
     * @param till the till, or {@code -} if its token was none
     * @param path what it asked for
     * @param key the operation's key; may be empty
     * @param status of HTTP
     * @param outcome what became of it
     * @param taken how long it took from the whole request to the answer
     */
    void answered(String till, String path, String key, int status, String outcome, Duration taken);
}
