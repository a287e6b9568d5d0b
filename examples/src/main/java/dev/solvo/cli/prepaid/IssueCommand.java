package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.OperatorDesk;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo prepaid issue}: a new card. */
@Command(
        name = "issue",
        description = {
            "Issues a card that can be used at once. Its code is printed once, before the card is in the books and after it;"
                    + " nobody can read it out of the books.",
        },
        footer = {"", "Example:", "  solvo prepaid issue --currency CNY"},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class IssueCommand extends OperationTask {
    @Mixin
    private CardOptions card = new CardOptions();

    @Mixin
    private AmountOptions amount = new AmountOptions();

    @Option(
            names = "--product",
            paramLabel = "NAME",
            description = "the product whose rules hold for the card (default: the only one of its currency)")
    private @Nullable String product;

    @Option(names = "--inactive", description = "only issue it: it is used after it was activated")
    private boolean inactive;

    private final NewCard made = new NewCard();

    @Override
    void read() throws BadInputException {
        if (card.isGiven()) {
            made.given(card.code(secrets()));
        } else {
            made.generate(err());
        }
        amount.currency();
    }

    @Override
    Answer answer(OpenStore books, OperationKey under) throws LedgerException {
        String name = product != null
                ? product
                : PolicyFile.product(books.policy(), amount.currency())
                        .orElseThrow(() -> usage("--product is missing: the policy has none, or more than one, in "
                                + amount.currency()));
        OperatorDesk desk = books.operator();
        return inactive ? desk.issueInactive(made.code(), name, under) : desk.issueActive(made.code(), name, under);
    }

    @Override
    boolean makesBooks() {
        return true;
    }

    @Override
    OperationKind kind() {
        return OperationKind.ISSUE;
    }

    @Override
    String shownCard() {
        return made.shown();
    }

    @Override
    List<String> more(Answer answer) {
        if (answer instanceof Answer.Unknown) {
            return List.of("           and with --card and the code that was printed");
        }
        return answer instanceof Answer.Done && !inactive
                ? List.of("next       solvo prepaid load --card CODE --amount 100.00")
                : List.of();
    }
}
