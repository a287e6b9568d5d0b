package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code solvo prepaid replace}: a new card in the place of an old one. */
@Command(
        name = "replace",
        description = {
            "Issues a card in the place of one that is active, blocked or lost, and moves what is available to it.",
            "The new code is printed once, before and after; --to gives one that is printed on a card already."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReplaceCommand extends CardTask {
    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private ReasonOptions reason = new ReasonOptions();

    private final NewCard made = new NewCard();

    @Override
    void read() throws BadInputException {
        reason.reason();
        readCard(false);
        Optional<CardCode> given = target.code(secrets());
        if (given.isPresent()) {
            made.given(given.get());
        } else {
            made.generate(err());
        }
    }

    @Override
    Answer answer(OpenStore books, OperationKey under) throws LedgerException {
        return books.operator().replace(card(), made.code(), reason.reason(), under);
    }

    @Override
    OperationKind kind() {
        return OperationKind.REPLACE;
    }

    @Override
    void putMore(ObjectNode report, Answer answer) {
        report.put("to", made.shown());
    }

    @Override
    List<String> more(Answer answer) {
        if (answer instanceof Answer.Unknown) {
            return List.of("           and with --to and the code that was printed");
        }
        return answer instanceof Answer.Done ? List.of("new card   " + made.shown()) : List.of();
    }
}
