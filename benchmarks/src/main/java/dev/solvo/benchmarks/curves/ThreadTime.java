package dev.solvo.benchmarks.curves;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;
import org.openjdk.jmh.infra.Blackhole;

/** The least processor time of this thread that a call takes, of several rounds after the code was warmed up. */
final class ThreadTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double ROUND_NANOS = 20e6;

    private final int rounds;
    private final double warmUpNanos;
    private Object last = "";

    ThreadTime(boolean quick) {
        rounds = quick ? 1 : 12;
        warmUpNanos = quick ? 0 : 600e6;
    }

    double micros(Supplier<?> call) {
        double start = now();
        int warmedUp = 0;
        do {
            last = call.get();
            warmedUp++;
        } while (now() - start < warmUpNanos);
        int calls = (int) Math.max(1, ROUND_NANOS / ((now() - start) / warmedUp));
        double least = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            double before = now();
            for (int i = 0; i < calls; i++) {
                last = call.get();
            }
            least = Math.min(least, (now() - before) / calls);
        }
        Blackhole.consumeCPU(last.hashCode() & 1);
        return least / 1e3;
    }

    static double now() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
