package dev.solvo.cli.conformance;

import dev.solvo.cli.card.ReaderChoice;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.ConformanceCase;
import dev.solvo.conformance.subject.CardInReader;
import dev.solvo.conformance.subject.RemoteCard;
import dev.solvo.conformance.subject.RemoteKernel;
import dev.solvo.conformance.subject.RemoteSubjectException;
import dev.solvo.conformance.transaction.CardUnderTest;
import dev.solvo.conformance.transaction.KernelUnderTest;
import dev.solvo.conformance.transaction.SimulatedCards;
import dev.solvo.pcsc.PcscException;
import dev.solvo.pcsc.PcscReaders;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What the cases are run against; without an option our own kernels and simulated cards. */
final class SubjectOptions {
    private static final Pattern ADDRESS = Pattern.compile("(.{1,255}):([0-9]{1,5})");

    private static final Duration TIME_TO_CHANGE = Duration.ofMinutes(10);

    /** Cards that are not simulated here. */
    static final class Cards {
        @Option(
                names = "--reader",
                paramLabel = "NAME",
                description = "real cards in a PC/SC reader, which a person changes as the cases want them")
        @Nullable
        String reader;

        @Option(
                names = "--remote-card",
                paramLabel = "HOST:PORT",
                description = "a card behind a socket ('solvo conformance serve-card')")
        @Nullable
        String remote;
    }

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @ArgGroup
    private Cards cards = new Cards();

    @Option(
            names = "--remote-kernel",
            paramLabel = "HOST:PORT",
            description = "a kernel behind a socket ('solvo conformance serve-kernel')")
    private @Nullable String kernel;

    @Option(
            names = "--remote-connections",
            paramLabel = "N",
            defaultValue = "1",
            description = "how many cases a remote kernel or card takes at the same time (default: 1)")
    private int connections = 1;

    @Option(
            names = "--remote-silence",
            paramLabel = "PT10S",
            defaultValue = "PT10S",
            description = "how long a remote kernel or card may be silent (default: PT10S)")
    private Duration silence = Duration.ofSeconds(10);

    /** How many cases can be run at the same time, if so many would be. */
    int atATime(int wanted) {
        if (cards.reader != null) {
            return 1;
        }
        return kernel != null || cards.remote != null ? Math.min(wanted, connections()) : wanted;
    }

    /** Whether the cards are not those of the simulator in this process. */
    boolean hasOtherCards() {
        return cards.reader != null || cards.remote != null;
    }

    /** With more time for each, where a person changes the cards. */
    CaseCollection patiently(CaseCollection collection) {
        if (cards.reader == null) {
            return collection;
        }
        List<ConformanceCase> patient = new ArrayList<>();
        for (ConformanceCase one : collection.cases()) {
            patient.add(new ConformanceCase(
                    one.id(),
                    one.suite(),
                    one.title(),
                    one.clauses(),
                    one.origin(),
                    one.applicability(),
                    one.timeLimit().plus(TIME_TO_CHANGE),
                    one.procedure()));
        }
        return new CaseCollection(patient, collection.broken());
    }

    /** The kernel of the options, or the one that is made here. */
    KernelUnderTest kernel(Supplier<KernelUnderTest> own) throws BadInputException, InterruptedException {
        Duration limit = silence();
        int most = connections();
        if (kernel == null) {
            return own.get();
        }
        InetSocketAddress address = address("--remote-kernel", kernel);
        try {
            return RemoteKernel.at(address, limit, most);
        } catch (RemoteSubjectException nobody) {
            throw new BadInputException(
                    "the kernel at " + kernel + " cannot be tested: it " + nobody.getMessage(), nobody);
        }
    }

    /** The cards of the options, or simulated ones. */
    CardUnderTest cards() throws BadInputException, InterruptedException {
        if (cards.reader != null) {
            try {
                PcscCards reader = new PcscCards(ReaderChoice.named(PcscReaders.open(), cards.reader));
                BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
                return new CardInReader(
                        reader, new ConsoleOperator(reader, spec.commandLine().getErr(), answers));
            } catch (PcscException refused) {
                throw new BadInputException(String.valueOf(refused.getMessage()), refused);
            }
        }
        if (cards.remote == null) {
            return new SimulatedCards();
        }
        try {
            return RemoteCard.at(address("--remote-card", cards.remote), silence(), connections());
        } catch (RemoteSubjectException nobody) {
            throw new BadInputException(
                    "the card at " + cards.remote + " cannot be tested: it " + nobody.getMessage(), nobody);
        }
    }

    private int connections() {
        if (connections < 1 || connections > 64) {
            throw new ParameterException(spec.commandLine(), "--remote-connections is 1 to 64");
        }
        return connections;
    }

    private Duration silence() {
        if (silence.compareTo(Duration.ofMillis(1)) < 0 || silence.compareTo(Duration.ofHours(1)) > 0) {
            throw new ParameterException(spec.commandLine(), "--remote-silence is PT0.001S to PT1H");
        }
        return silence;
    }

    private InetSocketAddress address(String option, String text) throws BadInputException {
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
            throw new ParameterException(spec.commandLine(), option + ": expected HOST:PORT");
        }
        InetSocketAddress address = new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2)));
        if (address.isUnresolved()) {
            throw new BadInputException("there is no host " + parts.group(1));
        }
        return address;
    }
}
