package dev.solvo.prepaid.ledger;

import java.time.Duration;

/** Lets a thread wait before a database is asked again: {@code time -> Thread.sleep(time.toMillis())} in a program. */
@FunctionalInterface
public interface JdbcPause {
    /**
     * Comes back after that time.
     *
     * @throws InterruptedException if the thread is interrupted; the ledger then gives up and keeps the interruption
     */
    void pause(Duration time) throws InterruptedException;
}
