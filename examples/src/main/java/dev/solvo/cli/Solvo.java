package dev.solvo.cli;

import dev.solvo.cli.card.CardCommand;
import dev.solvo.cli.card.SimulateCommand;
import dev.solvo.cli.conformance.ConformanceCommand;
import dev.solvo.cli.crypto.CryptoCommand;
import dev.solvo.cli.prepaid.PrepaidCommand;
import dev.solvo.cli.qr.QrCommand;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code solvo} command. */
@Command(
        name = "solvo",
        description =
                "Takes payments with chip cards, QR codes and prepaid cards, and takes apart what cards and terminals say.",
        mixinStandardHelpOptions = true,
        versionProvider = SolvoVersion.class,
        subcommands = {
            PayCommand.class,
            TapCommand.class,
            CardCommand.class,
            SimulateCommand.class,
            DecodeCommand.class,
            OdaCommand.class,
            VectorsCommand.class,
            CryptoCommand.class,
            ReplayCommand.class,
            QrCommand.class,
            PrepaidCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:approved, or done",
            "1:declined, or a check failed",
            "2:the card session ended before a decision, the order was taken back, or the books could not be used",
            "3:the result is unknown, or a reversal is owed",
            "64:wrong command line",
            "65:wrong input"
        })
final class Solvo implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments command and options
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Solvo())
                .addSubcommand(new CommandLine(new ConformanceCommand(CaseSessions::new, SolvoVersion.number())));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExitCodeExceptionMapper(
                thrown -> thrown instanceof BadInputException ? ExitCode.BAD_INPUT : CommandLine.ExitCode.SOFTWARE);
        commandLine.setParameterExceptionHandler((wrong, arguments) -> {
            CommandLine failed = wrong.getCommandLine();
            failed.getErr().println("solvo: " + wrong.getMessage());
            failed.getErr().println("Try '" + failed.getCommandSpec().qualifiedName() + " --help'.");
            return ExitCode.USAGE;
        });
        commandLine.setExecutionExceptionHandler((thrown, failed, parsed) -> {
            if (thrown instanceof BadInputException) {
                failed.getErr().println("solvo: " + thrown.getMessage());
                return ExitCode.BAD_INPUT;
            }
            throw thrown;
        });
        return commandLine;
    }
}
