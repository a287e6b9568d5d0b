package dev.solvo.emv;

import java.time.Duration;
import java.util.function.Supplier;

/** Switch the reader's field off for a while; the card loses its power and its state. EMV Book B, outcome processing. */
public final class FieldOff implements KernelStep {
    private final Duration duration;
    private final Supplier<KernelStep> done;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For Entry Point.
     *
     * @param duration for how long; zero: just long enough for the card to lose its power
     * @param done goes on
     */
    public FieldOff(Duration duration, Supplier<KernelStep> done) {
        this.duration = duration;
        this.done = done;
    }

    /**
     * For how long.
     *
     * @return a multiple of 100 ms; zero: just long enough for the card to lose its power
     */
    public Duration duration() {
        return duration;
    }

    /**
     * The field was off for that long.
     *
     * @return the next step
     */
    public KernelStep done() {
        return answer.give(done);
    }
}
