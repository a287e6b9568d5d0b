package dev.solvo.prepaid.purse;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Lets one answer through and refuses the second. */
final class SingleAnswer {
    private final AtomicBoolean given = new AtomicBoolean();

    <R> PurseStep<R> give(Supplier<PurseStep<R>> answer) {
        if (!given.compareAndSet(false, true)) {
            throw new IllegalStateException("this step has been answered already");
        }
        return answer.get();
    }
}
