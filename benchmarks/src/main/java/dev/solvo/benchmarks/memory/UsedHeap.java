package dev.solvo.benchmarks.memory;

/** What is reachable, by the heap's size after collections. */
final class UsedHeap {
    private static final int COLLECTIONS = 3;

    private UsedHeap() {}

    static long bytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < COLLECTIONS; i++) {
            runtime.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
