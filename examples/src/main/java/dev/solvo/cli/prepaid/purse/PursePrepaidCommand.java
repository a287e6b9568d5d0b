package dev.solvo.cli.prepaid.purse;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code solvo prepaid purse}: money in cards. */
@Command(
        name = "purse",
        description = {
            "Reads, loads and debits a PBOC electronic purse: a simulated card, or one in a reader.",
            "Security module and issuer are simulated and have published test keys: they work with cards that have them.",
        },
        footer = {
            "",
            "Example, one card in three commands:",
            "  solvo prepaid purse load --card-file card.json --card empty --amount 20.00",
            "  solvo prepaid purse purchase --card-file card.json --amount 3.50",
            "  solvo prepaid purse balance --card-file card.json"
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            BalancePurseCommand.class,
            LoadPurseCommand.class,
            PurchasePurseCommand.class,
            LogPurseCommand.class,
            ProvePurseCommand.class
        })
public final class PursePrepaidCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
