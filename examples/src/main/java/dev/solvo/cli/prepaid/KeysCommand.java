package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.prepaid.account.CardCodeKeys;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code solvo prepaid keys}: the versions of the keys that hide codes and PINs. */
@Command(
        name = "keys",
        description = {
            "Shows which versions of the keys there are. With --rotate, adds one that new cards and PINs get; the old ones stay,"
                    + " for without them no card that was issued under them is found."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class KeysCommand extends PrepaidTask {
    @Option(names = "--rotate", description = "add a version; restart a service that is running")
    private boolean rotate;

    @Override
    void prepare() throws BadInputException {
        if (store().isDatabase() && !store().hasKeyFile()) {
            throw usage("--keys FILE is missing");
        }
        if (!store().keyFile().exists()) {
            throw new BadInputException("there is no key file " + store().keyFile());
        }
    }

    @Override
    int execute() throws BadInputException {
        StoreKeys file = store().keyFile();
        if (rotate) {
            file.rotate(new SecureRandom());
        }
        try (CardCodeKeys keys = file.read()) {
            if (isJson()) {
                ObjectNode report = object().put("outcome", "DONE").put("file", file.toString());
                print(report.put("codeVersion", keys.codeVersion()).put("pinVersion", keys.pinVersion()));
            } else {
                line("DONE       new cards get version " + keys.codeVersion() + ", new PINs version "
                        + keys.pinVersion());
                if (rotate) {
                    line("next       back up " + file);
                }
            }
        }
        return ExitCode.OK;
    }
}
