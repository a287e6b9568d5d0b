package dev.solvo.cli.card;

import dev.solvo.apdu.CardTransport;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.cli.shell.Prompt;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.pcsc.PcscException;
import dev.solvo.pcsc.PcscReader;
import dev.solvo.pcsc.PcscReaders;
import dev.solvo.pcsc.PcscTransport;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.tlv.Bytes;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code solvo card}: what a card says to everyone. */
@Command(
        name = "card",
        description = {
            "Reads a payment card's public data: directories, applications, records, counters, log.",
            "Never sends a PIN or asks for a cryptogram. GET PROCESSING OPTIONS, without which a card shows no records, counts"
                    + " up the card's transaction counter by one for each application; it is left out where the card asks"
                    + " for an amount, for then it may answer with a cryptogram."
        },
        footer = {"", "Example:", "  solvo card --reader ACS"},
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class CardCommand implements Callable<Integer> {
    private static final Duration TIME_TO_INSERT = Duration.ofSeconds(60);

    /** Where the card is. */
    static final class Place {
        @Option(
                names = "--reader",
                paramLabel = "NAME",
                description = "a card in a PC/SC reader; a part of its name is enough")
        @Nullable
        String reader;

        @Option(
                names = "--card",
                paramLabel = "NAME|FILE",
                description = "a simulated card: a name of 'solvo pay --list-cards' or 'solvo tap --list-cards', or a"
                        + " card image file")
        @Nullable
        String image;

        @Option(names = "--list-readers", description = "list the PC/SC readers and end")
        boolean listReaders;
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Place place;

    @Option(
            names = "--aid",
            paramLabel = "HEX",
            description = "an application that no directory of the card may list; may be repeated")
    private List<String> names = new ArrayList<>();

    @Option(names = "--no-gpo", description = "never send GET PROCESSING OPTIONS; without it there are no records")
    private boolean noProcessingOptions;

    @Option(names = "--unmasked", description = "show account numbers and cardholder data in full")
    private boolean unmasked;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws BadInputException, InterruptedException {
        List<Bytes> wanted = new ArrayList<>();
        for (String name : names) {
            wanted.add(name(name));
        }
        if (place.image != null) {
            return simulated(place.image, wanted);
        }
        try {
            return place.reader == null ? list(PcscReaders.open()) : inReader(place.reader, wanted);
        } catch (PcscException refused) {
            throw new BadInputException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private int list(PcscReaders readers) throws PcscException {
        List<ReaderState> states = new ArrayList<>();
        for (PcscReader reader : readers.list()) {
            states.add(new ReaderState(reader.name(), reader.isCardPresent()));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ReaderState.toJson(states).toPrettyString());
        } else {
            states.forEach(state -> out.println(state.name() + (state.cardPresent() ? ": card" : ": empty")));
        }
        out.flush();
        return ExitCode.OK;
    }

    private int simulated(String nameOrFile, List<Bytes> wanted) throws BadInputException {
        CardImage image = CardImageSource.read(nameOrFile, "solvo pay --list-cards");
        CardLink link = new CardLink("card", nameOrFile, image.answerToReset(), Optional.empty());
        return read(link, SimulatedCard.insert(image, new SecureRandom()), wanted);
    }

    private int inReader(String name, List<Bytes> wanted)
            throws BadInputException, PcscException, InterruptedException {
        PcscReader reader = ReaderChoice.named(PcscReaders.open(), name);
        if (!json && Prompt.console().isPresent()) {
            spec.commandLine().getErr().println("Waiting for a card in " + reader.name() + " ...");
            spec.commandLine().getErr().flush();
        }
        if (!reader.waitForCardPresent(TIME_TO_INSERT)) {
            throw new BadInputException("no card was inserted into " + reader.name());
        }
        try (PcscTransport card = ReaderChoice.connect(reader)) {
            CardLink link = new CardLink(
                    "reader",
                    reader.name(),
                    card.answerToReset().bytes(),
                    Optional.of(card.protocol().pcscName()));
            return read(link, card, wanted);
        }
    }

    private int read(CardLink link, CardTransport card, List<Bytes> wanted) {
        TerminalConfig terminal = terminal();
        Optional<ProcessingOptions> options = noProcessingOptions
                ? Optional.empty()
                : Optional.of(new ProcessingOptions(terminal, LocalDate.now(ZoneId.systemDefault())));
        PublicData data = new PublicDataReading(
                        card,
                        terminal.applications().stream()
                                .map(ApplicationConfig::aid)
                                .toList(),
                        wanted,
                        options)
                .read();
        CardReport report =
                new CardReport(link, data, unmasked ? CardDataText.unmasked() : CardDataText.masked(data.bodies()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.toJson().toPrettyString());
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
        return data.lost().isPresent() ? ExitCode.TERMINATED : ExitCode.OK;
    }

    private static TerminalConfig terminal() {
        try {
            return TerminalConfigJson.parse(TerminalConfigJson.testTerminal());
        } catch (EmvDataException builtIn) {
            throw new IllegalStateException("the built-in terminal", builtIn);
        }
    }

    private Bytes name(String hex) {
        try {
            Bytes name = Bytes.fromHex(hex);
            if (name.length() >= 5 && name.length() <= 16) {
                return name;
            }
        } catch (IllegalArgumentException notHex) {
            // Told below.
        }
        throw new ParameterException(spec.commandLine(), "--aid: expected 10 to 32 hexadecimal digits");
    }
}
