package dev.solvo.simulator.wallet;

import java.time.Duration;

/** Waits, by whatever time a test runs on. */
@FunctionalInterface
public interface Pauser {
    /**
     * Comes back after that time.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void pause(Duration time) throws InterruptedException;

    /** Waits by the machine's own time. */
    static Pauser real() {
        return time -> Thread.sleep(time.toMillis());
    }
}
