package dev.solvo.cli;

import dev.solvo.cli.shell.ExitCode;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.transcript.PaymentLog;
import dev.solvo.transcript.PaymentReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code solvo pay}: one chip transaction from start to end. */
@Command(
        name = "pay",
        description = "Runs one chip transaction with a simulated or a real card and explains each decision.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PayCommand implements Callable<Integer> {
    /** The card that pays. */
    static final class Card {
        @Option(
                names = "--card",
                paramLabel = "NAME|FILE",
                description = "a simulated card: a name of --list-cards or a card image file (default: online-cda)")
        @Nullable
        String image;

        @Option(names = "--reader", paramLabel = "NAME", description = "a card in a PC/SC reader; a part of its name")
        @Nullable
        String reader;
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @ArgGroup
    private Card card = new Card();

    @Option(names = "--list-cards", description = "list the simulated cards and end")
    private boolean listCards;

    @Mixin
    private OrderOptions order = new OrderOptions();

    @Option(
            names = "--pin",
            paramLabel = "1234",
            description = "what the cardholder enters (default: 1234 for a simulated card; asked for with a reader)")
    private @Nullable String pin;

    @Option(names = "--host", defaultValue = "script", description = "${COMPLETION-CANDIDATES} (default: script)")
    private SimulatedHost host = SimulatedHost.script;

    @Option(names = "--terminal", paramLabel = "FILE", description = "the terminal's configuration (JSON)")
    private @Nullable Path terminal;

    @Option(names = "--record", paramLabel = "FILE", description = "write the session for solvo replay")
    private @Nullable Path record;

    @Option(names = "--record-card-data", description = "allow --record with a card in a reader")
    private boolean recordCardData;

    @Option(names = "--unmasked", description = "show card data in full (never a PIN)")
    private boolean unmasked;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (listCards) {
            for (String name : CardImages.names()) {
                out.printf("%-26s %s%n", name, CardImages.named(name).description());
            }
            out.flush();
            return ExitCode.OK;
        }
        if (record != null && card.reader != null && !recordCardData) {
            throw usage("--record would store the data of a real card; add --record-card-data to allow it");
        }
        PaymentText text = new PaymentText(out, Ansi.AUTO);
        PaymentLog log = new PaymentLog(json ? event -> {} : text::show);
        Payment payment = new Payment(
                request(),
                Payment.Card.of(Optional.ofNullable(card.image), Optional.ofNullable(card.reader)),
                Optional.ofNullable(pin),
                host.behaviour,
                Optional.ofNullable(terminal),
                Optional.ofNullable(record),
                log,
                new Progress(spec.commandLine().getErr(), !json));
        Outcome outcome = payment.run();
        if (json) {
            PaymentReport report =
                    new PaymentReport(outcome, payment.kernel().toJson(), log.events(), TagDictionary.load(), unmasked);
            out.println(report.toJson().toPrettyString());
        } else {
            text.outcome(outcome, payment.kernel());
        }
        out.flush();
        return ExitCode.of(outcome);
    }

    private TransactionRequest request() {
        return order.request(spec.commandLine());
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
