package dev.solvo.cli.prepaid;

import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.TerminalDesk;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** At which terminal. */
final class TerminalOptions {
    private static final String FIRST = "till-1";

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--terminal",
            paramLabel = "T",
            description = "at which terminal; what can be done by an operator, too, is his without it; else till-1")
    private @Nullable String terminal;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "1", description = "the terminal's batch (default: 1)")
    private int batch = 1;

    /** Whether a terminal was named. */
    boolean isGiven() {
        return terminal != null;
    }

    TerminalId terminal() {
        try {
            return new TerminalId(terminal == null ? FIRST : terminal);
        } catch (IllegalArgumentException wrong) {
            throw usage("--terminal: " + wrong.getMessage());
        }
    }

    /** The terminal, if one was named. */
    Optional<TerminalId> named() {
        return terminal == null ? Optional.empty() : Optional.of(terminal());
    }

    int batch() {
        if (batch < 1) {
            throw usage("--batch is 1 or more");
        }
        return batch;
    }

    TerminalDesk desk(OpenStore books) {
        return books.terminal(terminal()).inBatch(batch());
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
