package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code solvo prepaid block}: a card stopped. */
@Command(
        name = "block",
        description = "Stops a card until it is unblocked.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BlockCommand extends CardTask {
    @Mixin
    private ReasonOptions reason = new ReasonOptions();

    @Override
    void read() throws BadInputException {
        reason.reason();
        readCard(false);
    }

    @Override
    Answer answer(OpenStore books, OperationKey under) throws LedgerException {
        return books.operator().block(card(), reason.reason(), under);
    }

    @Override
    OperationKind kind() {
        return OperationKind.BLOCK;
    }
}
