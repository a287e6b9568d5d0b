package dev.solvo.cli;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.Cardholder;
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
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.contactless.ContactlessKernel;
import dev.solvo.emv.contactless.EntryPoint;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.terminal.WatchedKernel;
import dev.solvo.tlv.Bytes;
import dev.solvo.transcript.PaymentLog;
import dev.solvo.transcript.PaymentReport;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One contactless transaction put together: card or phone, reader, cardholder and host around Entry Point. */
final class Tap {
    private final TransactionRequest request;
    private final CardImage image;
    private final boolean unlocksPhone;
    private final IssuerHost.Behaviour host;
    private final TerminalConfig terminal;
    private final PaymentLog log;
    private final SecureRandom random = new SecureRandom();
    private final List<KernelIdentifier> activated = new ArrayList<>();

    Tap(
            TransactionRequest request,
            CardImage image,
            boolean unlocksPhone,
            IssuerHost.Behaviour host,
            TerminalConfig terminal,
            PaymentLog log) {
        this.request = request;
        this.image = image;
        this.unlocksPhone = unlocksPhone;
        this.host = host;
        this.terminal = terminal;
        this.log = log;
    }

    Outcome run() throws BadInputException {
        Clock clock = Clock.system(ZoneId.systemDefault());
        SimulatedField field = new SimulatedField(SimulatedCard.insert(image, random), log, unlocksPhone);
        List<ContactlessKernel> kernels = new ArrayList<>();
        TapReader.kernels().forEach(kernel -> kernels.add(new WatchedKernel(kernel, activated::add)));
        EntryPoint entryPoint = new EntryPoint(TapReader.config(terminal), kernels, clock, random).observedBy(log);
        return BlockingTerminal.run(
                entryPoint.begin(request),
                field,
                new Person(field),
                new Host(new SimulatedAcquirer(IssuerHost.of(host), terminal.authorisationResponseCodes()), clock));
    }

    /** The kernel that spoke with the card last. */
    Optional<KernelIdentifier> kernel() {
        return activated.isEmpty() ? Optional.empty() : Optional.of(activated.get(activated.size() - 1));
    }

    /** The cardholder: looks at the reader and enters his PIN, which the issuer is not told here. */
    private final class Person implements Cardholder {
        private final SimulatedField field;

        Person(SimulatedField field) {
            this.field = field;
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
            field.reads(shown);
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
            log.askedIssuer(
                    answer instanceof Answer.Answered answered
                            ? Optional.of(answered.response().decision() + ", 8A "
                                    + PaymentReport.characters(
                                            answered.response().authorisationResponseCode()))
                            : Optional.empty());
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
