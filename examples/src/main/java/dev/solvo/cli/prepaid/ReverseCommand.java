package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo prepaid reverse}: an operation undone whose answer nobody had. */
@Command(
        name = "reverse",
        description = {
            "Undoes an operation wholly, by its key. If it has not arrived, it is refused when it does.",
            "Without --terminal an operator undoes an operation of any terminal."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReverseCommand extends CardTask {
    @Option(names = "--original", required = true, paramLabel = "K", description = "the key of the operation")
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
                ? terminal.desk(books).reverse(code(), original(original), under)
                : books.operator().reverse(card(), original(original), reason.reason(), under);
    }

    @Override
    OperationKind kind() {
        return OperationKind.REVERSE;
    }
}
