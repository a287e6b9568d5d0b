package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo prepaid refund}: spent money given back. */
@Command(
        name = "refund",
        description = {
            "Gives back spent money: with --original at most what is left of that debit or capture.",
            "Without --original an operator gives it back, if the product's rules allow that; the merchant of --terminal pays."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RefundCommand extends CardTask {
    @Option(names = "--original", paramLabel = "K", description = "the key of the debit or the capture")
    private @Nullable String original;

    @Mixin
    private AmountOptions amount = new AmountOptions();

    @Mixin
    private ReasonOptions reason = new ReasonOptions();

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    @Override
    void read() throws BadInputException {
        amount.positive();
        reason.reason();
        if (original != null) {
            original(original);
        }
        readCard(original != null);
    }

    @Override
    Answer answer(OpenStore books, OperationKey under) throws LedgerException {
        return original != null
                ? terminal.desk(books).refund(code(), original(original), amount.positive(), under)
                : books.operator()
                        .unlinkedRefund(card(), amount.positive(), terminal.terminal(), reason.reason(), under);
    }

    @Override
    OperationKind kind() {
        return original != null ? OperationKind.REFUND : OperationKind.UNLINKED_REFUND;
    }
}
