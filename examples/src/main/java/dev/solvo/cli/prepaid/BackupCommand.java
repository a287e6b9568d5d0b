package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.SqliteLedger;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code solvo prepaid backup}: a copy of the books. */
@Command(
        name = "backup",
        description = {
            "Copies the books of a directory into one file, whole and as they are at one moment. A running service makes copies"
                    + " by itself: 'solvo prepaid serve --backup'.",
            "The key file is not in it: keep that apart. Databases have backups of their own."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BackupCommand extends PrepaidTask {
    @Parameters(index = "0", paramLabel = "FILE", description = "the copy, which is not there yet")
    private @Nullable Path file;

    @Override
    void prepare() throws BadInputException {
        if (store().isDatabase()) {
            throw usage("a database has a backup of its own; 'solvo prepaid export' copies the books out of it");
        }
        store().requireBooks();
    }

    @Override
    int execute() throws BadInputException, LedgerException {
        Path target = present(file);
        try (BookStore books = store().openBooks()) {
            ((SqliteLedger) books.ledger()).backup(target);
        }
        if (isJson()) {
            print(object().put("outcome", "DONE").put("file", target.toString()));
        } else {
            line("DONE       the books are in " + target);
            line("next       keep " + store().keyFile() + " as well, apart from it");
        }
        return ExitCode.OK;
    }
}
