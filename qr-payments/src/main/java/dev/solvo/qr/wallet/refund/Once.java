package dev.solvo.qr.wallet.refund;

import java.util.function.Supplier;

/** Lets a step go on one time. */
final class Once {
    private boolean used;

    RefundStep go(Supplier<RefundStep> next) {
        if (used) {
            throw new IllegalStateException("this step has been resumed before");
        }
        used = true;
        return next.get();
    }
}
