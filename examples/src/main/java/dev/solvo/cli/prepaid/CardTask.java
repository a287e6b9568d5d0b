package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.CardReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** An operation on a card that is there already. */
abstract class CardTask extends OperationTask {
    @Mixin
    private CardOptions options = new CardOptions();

    private @Nullable CardReference card;

    /**
     * Reads the card; the first thing that a command reads.
     *
     * @param atTerminal whether it has to be named by its code
     */
    void readCard(boolean atTerminal) throws BadInputException {
        card = atTerminal ? options.code(secrets()) : options.reference(secrets());
    }

    CardReference card() {
        if (card == null) {
            throw new IllegalStateException("the options have not been read");
        }
        return card;
    }

    /** The card as a terminal names it. */
    CardCode code() {
        if (card() instanceof CardCode code) {
            return code;
        }
        throw new IllegalStateException("the card was not read by its code");
    }

    @Override
    String shownCard() {
        return CardOptions.masked(card());
    }
}
