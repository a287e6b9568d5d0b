package dev.solvo.emv;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Lets one answer through and refuses the second. */
final class SingleAnswer {
    private final AtomicBoolean given = new AtomicBoolean();

    <S> S give(Supplier<S> answer) {
        if (!given.compareAndSet(false, true)) {
            throw new IllegalStateException("this step has been answered already");
        }
        return answer.get();
    }
}
