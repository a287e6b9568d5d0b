package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.prepaid.ledger.LedgerAudit;
import dev.solvo.prepaid.ledger.LedgerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code solvo prepaid verify}: whether the books are sound. */
@Command(
        name = "verify",
        description = {
            "Checks that debits equal credits, that every card's counters are those of the journal, and that no entry that was"
                    + " sealed was changed; says up to which entry the books are sealed.",
            "Exit code 1 if something is wrong. Needs no keys. Keep the last hash elsewhere: it proves later that nothing up to"
                    + " there was changed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VerifyCommand extends PrepaidTask {
    @Option(names = "--seal", description = "seal what is not sealed yet first")
    private boolean seal;

    @Override
    void prepare() throws BadInputException {
        store().requireBooks();
    }

    @Override
    int execute() throws BadInputException, LedgerException {
        try (BookStore books = store().openBooks()) {
            if (seal) {
                books.ledger().seal();
            }
            LedgerAudit audit = books.ledger().audit();
            if (isJson()) {
                print(AuditReport.put(object(), audit));
            } else {
                AuditReport.text(audit).forEach(this::line);
            }
            return audit.isSound() ? ExitCode.OK : ExitCode.DECLINED;
        }
    }

    @Override
    String afterFailure() {
        return "the books were not checked";
    }
}
