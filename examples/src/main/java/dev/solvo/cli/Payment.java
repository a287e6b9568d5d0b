package dev.solvo.cli;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.ObservedTransport;
import dev.solvo.cli.card.CardImageSource;
import dev.solvo.cli.card.ReaderChoice;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.Prompt;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.pcsc.PcscException;
import dev.solvo.pcsc.PcscReader;
import dev.solvo.pcsc.PcscReaders;
import dev.solvo.pcsc.PcscTransport;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.terminal.SoftwarePinPad;
import dev.solvo.tlv.Bytes;
import dev.solvo.transcript.KernelReport;
import dev.solvo.transcript.PaymentLog;
import java.io.Console;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One transaction put together: card, terminal, cardholder and host around a kernel. */
final class Payment {
    private static final String DEFAULT_CARD = "online-cda";
    private static final String SIMULATED_PIN = "1234";
    private static final Duration TIME_TO_INSERT = Duration.ofSeconds(60);

    /** Where the card is. */
    sealed interface Card {
        /** A simulated card by name or file. */
        record Simulated(String image) implements Card {}

        /** A card in a reader. */
        record InReader(String reader) implements Card {}

        static Card of(Optional<String> image, Optional<String> reader) {
            return reader.isPresent() ? new InReader(reader.get()) : new Simulated(image.orElse(DEFAULT_CARD));
        }
    }

    private final TransactionRequest request;
    private final Card card;
    private final Optional<String> pin;
    private final IssuerHost.Behaviour host;
    private final Optional<Path> terminal;

    private final Optional<Path> record;

    private final PaymentLog log;
    private final Progress progress;
    private final SecureRandom random = new SecureRandom();

    Payment(
            TransactionRequest request,
            Card card,
            Optional<String> pin,
            IssuerHost.Behaviour host,
            Optional<Path> terminal,
            Optional<Path> record,
            PaymentLog log,
            Progress progress) {
        this.request = request;
        this.card = card;
        this.pin = pin;
        this.host = host;
        this.terminal = terminal;
        this.record = record;
        this.log = log;
        this.progress = progress;
    }

