package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code solvo prepaid unblock}: a stopped card freed. */
@Command(
        name = "unblock",
        description = "Frees a blocked card, also one that was blocked by wrong PINs.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UnblockCommand extends CardTask {
    @Mixin
    private ReasonOptions reason = new ReasonOptions();

    @Override
    void read() throws BadInputException {
        reason.reason();
        readCard(false);
    }

    @Override
    Answer answer(OpenStore books, OperationKey under) throws LedgerException {
        return books.operator().unblock(card(), reason.reason(), under);
    }

    @Override
    OperationKind kind() {
        return OperationKind.UNBLOCK;
    }
}
