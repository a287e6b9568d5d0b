package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code solvo prepaid adjust}: a balance corrected. */
@Command(
        name = "adjust",
        description = "Corrects a balance: --amount 5.00 puts money on the card, --amount=-5.00 takes it off.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class AdjustCommand extends CardTask {
    @Mixin
    private AmountOptions amount = new AmountOptions();

    @Mixin
    private ReasonOptions reason = new ReasonOptions();

    @Override
    void read() throws BadInputException {
        amount.signed();
        reason.reason();
        readCard(false);
    }

    @Override
    Answer answer(OpenStore books, OperationKey under) throws LedgerException {
        return books.operator().adjust(card(), amount.signed(), reason.reason(), under);
    }

    @Override
    OperationKind kind() {
        return OperationKind.ADJUST;
    }
}
