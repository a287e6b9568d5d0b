package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code solvo prepaid load}: money onto a card. */
@Command(
        name = "load",
        description = "Puts money on a card, by an operator or with --terminal at a terminal.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LoadCommand extends CardTask {
    @Mixin
    private AmountOptions amount = new AmountOptions();

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    @Override
    void read() throws BadInputException {
        amount.positive();
        readCard(terminal.isGiven());
    }

    @Override
    Answer answer(OpenStore books, OperationKey under) throws LedgerException {
        return terminal.isGiven()
                ? terminal.desk(books).load(code(), amount.positive(), under)
                : books.operator().load(card(), amount.positive(), under);
    }

    @Override
    OperationKind kind() {
        return OperationKind.LOAD;
    }
}
