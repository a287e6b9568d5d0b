package dev.solvo.benchmarks;

/** What a walk makes of the objects that it visits, so that none of their parts can be left unread. */
final class Visits {
    private Visits() {}

    static int add(int sum, int tag, int valueOffset, int length) {
        return sum + (tag ^ valueOffset << 8 ^ length) + 1;
    }
}
