package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.prepaid.ledger.LedgerCopy;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerFileException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code solvo prepaid import}: books from a file. */
@Command(
        name = "import",
        description = {
            "Fills an empty store with exported books, and checks that they are the same: the same chain with the same hash.",
            "If anything differs, the store stays empty. Give the new store the same key file."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ImportCommand extends PrepaidTask {
    @Parameters(index = "0", paramLabel = "FILE", description = "what 'solvo prepaid export' wrote")
    private @Nullable Path file;

    @Override
    void prepare() {}

    @Override
    int execute() throws BadInputException, LedgerException {
        Path source = present(file);
        LedgerCopy.Report report;
        try (BookStore books = store().openToImport()) {
            report = books.read(source);
        } catch (LedgerFileException broken) {
            throw new BadInputException(source + ": " + broken.getMessage() + "; nothing was imported", broken);
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read " + source, unreadable);
        }
        if (isJson()) {
            print(AuditReport.put(object(), report));
        } else {
            line("DONE       the books are in " + store().place());
            AuditReport.text(report).forEach(this::line);
            line("next       compare the hash with that of the export, and give this store the same key file");
        }
        return ExitCode.OK;
    }

    @Override
    String afterFailure() {
        return "nothing was imported";
    }
}
