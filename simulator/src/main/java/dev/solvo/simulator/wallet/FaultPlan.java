package dev.solvo.simulator.wallet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Decides what goes wrong with each request to a wallet, or with each notification from it. Used by many threads. */
@FunctionalInterface
public interface FaultPlan {
    /** What goes wrong with this one. */
    WalletFault next(WalletRequest request);

    /** Nothing ever goes wrong. */
    static FaultPlan none() {
        return request -> WalletFault.none();
    }

    /** These, one per request in their order, and nothing afterwards. */
    static FaultPlan sequence(List<WalletFault> faults) {
        Deque<WalletFault> left = new ArrayDeque<>(faults);
        return request -> {
            synchronized (left) {
                WalletFault next = left.poll();
                return next == null ? WalletFault.none() : next;
            }
        };
    }
}
