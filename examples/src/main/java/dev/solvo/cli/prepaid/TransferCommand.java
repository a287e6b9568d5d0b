package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.Spending;
import dev.solvo.prepaid.account.TerminalDesk;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code solvo prepaid transfer}: money from card to card. */
@Command(
        name = "transfer",
        description = "Moves money from a card to another one, by an operator or with --terminal at a terminal.",
        footer = {"", "Example:", "  solvo prepaid transfer --card CODE --to CODE --amount 20.00"},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TransferCommand extends SpendingTask {
    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private ReasonOptions reason = new ReasonOptions();

    private @Nullable CardCode to;

    @Override
    boolean isAtTerminal() {
        return terminal().isGiven() || hasPin();
    }

    @Override
    void readMore() throws BadInputException {
        reason.reason();
        to = target.code(secrets()).orElseThrow(() -> usage("--to is missing"));
    }

    @Override
    Answer spend(TerminalDesk desk, Spending spending, OperationKey under) throws LedgerException {
        return desk.transfer(spending, to(), under);
    }

    @Override
    Answer answer(OpenStore books, OperationKey under) throws LedgerException {
        return isAtTerminal()
                ? super.answer(books, under)
                : books.operator().transfer(card(), to(), amount().positive(), reason.reason(), under);
    }

    @Override
    OperationKind kind() {
        return OperationKind.TRANSFER;
    }

    @Override
    void putMore(ObjectNode report, Answer answer) {
        report.put("to", CardOptions.masked(to()));
    }

    private CardCode to() {
        if (to == null) {
            throw new IllegalStateException("the options have not been read");
        }
        return to;
    }
}
