package dev.solvo.cli.prepaid;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.Spending;
import dev.solvo.prepaid.account.TerminalDesk;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code solvo prepaid debit}: money spent at a terminal. */
@Command(
        name = "debit",
        description =
                "Spends money of a card at a terminal: all of the amount or nothing, or with --or-less what there is.",
        footer = {"", "Example:", "  solvo prepaid debit --card CODE --amount 12.50 --terminal till-1"},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DebitCommand extends SpendingTask {
    @Option(names = "--or-less", description = "less will do, if the product's rules allow it: see what was approved")
    private boolean orLess;

    @Override
    Answer spend(TerminalDesk desk, Spending spending, OperationKey under) throws LedgerException {
        return desk.debit(orLess ? spending.orLess() : spending, under);
    }

    @Override
    OperationKind kind() {
        return OperationKind.DEBIT;
    }
}
