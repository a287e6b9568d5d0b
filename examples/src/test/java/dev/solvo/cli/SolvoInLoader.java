package dev.solvo.cli;

import java.util.List;
import java.util.function.UnaryOperator;

/** The command line for a test that loads it once more, together with a kernel that has a mistake. */
public final class SolvoInLoader implements UnaryOperator<List<String>> {
    /** For the loader. */
    public SolvoInLoader() {}

    /**
     * Runs a command.
     *
     * @param arguments command and options
     * @return exit code, what was printed, and what was printed as an error
     */
    @Override
    public List<String> apply(List<String> arguments) {
        CommandRun run = CommandRun.of(arguments.toArray());
        return List.of(String.valueOf(run.exitCode()), run.out(), run.err());
    }
}
