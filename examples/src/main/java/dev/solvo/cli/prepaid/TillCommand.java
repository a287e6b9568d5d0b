package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.cli.wallet.StoreDirectory;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.service.TillTokens;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code solvo prepaid till}: the token of a till. */
@Command(
        name = "till",
        description = {
            "Makes the token that a till pays with at 'solvo prepaid serve', and prints it. Tokens that it had before are worth"
                    + " nothing any more.",
            "A running service learns of it within a second."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TillCommand extends PrepaidTask {
    @Option(names = "--terminal", required = true, paramLabel = "T", description = "the till")
    private String terminal = "";

    @Option(names = "--revoke", description = "only take its token from it")
    private boolean revoke;

    private TerminalId till() {
        try {
            return new TerminalId(terminal);
        } catch (IllegalArgumentException wrong) {
            throw usage("--terminal: " + wrong.getMessage());
        }
    }

    @Override
    void prepare() {
        till();
        store().tenant();
    }

    @Override
    int execute() throws BadInputException {
        TillFile file = store().tillFile();
        if (!store().hasTillFile()) {
            StoreDirectory.create(store().directory());
        }
        if (revoke) {
            file.revoke(till(), new SecureRandom());
        } else {
            file.allow(till(), new SecureRandom());
        }
        ObjectNode report = object().put("outcome", "DONE").put("terminal", terminal);
        if (!revoke) {
            try (TillTokens tokens = file.tokens(store().tenant())) {
                report.put("token", tokens.token(till()));
            }
        }
        if (isJson()) {
            print(report);
        } else if (revoke) {
            line("DONE       " + terminal + " has no token that can be used");
        } else {
            line("token      " + report.path("token").asText());
            line("next       put it into the till, as Authorization: Bearer TOKEN; it is not shown again");
        }
        return ExitCode.OK;
    }
}
