package dev.solvo.cli.prepaid;

import dev.solvo.cli.prepaid.purse.PursePrepaidCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code solvo prepaid}: prepaid cards. */
@Command(
        name = "prepaid",
        description = {
            "Issues prepaid cards, loads them, spends what is on them, and keeps the books.",
            "The books are in ~/.solvo/prepaid, in another directory, or in a database: --store."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            IssueCommand.class,
            ActivateCommand.class,
            LoadCommand.class,
            BalanceCommand.class,
            DebitCommand.class,
            AuthoriseCommand.class,
            CaptureCommand.class,
            ReleaseCommand.class,
            RefundCommand.class,
            ReverseCommand.class,
            TransferCommand.class,
            BlockCommand.class,
            UnblockCommand.class,
            LostCommand.class,
            ReplaceCommand.class,
            ExpireCommand.class,
            AdjustCommand.class,
            FeeCommand.class,
            PinCommand.class,
            StatementCommand.class,
            BatchCommand.class,
            VerifyCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            KeysCommand.class,
            TillCommand.class,
            ServeCommand.class,
            BenchCommand.class,
            PursePrepaidCommand.class
        })
public final class PrepaidCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
