package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code solvo prepaid activate}: an issued card that may be used from now on. */
@Command(
        name = "activate",
        description = "Makes an issued card usable, by an operator or with --terminal at a terminal.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ActivateCommand extends CardTask {
    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    @Override
    void read() throws BadInputException {
        readCard(terminal.isGiven());
    }

    @Override
    Answer answer(OpenStore books, OperationKey under) throws LedgerException {
        return terminal.isGiven()
                ? terminal.desk(books).activate(code(), under)
                : books.operator().activate(card(), under);
    }

    @Override
    OperationKind kind() {
        return OperationKind.ACTIVATE;
    }
}
