package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.Spending;
import dev.solvo.prepaid.account.TerminalDesk;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code solvo prepaid authorise}: money held for a later capture. */
@Command(
        name = "authorise",
        description = "Holds an amount at a terminal until it is captured, released, or its time is over.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class AuthoriseCommand extends SpendingTask {
    @Option(names = "--or-less", description = "less will do, if the product's rules allow it: see what was approved")
    private boolean orLess;

    @Option(
            names = "--hold",
            paramLabel = "P7D",
            description = "how long, as ISO 8601 writes it: P7D, PT30M (default: as the product's rules say)")
    private @Nullable Duration hold;

    @Override
    void readMore() throws BadInputException {
        if (hold != null && (hold.isNegative() || hold.isZero())) {
            throw usage("--hold is more than 0");
        }
    }

    @Override
    Answer spend(TerminalDesk desk, Spending spending, OperationKey under) throws LedgerException {
        Spending allowed = orLess ? spending.orLess() : spending;
        return desk.authorise(hold == null ? allowed : allowed.heldFor(hold), under);
    }

    @Override
    OperationKind kind() {
        return OperationKind.AUTHORISE;
    }

    @Override
    List<String> more(Answer answer) {
        return answer instanceof Answer.Done
                ? List.of("next       solvo prepaid capture --original " + answer.key()
                        + " --card CODE --amount AMOUNT, or release")
                : List.of();
    }
}
