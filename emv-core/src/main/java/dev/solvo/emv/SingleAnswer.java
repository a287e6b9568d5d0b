package dev.solvo.emv;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Supplier;

/** Lets one answer through and refuses the second. */
final class SingleAnswer {
    private static final AtomicIntegerFieldUpdater<SingleAnswer> ANSWERS =
            AtomicIntegerFieldUpdater.newUpdater(SingleAnswer.class, "answers");

    @SuppressWarnings("UnusedVariable") // by the updater
    private volatile int answers;

    <S> S give(Supplier<S> answer) {
        give();
        return answer.get();
    }

    /** Called before an answer is acted upon. */
    void give() {
        if (!ANSWERS.compareAndSet(this, 0, 1)) {
            throw new IllegalStateException("this step has been answered already");
        }
    }
}
