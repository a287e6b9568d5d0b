package dev.solvo.benchmarks.memory;

import java.util.Random;

/** Gives the same number each time, on any thread: so that every transaction is the recorded one. */
final class SameNumbers extends Random {
    private static final long serialVersionUID = 1L;

    @Override
    protected int next(int bits) {
        return 0x5A3C_96E1 >>> 32 - bits;
    }
}
