package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code solvo prepaid fee}: a fee taken from a card. */
@Command(name = "fee", description = "Takes a fee from a card.", mixinStandardHelpOptions = true, sortOptions = false)
final class FeeCommand extends CardTask {
    @Mixin
    private AmountOptions amount = new AmountOptions();

    @Mixin
    private ReasonOptions reason = new ReasonOptions();

    @Override
    void read() throws BadInputException {
        amount.positive();
        reason.reason();
        readCard(false);
    }

    @Override
    Answer answer(OpenStore books, OperationKey under) throws LedgerException {
        return books.operator().fee(card(), amount.positive(), reason.reason(), under);
    }

    @Override
    OperationKind kind() {
        return OperationKind.FEE;
    }
}
