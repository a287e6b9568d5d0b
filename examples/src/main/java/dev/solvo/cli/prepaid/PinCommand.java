package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo prepaid pin}: a card's PIN. */
@Command(
        name = "pin",
        description = {
            "Sets a card's PIN, or another one in its place, by an operator.",
            "With --old-pin or --old-pin-file the card's holder changes it at a terminal; a wrong one counts."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PinCommand extends CardTask {
    @Mixin
    private PinOptions pins = new PinOptions();

    @Option(
            names = "--old-pin",
            paramLabel = "1234|-",
            description = "the PIN until now; - for a line of standard input before that of the new one")
    private @Nullable String oldPin;

    @Option(names = "--old-pin-file", paramLabel = "FILE", description = "a file that has the PIN until now")
    private @Nullable Path oldPinFile;

    @Option(names = "--clear", description = "take the PIN off the card")
    private boolean clear;

    @Option(names = "--reset-tries", description = "give back the tries of a card that is not blocked yet")
    private boolean resetTries;

    @Mixin
    private ReasonOptions reason = new ReasonOptions();

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    private Optional<Pin> old = Optional.empty();
    private Optional<Pin> changed = Optional.empty();

    @Override
    void read() throws BadInputException {
        reason.reason();
        int ways = (pins.isGiven() ? 1 : 0) + (clear ? 1 : 0) + (resetTries ? 1 : 0);
        if (ways != 1) {
            throw usage("one of --pin, --pin-file, --ask-pin, --clear and --reset-tries is wanted");
        }
        if (changesOld() && !pins.isGiven()) {
            throw usage("--old-pin goes with a new PIN");
        }
        readCard(changesOld());
        if (oldPin != null) {
            old = Optional.of(PinOptions.pin(
                    "--old-pin", oldPin.equals("-") ? secrets().line("old PIN") : CharBuffer.wrap(oldPin)));
        } else if (oldPinFile != null) {
            old = Optional.of(PinOptions.pin("--old-pin-file", secrets().file("old PIN", oldPinFile)));
        }
        changed = pins.pin(secrets());
    }

    private boolean changesOld() {
        return oldPin != null || oldPinFile != null;
    }

    @Override
    Answer answer(OpenStore books, OperationKey under) throws LedgerException {
        if (clear) {
            return books.operator().clearPin(card(), reason.reason(), under);
        }
        if (resetTries) {
            return books.operator().resetPinTries(card(), under);
        }
        try (Pin pin = changed.orElseThrow()) {
            if (old.isEmpty()) {
                return books.operator().setPin(card(), pin, under);
            }
            try (Pin before = old.get()) {
                return terminal.desk(books).changePin(code(), before, pin, under);
            }
        }
    }

    @Override
    OperationKind kind() {
        return OperationKind.PIN;
    }
}
