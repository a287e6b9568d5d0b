package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.util.List;

/** A command for which the books are opened with keys and rules. */
abstract class BooksTask extends PrepaidTask {
    /** Does it, prints what came of it, and tells the exit code. */
    abstract int run(OpenStore books) throws BadInputException, LedgerException;

    /** Whether books are made if there are none. */
    boolean makesBooks() {
        return false;
    }

    @Override
    final int execute() throws BadInputException, LedgerException {
        if (!makesBooks()) {
            store().requireBooks();
        }
        try (OpenStore books = store().open(err())) {
            return run(books);
        }
    }

    /** What the report has beside the answer. */
    void putMore(ObjectNode report, Answer answer) {}

    /** Lines after the answer's own. */
    List<String> more(Answer answer) {
        return List.of();
    }

    /** Prints an answer, and tells its exit code. */
    final int conclude(OperationKind kind, String card, Answer answer) {
        if (isJson()) {
            ObjectNode report = object();
            AnswerReport.put(report, kind, card, answer);
            putMore(report, answer);
            print(report);
        } else {
            AnswerReport.text(kind, card, answer).forEach(this::line);
            more(answer).forEach(this::line);
        }
        return AnswerReport.exitCode(answer);
    }
}
