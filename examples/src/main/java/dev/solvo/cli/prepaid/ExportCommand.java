package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.prepaid.ledger.LedgerCopy;
import dev.solvo.prepaid.ledger.LedgerException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code solvo prepaid export}: the books as a file. */
@Command(
        name = "export",
        description = {
            "Checks the books and writes all of them into a file, which any engine can take: tenants, cards, entries, keys, and"
                    + " the hash chain. Stop everything that writes to them before.",
            "The key file is not in it; the new store needs the same one."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExportCommand extends PrepaidTask {
    @Parameters(index = "0", paramLabel = "FILE", description = "the file, which is not there yet")
    private @Nullable Path file;

    @Override
    void prepare() throws BadInputException {
        store().requireBooks();
    }

    @Override
    int execute() throws BadInputException, LedgerException {
        Path target = present(file);
        LedgerCopy.Report report;
        try (BookStore books = store().openBooks()) {
            report = books.write(target);
        } catch (IOException refused) {
            throw new BadInputException("cannot write " + target + ", or it is there already", refused);
        }
        if (isJson()) {
            ObjectNode json = AuditReport.put(object(), report);
            print(json.put("file", target.toString()));
        } else {
            line("DONE       the books are in " + target);
            AuditReport.text(report).forEach(this::line);
            line("next       solvo prepaid import " + target + " --store DIR|JDBC-URL");
        }
        return ExitCode.OK;
    }
}