    Outcome run() throws BadInputException, InterruptedException {
        if (card instanceof Card.Simulated simulated) {
            return run(SimulatedCard.insert(image(simulated.image()), random));
        }
        Card.InReader place = (Card.InReader) card;
        try {
            PcscReader reader = ReaderChoice.named(PcscReaders.open(), place.reader());
            progress.waitingFor("Waiting for a card in " + reader.name());
            if (!reader.waitForCardPresent(TIME_TO_INSERT)) {
                throw new BadInputException("no card was inserted into " + reader.name());
            }
            try (PcscTransport transport = reader.connect()) {
                return run(transport);
            }
        } catch (PcscException refused) {
            throw new BadInputException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private Outcome run(CardTransport transport) throws BadInputException {
        String configuration = configuration();
        TerminalConfig config = configured(configuration);
        Clock clock = Clock.system(ZoneId.systemDefault());
        if (record.isEmpty()) {
            ContactKernel kernel = new ContactKernel(config, clock, random).observedBy(log);
            return BlockingTerminal.run(
                    kernel.begin(request), new ObservedTransport(transport, log), new AtThePrompt(), acquirer(config));
        }
        SessionRecorder recorder = new SessionRecorder(
                card instanceof Card.InReader,
                TerminalJson.complete(configuration, config),
                Optional.empty(),
                clock,
                random);
        try (SessionFile file = SessionFile.create(record.get())) {
            ContactKernel kernel = new ContactKernel(config, recorder.clock(), recorder.random()).observedBy(log);
            Outcome outcome = BlockingTerminal.run(
                    kernel.begin(request),
                    new ObservedTransport(new ObservedTransport(transport, recorder), log),
                    recorder.listening(new AtThePrompt()),
                    recorder.listening(acquirer(config)));
            file.write(recorder.session(request, outcome));
            return outcome;
        }
    }

    /** Which kernel takes the payment. */
    KernelReport kernel() throws BadInputException {
        return KernelReport.of(configured(configuration()));
    }

    private Acquirer acquirer(TerminalConfig config) {
        return new Listening(new SimulatedAcquirer(IssuerHost.of(host), config.authorisationResponseCodes()));
    }

    private String configuration() throws BadInputException {
        return configuration(terminal);
    }

    private TerminalConfig configured(String json) throws BadInputException {
        return configured(terminal, json);
    }

    /** The text of a file, or the built-in one. */
    static String configuration(Optional<Path> terminal) throws BadInputException {
        if (terminal.isEmpty()) {
            return TerminalConfigJson.testTerminal();
        }
        try {
            return Files.readString(terminal.get());
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read the terminal's configuration " + terminal.get(), unreadable);
        }
    }

    /** The test authority's keys are added only to the built-in configuration: a file says itself whom it trusts. */
    static TerminalConfig configured(Optional<Path> terminal, String json) throws BadInputException {
        try {
            TerminalConfig config = TerminalConfigJson.parse(json);
            return terminal.isEmpty() ? config.withCaPublicKeys(TestPki.load().caPublicKeys()) : config;
        } catch (EmvDataException wrong) {
            throw new BadInputException("the terminal's configuration is wrong: " + wrong.getMessage(), wrong);
        }
    }

    static CardImage image(String nameOrFile) throws BadInputException {
        return image(nameOrFile, "solvo pay --list-cards");
    }

    static CardImage image(String nameOrFile, String list) throws BadInputException {
        return CardImageSource.read(nameOrFile, list);
    }

    /** The cardholder and his PIN pad. */
    private final class AtThePrompt implements Cardholder {
        private final SoftwarePinPad pinPad = new SoftwarePinPad(this::keyIn, random);

        @Override
        public Optional<ChooseApplication.Candidate> chooseApplication(
                List<ChooseApplication.Candidate> candidates, boolean afterFailure, String language) {
            Optional<Console> prompt = Prompt.console();
            if (card instanceof Card.Simulated || prompt.isEmpty()) {
                return Optional.of(candidates.get(0));
            }
            Console console = prompt.get();
            for (int i = 0; i < candidates.size(); i++) {
                console.printf("%d  %s%n", i + 1, candidates.get(i).displayName());
            }
            String line = console.readLine("Application: ");
            for (int i = 0; i < candidates.size(); i++) {
                if (String.valueOf(i + 1).equals(line)) {
                    return Optional.of(candidates.get(i));
                }
            }
            return Optional.empty();
        }

        @Override
        public KernelStep enterPin(EnterPin step) {
            return pinPad.enter(step);
        }

        @Override
        public void show(StandardMessage message, String language, Bytes data) {
            log.shown(message);
        }

        private Optional<Pin> keyIn(EnterPin step) {
            if (pin.isPresent()) {
                // A wrong PIN is not tried until the card is blocked.
                return step.prompt() == StandardMessage.INCORRECT_PIN
                        ? Optional.empty()
                        : Optional.of(Pin.of(pin.get()));
            }
            if (card instanceof Card.Simulated) {
                return step.prompt() == StandardMessage.INCORRECT_PIN
                        ? Optional.empty()
                        : Optional.of(Pin.of(SIMULATED_PIN));
            }
            Optional<Console> prompt = Prompt.console();
            char[] entered = prompt.isPresent() ? prompt.get().readPassword("PIN: ") : new char[0];
            if (entered == null || entered.length == 0) {
                return Optional.empty();
            }
            try {
                return Optional.of(Pin.of(CharBuffer.wrap(entered)));
            } catch (IllegalArgumentException notAPin) {
                return Optional.empty();
            } finally {
                Arrays.fill(entered, '0');
            }
        }
    }

    /** Notes what the issuer was asked. */
    private final class Listening implements Acquirer {
        private final SimulatedAcquirer acquirer;

        Listening(SimulatedAcquirer acquirer) {
            this.acquirer = acquirer;
        }

        @Override
        public void storeReversal(Reversal reversal) {
            acquirer.storeReversal(reversal);
        }

        @Override
        public Answer authorise(AuthorisationRequest authorisation) {
            Answer answer = acquirer.authorise(authorisation);
            log.askedIssuer(answer);
            return answer;
        }

        @Override
        public LookUpExceptionFile.Answer lookUpExceptionFile(
                dev.solvo.crypto.key.Pan pan, Optional<dev.solvo.crypto.key.PanSequenceNumber> sequenceNumber) {
            return LookUpExceptionFile.Answer.NOT_LISTED;
        }
    }
}
