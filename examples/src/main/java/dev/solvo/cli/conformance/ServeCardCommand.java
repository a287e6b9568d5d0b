package dev.solvo.cli.conformance;

import dev.solvo.cli.card.CardImageSource;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.conformance.subject.FixedCard;
import dev.solvo.conformance.subject.RemoteCardServer;
import dev.solvo.conformance.transaction.CardDescription;
import dev.solvo.conformance.transaction.CardUnderTest;
import dev.solvo.conformance.transaction.SimulatedCards;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo conformance serve-card}: simulated cards as remote ones. */
@Command(
        name = "serve-card",
        description = {
            "Offers simulated cards to a conformance harness over a socket, as a vendor would offer his own: the reference"
                    + " for the protocol.",
            "With --card it is that card only, and cases that want another are inapplicable; without, every card that a case"
                    + " describes."
        },
        footer = {"", "Example:", "  solvo conformance serve-card --port 5601 --card online-cda"},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServeCardCommand implements Callable<Integer> {
    @Mixin
    private ServeOptions options = new ServeOptions();

    @Option(
            names = "--card",
            paramLabel = "NAME|FILE",
            description = "a name of 'solvo pay --list-cards' or 'solvo tap --list-cards', or a card image file")
    private @Nullable String image;

    @Override
    public Integer call() throws BadInputException, InterruptedException {
        CardUnderTest cards = image == null ? new SimulatedCards() : fixed(image);
        options.serve(cards.name(), (address, log) -> RemoteCardServer.start(address, cards, log));
        return ExitCode.OK;
    }

    private static CardUnderTest fixed(String nameOrFile) throws BadInputException {
        String text = CardImageSource.read(nameOrFile, "solvo pay --list-cards").text();
        return new FixedCard(new CardDescription(nameOrFile, text), new SimulatedCards());
    }
}
