package dev.solvo.benchmarks.memory;

/** What is reachable, by the heap's size after collections. */
public final class UsedHeap {
    private static final int COLLECTIONS = 3;

    private UsedHeap() {}

    /**
     * Collects and measures.
     *
     * @return bytes in use
     */
    public static long bytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < COLLECTIONS; i++) {
            runtime.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
