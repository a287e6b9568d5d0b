package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.OperationRecord;
import dev.solvo.prepaid.account.RefusalReason;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A command that does one operation under a key. */
abstract class OperationTask extends BooksTask {
    @Mixin
    private KeyOptions keys = new KeyOptions();

    private @Nullable OperationKey key;

    /** Reads and checks the options but the key. */
    abstract void read() throws BadInputException;

    /** Does it. */
    abstract Answer answer(OpenStore books, OperationKey under) throws LedgerException;

    /** What it is called in the report. */
    abstract OperationKind kind();

    /** The card as it may be shown. */
    abstract String shownCard();

    @Override
    final void prepare() throws BadInputException {
        read();
        key = keys.key(err());
    }

    @Override
    final String afterFailure() {
        return "nothing was done, and the key can be used again";
    }

    @Override
    final int run(OpenStore books) throws BadInputException, LedgerException {
        return conclude(kind(), shownCard(), asOperatorsSeeIt(books, answer(books, chosen())));
    }

    OperationKey chosen() {
        if (key == null) {
            throw new IllegalStateException("the options have not been read");
        }
        return key;
    }

    /** An original key, from the option of that name. */
    OperationKey original(String text) {
        return keys.key("--original", text);
    }

    /**
     * A terminal does not learn a card's state; who has the store does, from the entry. Only of a card that was accepted: what a
     * terminal was refused is shown as the terminal sees it.
     */
    private static Answer asOperatorsSeeIt(OpenStore books, Answer answer) throws LedgerException {
        if (answer instanceof Answer.Done done && done.state().isEmpty()) {
            return new Answer.Done(
                    done.key(),
                    done.approved(),
                    done.balance(),
                    entry(books, done.key()).map(OperationRecord::state),
                    done.journal(),
                    done.replayed());
        }
        if (answer instanceof Answer.Refused refused
                && refused.state().isEmpty()
                && refused.reason() != RefusalReason.NOT_ACCEPTED
                && refused.reason() != RefusalReason.TOO_MANY_TRIES) {
            return new Answer.Refused(
                    refused.key(),
                    refused.reason(),
                    refused.balance(),
                    entry(books, refused.key()).map(OperationRecord::state),
                    refused.replayed());
        }
        return answer;
    }

    private static Optional<OperationRecord> entry(OpenStore books, OperationKey key) throws LedgerException {
        List<OperationRecord> entries = books.operator().operations(key);
        return entries.size() == 1 ? Optional.of(entries.get(0)) : Optional.empty();
    }
}
