package dev.solvo.cli.conformance;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code solvo conformance}: runs cases and reports. */
@Command(
        name = "conformance",
        description = "Runs conformance cases against kernels and cards, and reports.",
        mixinStandardHelpOptions = true,
        subcommands = {RunCommand.class, CheckCommand.class})
public final class ConformanceCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
