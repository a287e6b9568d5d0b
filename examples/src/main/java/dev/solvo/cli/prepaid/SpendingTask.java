package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.Spending;
import dev.solvo.prepaid.account.TerminalDesk;
import dev.solvo.prepaid.ledger.LedgerException;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** An operation by which a card's holder gives money away at a terminal. */
abstract class SpendingTask extends CardTask {
    @Mixin
    private AmountOptions amount = new AmountOptions();

    @Mixin
    private PinOptions pins = new PinOptions();

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    private Optional<Pin> pin = Optional.empty();

    /** Reads what else there is between the card and the PIN. */
    void readMore() throws BadInputException {}

    /** Does it. */
    abstract Answer spend(TerminalDesk desk, Spending spending, OperationKey under) throws LedgerException;

    TerminalOptions terminal() {
        return terminal;
    }

    AmountOptions amount() {
        return amount;
    }

    @Override
    final void read() throws BadInputException {
        amount.positive();
        readCard(isAtTerminal());
        readMore();
        pin = pins.pin(secrets());
    }

    /** Whether the card has to be named by its code. */
    boolean isAtTerminal() {
        return true;
    }

    boolean hasPin() {
        return pins.isGiven();
    }

    @Override
    Answer answer(OpenStore books, OperationKey under) throws LedgerException {
        Spending spending = Spending.of(code(), amount.positive());
        if (pin.isEmpty()) {
            return spend(terminal.desk(books), spending, under);
        }
        try (Pin entered = pin.get()) {
            return spend(terminal.desk(books), spending.withPin(entered), under);
        }
    }
}
