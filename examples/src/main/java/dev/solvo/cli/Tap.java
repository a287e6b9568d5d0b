package dev.solvo.cli;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.ContactlessReader;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TornTransactionLog;
import dev.solvo.emv.TornTransactionRecord;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.config.ContactlessConfig;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.contactless.ContactlessKernel;
import dev.solvo.emv.contactless.EntryPoint;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.pcsc.PcscException;
import dev.solvo.pcsc.PcscReaders;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.terminal.WatchedKernel;
import dev.solvo.tlv.Bytes;
import dev.solvo.transcript.PaymentLog;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One contactless transaction put together: card or phone, reader, cardholder and host around Entry Point. */
final class Tap {
    /** What is held to which reader. */
    sealed interface Device {
        /**
         * A simulated card or phone.
         *
         * @param image what it is
         * @param unlocked whether the cardholder unlocks a phone that asks for it
         */
        record Simulated(CardImage image, boolean unlocked) implements Device {}

        /** Whatever comes into the field of a PC/SC reader; a part of the reader's name. */
        record InReader(String reader) implements Device {}
    }

    private final TransactionRequest request;
    private final Device device;
    private final IssuerHost.Behaviour host;
    private final Optional<Path> terminal;
    private final Optional<Path> record;
    private final PaymentLog log;
    private final Progress progress;
    private final SecureRandom random = new SecureRandom();
    private final List<KernelIdentifier> activated = new ArrayList<>();

    Tap(
            TransactionRequest request,
            Device device,
            IssuerHost.Behaviour host,
            Optional<Path> terminal,
            Optional<Path> record,
            PaymentLog log,
            Progress progress) {
        this.request = request;
        this.device = device;
        this.host = host;
        this.terminal = terminal;
        this.record = record;
        this.log = log;
        this.progress = progress;
    }

    Outcome run() throws BadInputException {
        if (device instanceof Device.Simulated simulated) {
            SimulatedField field =
                    new SimulatedField(SimulatedCard.insert(simulated.image(), random), simulated.unlocked());
            return run(field, field::reads);
        }
        Device.InReader place = (Device.InReader) device;
        try (PcscField field = new PcscField(PcscReaders.open().named(place.reader()), progress)) {
            return run(field, shown -> {});
        } catch (PcscException | PcscField.UnavailableException refused) {
            throw new BadInputException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private Outcome run(ContactlessReader field, Consumer<UserInterfaceRequest> eyes) throws BadInputException {
        String configuration = Payment.configuration(terminal);
        TerminalConfig config = Payment.configured(terminal, configuration);
        ContactlessConfig reader = TapReader.config(config);
        Clock clock = Clock.system(ZoneId.systemDefault());
        Cardholder cardholder = new Person(eyes);
        Acquirer acquirer =
                new Host(new SimulatedAcquirer(IssuerHost.of(host), config.authorisationResponseCodes()), clock);
        if (record.isEmpty()) {
            return BlockingTerminal.run(
                    entryPoint(reader, clock, random).begin(request), watched(field), cardholder, acquirer);
        }
        SessionRecorder recorder = new SessionRecorder(
                device instanceof Device.InReader,
                TerminalJson.complete(configuration, config),
                Optional.of(ReaderJson.write(reader)),
                clock,
                random);
        try (SessionFile file = SessionFile.create(record.get())) {
            Outcome outcome = BlockingTerminal.run(
                    entryPoint(reader, recorder.clock(), recorder.random()).begin(request),
                    watched(recorder.listening(field)),
                    recorder.listening(cardholder),
                    recorder.listening(acquirer));
            file.write(recorder.session(request, outcome));
            return outcome;
        }
    }

    private EntryPoint entryPoint(ContactlessConfig reader, Clock clock, SecureRandom source) {
        List<ContactlessKernel> kernels = new ArrayList<>();
        TapReader.kernels().forEach(kernel -> kernels.add(new WatchedKernel(kernel, activated::add)));
        return new EntryPoint(reader, kernels, clock, source).observedBy(log);
    }

    private ContactlessReader watched(ContactlessReader field) {
        return new ObservedReader(field, log, log::waited);
    }

    /** The kernel that spoke with the card last. */
    Optional<KernelIdentifier> kernel() {
        return activated.isEmpty() ? Optional.empty() : Optional.of(activated.get(activated.size() - 1));
    }

    /** The cardholder: looks at the reader and enters his PIN, which the issuer is not told here. */
    private final class Person implements Cardholder {
        private final Consumer<UserInterfaceRequest> eyes;

        Person(Consumer<UserInterfaceRequest> eyes) {
            this.eyes = eyes;
        }

        @Override
        public KernelStep enterPin(EnterPin step) {
            return step.captured();
        }

        @Override
        public void show(StandardMessage message, String language, Bytes data) {
            log.shown(message);
        }

        @Override
        public void show(UserInterfaceRequest shown) {
            log.displayed(shown);
            eyes.accept(shown);
        }
    }

    /** Notes what the issuer was asked, and keeps torn transactions. */
    private final class Host implements Acquirer {
        private final SimulatedAcquirer acquirer;
        private final TornTransactionLog torn;

        Host(SimulatedAcquirer acquirer, Clock clock) {
            this.acquirer = acquirer;
            this.torn =
                    new TornTransactionLog(clock, TapReader.tornRecords(), Duration.ofSeconds(TapReader.tornSeconds()));
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
        public LookUpExceptionFile.Answer lookUpExceptionFile(Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
            return LookUpExceptionFile.Answer.NOT_LISTED;
        }

        @Override
        public Optional<TornTransactionRecord> takeTornTransaction(
                Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
            return torn.take(pan, sequenceNumber);
        }

        @Override
        public void storeTornTransaction(TornTransactionRecord content) {
            torn.store(content);
        }
    }
}
