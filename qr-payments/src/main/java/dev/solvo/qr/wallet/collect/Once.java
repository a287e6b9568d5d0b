package dev.solvo.qr.wallet.collect;

import java.util.function.Supplier;

/** Lets a step go on one time. */
final class Once {
    private boolean used;

    CollectionStep go(Supplier<CollectionStep> next) {
        if (used) {
            throw new IllegalStateException("this step has been resumed before");
        }
        used = true;
        return next.get();
    }
}
