package dev.solvo.cli.conformance;

import dev.solvo.conformance.transaction.TransactionRecording;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code solvo conformance}: runs cases and reports. */
@Command(
        name = "conformance",
        description = "Runs conformance cases against kernels and cards, and reports.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            NewCommand.class,
            ListCommand.class,
            ClausesCommand.class,
            DiffCommand.class,
            FuzzCommand.class,
            ServeKernelCommand.class,
            ServeCardCommand.class
        })
public final class ConformanceCommand implements Runnable {
    private final Recordings recordings;
    private final String version;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** What makes the sessions that cases leave. */
    @FunctionalInterface
    public interface Recordings {
        /**
         * Of one kind of card.
         *
         * @param live whether the cards are real ones, whose data are a cardholder's
         * @return makes sessions
         */
        TransactionRecording of(boolean live);
    }

    /**
     * The command.
     *
     * @param recordings makes the sessions that cases leave
     * @param version of this harness, for reports
     */
    public ConformanceCommand(Recordings recordings, String version) {
        this.recordings = recordings;
        this.version = version;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    TransactionRecording recording(boolean live) {
        return recordings.of(live);
    }

    String version() {
        return version;
    }
}
