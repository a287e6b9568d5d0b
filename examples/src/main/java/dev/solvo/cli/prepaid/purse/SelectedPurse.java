package dev.solvo.cli.prepaid.purse;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.purse.NotDone;
import dev.solvo.prepaid.purse.PinOutcome;
import dev.solvo.prepaid.purse.PurseCard;
import dev.solvo.prepaid.purse.SelectOutcome;
import java.util.Optional;

/** What a command does with a purse once it is selected and, where it is needed, the PIN was entered. */
@FunctionalInterface
interface SelectedPurse {
    PurseReport use(PurseDesk desk, PurseCard card) throws BadInputException;

    /** Runs a command from the card's selection to what is kept of it. */
    static int run(PurseOptions options, boolean movesMoney, boolean withPin, SelectedPurse command)
            throws BadInputException, InterruptedException {
        options.check(movesMoney);
        PurseReport report;
        try (PurseDesk desk = options.open()) {
            report = select(desk, withPin, command);
        }
        return options.print(report);
    }

    private static PurseReport select(PurseDesk desk, boolean withPin, SelectedPurse command) throws BadInputException {
        SelectOutcome outcome = desk.run(desk.reader().select());
        if (!(outcome instanceof SelectOutcome.Selected selected)) {
            return PurseReport.of((NotDone) outcome);
        }
        Optional<PurseReport> refusal = withPin && !selected.card().blocked() ? pin(desk) : Optional.empty();
        return (refusal.isPresent() ? refusal.get() : command.use(desk, selected.card())).with(selected.card());
    }

    private static Optional<PurseReport> pin(PurseDesk desk) throws BadInputException {
        PinOutcome outcome = desk.enterPin();
        if (outcome instanceof PinOutcome.Wrong wrong) {
            return Optional.of(PurseReport.of(wrong));
        }
        return outcome instanceof NotDone refused ? Optional.of(PurseReport.of(refused)) : Optional.empty();
    }
}
