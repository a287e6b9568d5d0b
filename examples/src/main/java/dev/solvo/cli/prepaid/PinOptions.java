package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.pin.Pin;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The PIN of the card that pays. */
final class PinOptions {
    @Option(
            names = "--pin",
            paramLabel = "1234|-",
            description = "the PIN; other users of this machine can see it, so - reads a line of standard input")
    private @Nullable String pin;

    @Option(names = "--pin-file", paramLabel = "FILE", description = "a file that has the PIN")
    private @Nullable Path pinFile;

    @Option(names = "--ask-pin", description = "ask for the PIN")
    private boolean ask;

    boolean isGiven() {
        return pin != null || pinFile != null || ask;
    }

    Optional<Pin> pin(SecretInput secrets) throws BadInputException {
        if (pin != null) {
            return Optional.of(pin("--pin", pin.equals("-") ? secrets.line("PIN") : CharBuffer.wrap(pin)));
        }
        if (pinFile != null) {
            return Optional.of(pin("--pin-file", secrets.file("PIN", pinFile)));
        }
        return ask ? Optional.of(pin("PIN", secrets.typed("PIN"))) : Optional.empty();
    }

    static Pin pin(String option, CharBuffer text) throws BadInputException {
        try {
            return Pin.of(text);
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException(option + ": " + wrong.getMessage());
        } finally {
            if (!text.isReadOnly()) {
                for (int i = text.position(); i < text.limit(); i++) {
                    text.put(i, ' ');
                }
            }
        }
    }
}
