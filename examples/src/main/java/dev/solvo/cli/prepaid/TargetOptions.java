package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.account.CardCode;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The other card. */
final class TargetOptions {
    @Option(
            names = "--to",
            paramLabel = "CODE|-",
            description = "the other card's code; - for the next line of standard input")
    private @Nullable String to;

    @Option(names = "--to-file", paramLabel = "FILE", description = "a file that has the other card's code")
    private @Nullable Path file;

    Optional<CardCode> code(SecretInput secrets) throws BadInputException {
        if (to != null) {
            return Optional.of(
                    CardOptions.code("--to", to.equals("-") ? secrets.line("other card's code") : CharBuffer.wrap(to)));
        }
        return file == null
                ? Optional.empty()
                : Optional.of(CardOptions.code("--to-file", secrets.file("other card's code", file)));
    }
}
