package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.cli.wallet.StoreDirectory;
import dev.solvo.prepaid.ledger.LedgerAudit;
import dev.solvo.prepaid.ledger.LedgerException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code solvo prepaid restore}: books from a copy. */
@Command(
        name = "restore",
        description = {
            "Makes the books of a directory from a backup, after all of it was checked. Books that are there are never touched.",
            "Everything after the backup is missing in them: put the key file back, too."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RestoreCommand extends PrepaidTask {
    @Parameters(index = "0", paramLabel = "FILE", description = "what 'solvo prepaid backup' wrote")
    private @Nullable Path file;

    @Override
    void prepare() {
        if (store().isDatabase()) {
            throw usage("a backup becomes a directory; 'solvo prepaid export' and 'import' move it to a database");
        }
    }

    @Override
    int execute() throws BadInputException, LedgerException {
        LedgerAudit audit = StoreEngine.restore(present(file), StoreDirectory.create(store().directory()));
        if (isJson()) {
            ObjectNode report = AuditReport.put(object(), audit);
            print(report.put("outcome", "DONE"));
        } else {
            line("DONE       the books are in " + store().directory());
            AuditReport.text(audit).forEach(this::line);
            if (!store().keyFile().exists()) {
                line("next       put the key file back: " + store().keyFile());
            }
        }
        return ExitCode.OK;
    }
}
