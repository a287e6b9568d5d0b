package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo prepaid release}: what is left of a hold given back. */
@Command(
        name = "release",
        description = "Gives back what is left of a hold, by an operator or with --terminal at a terminal.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReleaseCommand extends CardTask {
    @Option(names = "--original", required = true, paramLabel = "K", description = "the key of the authorisation")
    private String original = "";

    @Mixin
    private ReasonOptions reason = new ReasonOptions();

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    @Override
    void read() throws BadInputException {
        reason.reason();
        original(original);
        readCard(terminal.isGiven());
    }

    @Override
    Answer answer(OpenStore books, OperationKey under) throws LedgerException {
        return terminal.isGiven()
                ? terminal.desk(books).release(code(), original(original), under)
                : books.operator().release(card(), original(original), reason.reason(), under);
    }

    @Override
    OperationKind kind() {
        return OperationKind.RELEASE;
    }
}
