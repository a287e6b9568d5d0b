package dev.solvo.cli.prepaid.purse;

import dev.solvo.apdu.CardTransport;
import dev.solvo.cli.card.ReaderChoice;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.Prompt;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.pcsc.ConnectionSettings;
import dev.solvo.pcsc.PcscException;
import dev.solvo.pcsc.PcscReader;
import dev.solvo.pcsc.PcscReaders;
import dev.solvo.pcsc.PcscTransport;
import dev.solvo.prepaid.purse.BlockingPurseTerminal;
import dev.solvo.prepaid.purse.CardPsam;
import dev.solvo.prepaid.purse.MemoryPurchaseBook;
import dev.solvo.prepaid.purse.PendingTransaction;
import dev.solvo.prepaid.purse.PinOutcome;
import dev.solvo.prepaid.purse.PurchaseRecord;
import dev.solvo.prepaid.purse.PurchaseUpload;
import dev.solvo.prepaid.purse.PurseKeyPurpose;
import dev.solvo.prepaid.purse.PurseMasterKey;
import dev.solvo.prepaid.purse.PurseReader;
import dev.solvo.prepaid.purse.PurseSettings;
import dev.solvo.prepaid.purse.PurseStep;
import dev.solvo.prepaid.purse.TransactionAuthenticationCodes;
import dev.solvo.prepaid.purse.UploadVerdict;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.purse.PurseFault;
import dev.solvo.simulator.purse.PurseImage;
import dev.solvo.simulator.purse.PurseKeys;
import dev.solvo.simulator.purse.SimulatedPsam;
import dev.solvo.simulator.purse.SimulatedPurse;
import java.io.Console;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A terminal put together: card, security module and issuer around a reader. */
final class PurseDesk implements AutoCloseable {
    private static final String SIMULATED_PIN = "123456";
    private static final Duration TIME_TO_INSERT = Duration.ofSeconds(60);

    private final PurseReader reader;
    private final PurseState state;
    private final BlockingPurseTerminal terminal;
    private final SimulatedPsam module;
    private final Optional<SimulatedPurse> simulated;
    private final Optional<PcscTransport> real;
    private final Optional<String> pin;
    private final long totalBefore;

    private PurseDesk(
            PurseSettings settings,
            PurseState state,
            Optional<SimulatedPurse> simulated,
            Optional<PcscTransport> real,
            Optional<String> pin) {
        this.reader = new PurseReader(settings);
        this.state = state;
        this.simulated = simulated;
        this.real = real;
        this.pin = pin;
        this.totalBefore = state.moduleTotal;
        this.module =
                new SimulatedPsam(PurseKeys.published(), settings.terminal().value(), state.moduleNext);
        CardTransport card = simulated.<CardTransport>map(one -> one).orElseGet(real::orElseThrow);
        this.terminal = new BlockingPurseTerminal(card, new CardPsam(module), new SimulatedLoadHost(state), this::keep);
    }

    static PurseDesk open(
            PurseSettings settings,
            Optional<String> card,
            Optional<Path> cardFile,
            Optional<String> readerName,
            List<PurseFault> faults,
            Optional<String> pin)
            throws BadInputException, InterruptedException {
        PurseState state = PurseState.open(cardFile);
        if (readerName.isPresent()) {
            return new PurseDesk(settings, state, Optional.empty(), Optional.of(connect(readerName.get())), pin);
        }
        if (state.card.isPresent() && card.isPresent()) {
            throw new BadInputException("the card file has a card already; --card is for a new one");
        }
        PurseImage image = state.card.isPresent() ? state.card.get() : image(card.orElse("loaded"));
        SimulatedPurse simulated = SimulatedPurse.insert(image, new SecureRandom(), faults);
        state.card = Optional.of(image);
        return new PurseDesk(settings, state, Optional.of(simulated), Optional.empty(), pin);
    }

    private static PcscTransport connect(String name) throws BadInputException, InterruptedException {
        try {
            PcscReader reader = ReaderChoice.named(PcscReaders.open(), name);
            if (!reader.waitForCardPresent(TIME_TO_INSERT)) {
                throw new BadInputException("no card was put into " + reader.name());
            }
            return reader.connect(ConnectionSettings.anyCard());
        } catch (PcscException refused) {
            throw new BadInputException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private static PurseImage image(String nameOrFile) throws BadInputException {
        try {
            if (nameOrFile.equals("empty")) {
                return PurseImage.standard();
            }
            if (nameOrFile.equals("loaded")) {
                return PurseImage.parse(
                        PurseImage.standard().text() + "description Purse with 100.00, PIN 123456\npurse 10000 0 0\n");
            }
            Path file = Path.of(nameOrFile);
            if (!Files.isRegularFile(file)) {
                throw new BadInputException("there is neither a card nor a file " + nameOrFile);
            }
            return PurseImage.parse(Files.readString(file));
        } catch (SimulatorTextException wrong) {
            throw new BadInputException(nameOrFile + ": " + wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read " + nameOrFile, unreadable);
        }
    }

    PurseReader reader() {
        return reader;
    }

    <R> R run(PurseStep<R> first) {
        return terminal.run(first);
    }

    boolean isSimulated() {
        return simulated.isPresent();
    }

    Optional<PendingTransaction> pending() {
        return state.pending;
    }

    /** Lets the card check the PIN: the option's, the test card's, or what the cardholder enters. */
    PinOutcome enterPin() throws BadInputException {
        char[] digits =
                pin.map(String::toCharArray).orElseGet(() -> isSimulated() ? SIMULATED_PIN.toCharArray() : asked());
        try (Pin entered = Pin.of(CharBuffer.wrap(digits))) {
            return run(reader.verifyPin(entered));
        } catch (IllegalArgumentException notAPin) {
            throw new BadInputException("a PIN has 4 to 12 digits", notAPin);
        } finally {
            Arrays.fill(digits, '0');
        }
    }

    private static char[] asked() {
        Optional<Console> console = Prompt.console();
        char[] entered = console.isPresent() ? console.get().readPassword("PIN: ") : null;
        return entered == null ? new char[0] : entered;
    }

    /** Hands a record in at the simulated issuer's desk, with all that were handed in before. */
    UploadVerdict upload(PurchaseRecord record) {
        try (SecretBytes secret = SecretBytes.of(PurseKeys.published().transaction());
                TransactionAuthenticationCodes codes = new TransactionAuthenticationCodes(PurseMasterKey.of(
                        PurseKeyPurpose.TRANSACTION_CODE, SoftwareKey.of(KeyAlgorithm.TDES, secret)))) {
            PurchaseUpload desk = new PurchaseUpload(codes, new MemoryPurchaseBook());
            state.records.forEach(desk::accept);
            UploadVerdict verdict = desk.accept(record);
            if (!state.records.contains(record)) {
                state.records.add(record);
            }
            return verdict;
        }
    }

    /** The outcome is known: nothing is pending any more. */
    void settled() {
        state.pending = Optional.empty();
    }

    private void keep(PendingTransaction pending) throws IOException {
        state.pending = Optional.of(pending);
        save();
    }

    /** Saves what the card and the module have become. */
    void save() throws IOException {
        simulated.ifPresent(card -> state.card = Optional.of(card.image()));
        state.moduleNext = module.nextSequence();
        state.moduleTotal = Math.addExact(totalBefore, module.totalMinor());
        state.save();
    }

    @Override
    public void close() throws BadInputException {
        real.ifPresent(PcscTransport::close);
        try {
            save();
        } catch (IOException lost) {
            throw new BadInputException("the card file cannot be written: " + lost.getMessage(), lost);
        }
    }
}
