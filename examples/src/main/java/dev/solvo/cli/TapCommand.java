package dev.solvo.cli;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.transcript.PaymentLog;
import dev.solvo.transcript.TapReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code solvo tap}: one contactless transaction from start to end. */
@Command(
        name = "tap",
        description =
                "Runs one contactless transaction with a simulated or a real card or phone and explains each decision.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TapCommand implements Callable<Integer> {
    private static final String PREFIX = "tap-";
    private static final String DEFAULT_NETWORK = "visa";

    /** What is held to the reader. */
    enum Device {
        plastic,
        phone
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--card",
            paramLabel = "NAME|FILE",
            description =
                    "a simulated card: a name of --list-cards, with or without tap- before it, or a card image file"
                            + " (default: tap-visa)")
    private @Nullable String card;

    @Option(
            names = "--device",
            description = "${COMPLETION-CANDIDATES} (default: plastic): phone takes the phone of the card's name")
    private @Nullable Device device;

    @Option(names = "--stays-locked", description = "the cardholder does not unlock a phone that asks for it")
    private boolean staysLocked;

    @Option(
            names = "--reader",
            paramLabel = "NAME",
            description = "a card or phone at a contactless PC/SC reader; a part of its name")
    private @Nullable String reader;

    @Option(names = "--list-cards", description = "list the simulated cards and phones and end")
    private boolean listCards;

    @Mixin
    private OrderOptions order = new OrderOptions();

    @Option(names = "--host", defaultValue = "script", description = "${COMPLETION-CANDIDATES} (default: script)")
    private SimulatedHost host = SimulatedHost.script;

    @Option(
            names = "--terminal",
            paramLabel = "FILE",
            description = "the terminal's configuration (JSON); limits and kernels stay the built-in ones")
    private @Nullable Path terminal;

    @Option(names = "--record", paramLabel = "FILE", description = "write the session for solvo replay")
    private @Nullable Path record;

    @Option(names = "--record-card-data", description = "allow --record with a card or phone at a reader")
    private boolean recordCardData;

    @Option(names = "--unmasked", description = "show card data in full")
    private boolean unmasked;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws BadInputException {
        PrintWriter out = spec.commandLine().getOut();
        if (listCards) {
            for (String name : CardImages.contactlessNames()) {
                out.printf("%-32s %s%n", name, CardImages.named(name).description());
            }
            out.flush();
            return ExitCode.OK;
        }
        if (reader != null && (card != null || device != null || staysLocked)) {
            throw usage("--card, --device and --stays-locked are for simulated cards and phones, not for --reader");
        }
        if (record != null && reader != null && !recordCardData) {
            throw usage("--record would store the data of a real card; add --record-card-data to allow it");
        }
        PaymentText text = new PaymentText(out, Ansi.AUTO);
        PaymentLog log = new PaymentLog(json ? event -> {} : text::show);
        Tap tap = new Tap(
                order.request(spec.commandLine()),
                reader != null ? new Tap.Device.InReader(reader) : new Tap.Device.Simulated(image(), !staysLocked),
                host.behaviour,
                Optional.ofNullable(terminal),
                Optional.ofNullable(record),
                log,
                new Progress(spec.commandLine().getErr(), !json));
        Outcome outcome = tap.run();
        TapReport report = new TapReport(outcome, tap.kernel(), log.events(), unmasked);
        if (json) {
            out.println(report.toJson(TagDictionary.load()).toPrettyString());
        } else {
            text.outcome(outcome, report);
        }
        out.flush();
        return ExitCode.of(outcome);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The card of a name, or the phone of the same network. */
    private CardImage image() throws BadInputException {
        String wanted = card == null ? DEFAULT_NETWORK : card;
        String name = wanted.startsWith(PREFIX) ? wanted : PREFIX + wanted;
        if (device == Device.phone && !name.contains("-phone")) {
            name += "-phone";
        }
        if (CardImages.contactlessNames().contains(name)) {
            return CardImages.named(name);
        }
        if (device == Device.phone) {
            throw new BadInputException("there is no phone " + name + "; see solvo tap --list-cards");
        }
        return Payment.image(wanted, "solvo tap --list-cards");
    }
}
