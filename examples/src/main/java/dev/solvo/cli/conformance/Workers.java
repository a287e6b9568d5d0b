package dev.solvo.cli.conformance;

import dev.solvo.conformance.ConformanceRun;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where randomness begins, and how many cases are run at once. */
final class Workers {
    private static final int MOST_THREADS = 256;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--seed", defaultValue = "1", description = "where randomness begins (default: 1)")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "cases at once (default: all cores)")
    private int threads;

    long seed() {
        return seed;
    }

    /** A number that makes no sense is a wrong command line. */
    void check() {
        if (threads < 0 || threads > MOST_THREADS) {
            throw new ParameterException(spec.commandLine(), "--threads: expected a number from 1 to " + MOST_THREADS);
        }
    }

    /** How many cases at once. */
    int threads() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    /** Runs so many cases at once. A case that does not end does not keep the process from ending. */
    static ConformanceRun run(int atOnce) {
        return new ConformanceRun(
                work -> {
                    Thread thread = new Thread(work, "conformance case");
                    thread.setDaemon(true);
                    return thread;
                },
                atOnce);
    }
}
