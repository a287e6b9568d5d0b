package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import android.nfc.TagLostException;
import android.nfc.tech.IsoDep;
import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.CorrectedLe;
import dev.solvo.apdu.GetResponse;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.CardReading;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.HostState;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpEarlierSales;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.PinEncipherment;
import dev.solvo.emv.PinMethod;
import dev.solvo.emv.ReferToIssuer;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.ConformanceStatement;
import dev.solvo.emv.config.ConformanceStatementJson;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.host.Advice;
import dev.solvo.emv.host.BatchRecord;
import dev.solvo.emv.host.Field55Profile;
import dev.solvo.emv.host.HostProfile;
import dev.solvo.emv.host.IssuerResponseData;
import dev.solvo.emv.host.Receipt;
import dev.solvo.emv.kernel.CardLog;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.emv.kernel.CurrentKernel;
import dev.solvo.emv.kernel.KernelIdentification;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/integrating.md}: everything a vendor writes around the kernel, in small. */
final class IntegratingExamplesTest {
    private static final Bytes SELECT_NOTHING = Bytes.fromHex("00A4040005A000000001");

    @TempDir
    Path directory;

    // docs: transport
    /** A card that Android reached with {@code IsoDep.get(tag)}. */
    static final class IsoDepTransport implements CardTransport {
        private final IsoDep card;

        IsoDepTransport(IsoDep card) {
            this.card = card;
        }

        @Override
        public Exchange transmit(CommandApdu command) throws CardTransportException {
            try {
                long sent = System.nanoTime();
                byte[] answer = card.transceive(command.toBytes().toByteArray());
                return new Exchange(ResponseApdu.parse(Bytes.of(answer)), System.nanoTime() - sent);
            } catch (TagLostException gone) {
                throw new CardTransportException(CardTransportException.Kind.CARD_REMOVED, "the card is gone", gone);
            } catch (IOException lost) {
                throw new CardTransportException(CardTransportException.Kind.TRANSMISSION, "no answer came", lost);
            }
        }
    }
    // end docs

    @Test
    void isoDep_carriesATransaction() throws Exception {
        SimulatedCard simulated = SimulatedCard.insert(CardImages.named("offline-cda"), 1);
        IsoDep isoDep = new IsoDep(command -> {
            try {
                CommandApdu sent = CommandApdu.parse(Bytes.of(command));
                return simulated.transmit(sent).response().toBytes().toByteArray();
            } catch (CardTransportException lost) {
                throw new IOException(lost);
            }
        });
        Outcome outcome = BlockingTerminal.run(
                kernel().begin(TransactionRequest.purchase(Money.parse("EUR 12.34"))),
                connected(isoDep),
                new Cardholder() {},
                new FileAcquirer(new ReversalFile(directory)));
        assertInstanceOf(Outcome.Approved.class, outcome);
        assertEquals(3000, isoDep.getTimeout());
    }

    private static CardTransport connected(IsoDep isoDep) throws IOException {
        // docs: connected
        isoDep.connect();
        isoDep.setTimeout(3000);
        CardTransport card = GetResponse.t1(new CorrectedLe(new IsoDepTransport(isoDep)));
        // end docs
        return card;
    }

    @Test
    void aLostTag_isARemovedCard() {
        IsoDep gone = new IsoDep(command -> {
            throw new TagLostException();
        });
        gone.connect();
        CardTransportException lost = assertThrows(
                CardTransportException.class,
                () -> new IsoDepTransport(gone).transmit(CommandApdu.parse(SELECT_NOTHING)));
        assertEquals(CardTransportException.Kind.CARD_REMOVED, lost.kind());
    }

    @Test
    void otherFailures_areFailuresOfTheTransmission() {
        IsoDep broken = new IsoDep(command -> {
            throw new IOException("transceive failed");
        });
        broken.connect();
        CardTransportException lost = assertThrows(
                CardTransportException.class,
                () -> new IsoDepTransport(broken).transmit(CommandApdu.parse(SELECT_NOTHING)));
        assertEquals(CardTransportException.Kind.TRANSMISSION, lost.kind());
    }

    /** What a vendor's PIN pad may look like. */
    interface PinPad {
        /** What the PIN pad says when the cardholder is done. */
        enum Key {
            ENTER,
            CANCEL,
            BYPASS,
            NOTHING,
            BROKEN
        }

        Key ask(StandardMessage prompt, String language, OptionalInt triesLeft);

        void keepBlockForHost();

        Bytes blockForCard(Optional<PinEncipherment> encipherment);
    }

    // docs: pin
    /** A PIN pad that keeps the digits to itself. */
    static KernelStep enterPin(EnterPin step, PinPad pad) {
        PinPad.Key key = pad.ask(step.prompt(), step.language(), step.triesLeft());
        return switch (key) {
            case ENTER -> {
                if (step.method() == PinMethod.ENCIPHERED_ONLINE) {
                    pad.keepBlockForHost(); // and your host message takes it from there
                    yield step.captured();
                }
                yield step.verifyData(pad.blockForCard(step.encipherment()));
            }
            case BYPASS -> step.bypassAllowed() ? step.bypassed() : step.cancelled();
            case CANCEL -> step.cancelled();
            case NOTHING -> step.timedOut();
            case BROKEN -> step.pinPadFailed();
        };
    }
    // end docs

    /** A PIN pad whose cardholder always knows his PIN. */
    private static final class PlaintextPinPad implements PinPad {
        private final Key key;
        private final List<StandardMessage> prompts = new ArrayList<>();

        PlaintextPinPad(Key key) {
            this.key = key;
        }

        @Override
        public Key ask(StandardMessage prompt, String language, OptionalInt triesLeft) {
            prompts.add(prompt);
            return key;
        }

        @Override
        public void keepBlockForHost() {}

        @Override
        public Bytes blockForCard(Optional<PinEncipherment> encipherment) {
            return Bytes.fromHex("241234FFFFFFFFFF");
        }
    }

    @Test
    void pinPad_answersForEveryKey() throws Exception {
        assertInstanceOf(Outcome.Approved.class, payWith("pin-plaintext", PinPad.Key.ENTER));
        assertInstanceOf(Outcome.Approved.class, payWith("pin-online", PinPad.Key.ENTER));
        for (PinPad.Key key : PinPad.Key.values()) {
            assertTrue(payWith("pin-plaintext", key).result().application().isPresent());
        }
    }

    private Outcome payWith(String image, PinPad.Key key) throws EmvDataException {
        PlaintextPinPad pad = new PlaintextPinPad(key);
        Outcome outcome = BlockingTerminal.run(
                kernel().begin(TransactionRequest.purchase(Money.parse("EUR 12.34"))),
                SimulatedCard.insert(CardImages.named(image), 1),
                new Cardholder() {
                    @Override
                    public KernelStep enterPin(EnterPin step) {
                        return IntegratingExamplesTest.enterPin(step, pad);
                    }
                },
                new FileAcquirer(new ReversalFile(directory)));
        assertEquals(List.of(StandardMessage.ENTER_PIN), pad.prompts);
        return outcome;
    }

    // docs: display
    /** Texts by language and message; English is the one that every terminal has. */
    record Display(Map<String, Map<StandardMessage, String>> texts) {
        String text(StandardMessage message, String language) {
            Map<StandardMessage, String> known = texts.getOrDefault(language, Map.of());
            return known.getOrDefault(message, texts.get("en").get(message));
        }
    }
    // end docs

    @Test
    void display_fallsBackToEnglish() {
        Map<StandardMessage, String> english =
                Map.of(StandardMessage.APPROVED, "APPROVED", StandardMessage.REMOVE_CARD, "REMOVE CARD");
        Display display = new Display(Map.of("en", english, "fr", Map.of(StandardMessage.APPROVED, "ACCEPTÉ")));
        assertEquals("ACCEPTÉ", display.text(StandardMessage.APPROVED, "fr"));
        assertEquals("REMOVE CARD", display.text(StandardMessage.REMOVE_CARD, "fr"));
        assertEquals("APPROVED", display.text(StandardMessage.APPROVED, "zh"));
    }

    // docs: reversal
    /** The one reversal that may be owed, in a file that is either whole or not there. */
    static final class ReversalFile {
        private final Path file;
        private final Path unfinished;

        ReversalFile(Path directory) {
            file = directory.resolve("reversal");
            unfinished = directory.resolve("reversal.new");
        }

        void store(Reversal reversal) throws IOException {
            String message = reversal.transaction().amount() + " "
                    + Field55Profile.GENERIC.build(reversal.chipData()).toHex(); // your acquirer's format
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                channel.write(ByteBuffer.wrap(message.getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (File.separatorChar == '/') { // Windows opens no directory, and needs no forcing of names
                try (FileChannel names = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                    names.force(true);
                }
            }
        }

        Optional<String> owed() throws IOException {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        }

        void drop() throws IOException {
            Files.deleteIfExists(file);
        }
    }
    // end docs

    /** An acquirer whose network is the simulated issuer. */
    private static class FileAcquirer implements Acquirer {
        private final ReversalFile reversals;

        FileAcquirer(ReversalFile reversals) {
            this.reversals = reversals;
        }

        @Override
        public void storeReversal(Reversal reversal) {
            try {
                reversals.store(reversal);
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }

        @Override
        public Answer authorise(AuthorisationRequest request) {
            return new Answer.Answered(send(request));
        }
    }

    /** The message to the acquirer and back, which is the vendor's. */
    private static AuthorisationResponse send(AuthorisationRequest request) {
        AuthorisationAnswer answer = IssuerHost.of(IssuerHost.Behaviour.APPROVE)
                .authorise(new dev.solvo.simulator.issuer.AuthorisationRequest(
                        request.pan(),
                        request.panSequenceNumber().orElse(PanSequenceNumber.ZERO),
                        Field55Profile.GENERIC.build(request.chipData())));
        AuthorisationAnswer.Answered answered = assertInstanceOf(AuthorisationAnswer.Answered.class, answer);
        IssuerResponseData data = IssuerResponseData.parse(answered.chipData());
        AuthorisationResponse response =
                AuthorisationResponse.of(AuthorisationResponse.Decision.APPROVE, answered.responseCode());
        return data.issuerAuthenticationData()
                .map(response::withIssuerAuthenticationData)
                .orElse(response);
    }

    @Test
    void aReversal_isThereWhileTheHostIsAskedAndGoneAfterwards() throws Exception {
        ReversalFile reversals = new ReversalFile(directory);
        List<String> owed = new ArrayList<>();
        Outcome outcome = BlockingTerminal.run(
                kernel().begin(TransactionRequest.purchase(Money.parse("EUR 12.34"))),
                SimulatedCard.insert(CardImages.named("mchip"), 1),
                new Cardholder() {},
                new FileAcquirer(reversals) {
                    @Override
                    public Answer authorise(AuthorisationRequest request) {
                        try {
                            owed.add(reversals.owed().orElseThrow());
                        } catch (IOException unreadable) {
                            throw new UncheckedIOException(unreadable);
                        }
                        return super.authorise(request);
                    }
                });
        settle(outcome, reversals);
        assertInstanceOf(Outcome.Approved.class, outcome);
        assertTrue(owed.get(0).startsWith("EUR 12.34 "));
        assertEquals(Optional.empty(), reversals.owed());
    }

    @Test
    void aReversal_staysWhereNoAnswerCame() throws Exception {
        ReversalFile reversals = new ReversalFile(directory);
        Outcome outcome = BlockingTerminal.run(
                kernel().begin(TransactionRequest.purchase(Money.parse("EUR 12.34"))),
                SimulatedCard.insert(CardImages.named("mchip"), 1),
                new Cardholder() {},
                new FileAcquirer(reversals) {
                    @Override
                    public Answer authorise(AuthorisationRequest request) {
                        return new Answer.NoAnswer();
                    }
                });
        settle(outcome, reversals);
        assertTrue(reversals.owed().isPresent());
    }

    /** The person behind the counter. */
    private interface Attendant {
        boolean issuerApproves(Pan pan);
    }

    // docs: referral
    /** CALL YOUR BANK is on the display. The attendant calls, tells the card's number, and keys in what he heard. */
    static KernelStep referToIssuer(ReferToIssuer step, Attendant attendant) {
        return attendant.issuerApproves(step.pan()) ? step.approved() : step.declined();
    }
    // end docs

    @Test
    void referral() throws Exception {
        List<String> numbers = new ArrayList<>();
        Outcome outcome = BlockingTerminal.run(
                kernel().begin(TransactionRequest.purchase(Money.parse("EUR 12.34"))),
                SimulatedCard.insert(CardImages.named("mchip"), 1),
                new Cardholder() {
                    @Override
                    public KernelStep referToIssuer(ReferToIssuer step) {
                        return IntegratingExamplesTest.referToIssuer(step, pan -> numbers.add(pan.digits()));
                    }
                },
                new FileAcquirer(new ReversalFile(directory)) {
                    @Override
                    public Answer authorise(AuthorisationRequest request) {
                        return new Answer.Answered(
                                AuthorisationResponse.of(AuthorisationResponse.Decision.REFER, Bytes.fromHex("3031")));
                    }
                });
        assertEquals(List.of(outcome.result().pan().orElseThrow().digits()), numbers);
        assertEquals(Optional.of(Bytes.fromHex("3031")), outcome.result().authorisationResponseCode());
    }

    @Test
    void magneticStripe() throws Exception {
        TerminalConfig terminal = TerminalConfigJson.parse(TerminalConfigJson.testTerminal()
                .replace("20F9CC", "60F9CC")
                .replace("\"cdaMode\": 1", "\"cdaMode\": 1, \"magneticStripeFallbackAllowed\": true"));
        Outcome outcome = BlockingTerminal.run(
                new ContactKernel(terminal, Clock.systemUTC(), SeededRandom.of(1))
                        .begin(TransactionRequest.purchase(Money.parse("EUR 12.34"))),
                command -> {
                    throw new CardTransportException(CardTransportException.Kind.TRANSMISSION, "damaged");
                },
                new Cardholder() {},
                new FileAcquirer(new ReversalFile(directory)));
        List<String> screen = new ArrayList<>();
        // docs: stripe
        if (outcome instanceof Outcome.TryAnotherInterface unread) {
            // The display says USE MAG STRIPE. The POS Entry Mode of the stripe's message tells the acquirer why.
            screen.add("the stripe, because of " + unread.reason());
        }
        // end docs
        assertEquals(List.of("the stripe, because of CARD_NOT_RESPONDING"), screen);
    }

    private static void settle(Outcome outcome, ReversalFile reversals) throws IOException {
        // docs: settle
        if (outcome.hostState() instanceof HostState.ReversalOwed owed) {
            reversals.store(owed.reversal()); // with all that is known now; send it until the host confirms it
        } else {
            reversals.drop();
        }
        // end docs
    }

    @Test
    void suspended() throws Exception {
        SimulatedCard card = SimulatedCard.insert(CardImages.named("mchip"), 1);
        KernelStep step = kernel().begin(TransactionRequest.purchase(Money.parse("EUR 12.34")));
        while (!(step instanceof AuthoriseOnline)) {
            step = step instanceof TransmitApdu apdu ? apdu.resume(card.transmit(apdu.command())) : anythingElse(step);
        }
        List<KernelStep> next = new ArrayList<>();
        whenTheHostAnswers((AuthoriseOnline) step, new ReversalFile(directory), next);
        assertEquals(1, next.size());
    }

    private static KernelStep anythingElse(KernelStep step) {
        if (step instanceof ShowMessage message) {
            return message.done();
        }
        if (step instanceof LookUpEarlierSales sales) {
            return sales.resume(0);
        }
        return ((LookUpExceptionFile) step).notListed();
    }

    private static void whenTheHostAnswers(AuthoriseOnline online, ReversalFile reversals, List<KernelStep> queue)
            throws IOException {
        // docs: suspend
        reversals.store(online.reversal()); // before the first byte leaves
        AuthorisationResponse response = send(online.request()); // later, on whatever thread
        queue.add(online.resume(response)); // once; a second answer is refused
        // end docs
        assertThrows(IllegalStateException.class, online::noAnswer);
    }

    @Test
    void parameters_areReplacedBetweenTransactions() throws Exception {
        CurrentKernel kernel = new CurrentKernel(kernel());
        KernelStep underWay = kernel.begin(TransactionRequest.purchase(Money.parse("EUR 12.34")));
        replace(kernel, TerminalConfigJson.testTerminal().replace("5000", "0"));
        assertEquals("Solvo test merchant", merchant(run(kernel.begin(purchase()))), "a refused file changes nothing");
        replace(kernel, TerminalConfigJson.testTerminal().replace("Solvo test merchant", "Another merchant"));
        assertEquals("Solvo test merchant", merchant(run(underWay)));
        assertEquals("Another merchant", merchant(run(kernel.begin(purchase()))));
    }

    private static TransactionRequest purchase() {
        return TransactionRequest.purchase(Money.parse("EUR 12.34"));
    }

    private Outcome run(KernelStep step) throws CardTransportException {
        return BlockingTerminal.run(
                step,
                SimulatedCard.insert(CardImages.named("offline-cda"), 1),
                new Cardholder() {},
                new FileAcquirer(new ReversalFile(directory)));
    }

    private static String merchant(Outcome outcome) {
        return Receipt.of(outcome).merchantNameAndLocation().orElseThrow();
    }

    private static void replace(CurrentKernel kernel, String json) {
        // docs: parameters
        try {
            kernel.replace(TerminalConfigJson.parse(json)); // transactions under way keep theirs
        } catch (EmvDataException refused) {
            report(refused); // every error of the file, with its place; the old parameters stay
        }
        // end docs
    }

    @Test
    void afterwards_batchReceiptAndAdviceAreMade() throws Exception {
        List<String> printed = new ArrayList<>();
        List<BatchRecord> batch = new ArrayList<>();
        List<Bytes> advices = new ArrayList<>();
        afterwards(run(kernel().begin(purchase())), printed, batch, advices);
        assertEquals(1, batch.size());
        assertEquals(1, printed.size());
        assertTrue(printed.get(0).matches("EUR 12.34 \\*+[0-9]{4}"), printed.get(0));
    }

    private static void afterwards(
            Outcome outcome, List<String> printer, List<BatchRecord> batch, List<Bytes> advices) {
        // docs: afterwards
        BatchRecord.of(outcome).ifPresent(batch::add); // what is to be captured
        Advice.of(outcome).ifPresent(advice -> advices.add(advice.field55(HostProfile.VISA)));
        Receipt receipt = Receipt.of(outcome);
        printer.add(
                receipt.transaction().amount() + " " + receipt.truncatedPan().orElse(""));
        // end docs
    }

    @Test
    void log_isRead() throws Exception {
        CardTransport card = SimulatedCard.insert(CardImages.named("log"), 1);
        assertInstanceOf(
                Outcome.Approved.class,
                BlockingTerminal.run(
                        kernel().begin(purchase()),
                        card,
                        new Cardholder() {},
                        new FileAcquirer(new ReversalFile(directory))));
        List<String> shown = new ArrayList<>();
        showLog(card, Bytes.fromHex("A0000009990101"), shown);
        assertEquals(1, shown.size());
        assertTrue(shown.get(0).endsWith("EUR 12.34"), shown.get(0));
    }

    private static void showLog(CardTransport card, Bytes dfName, List<String> screen) {
        // docs: log
        CardLog log = CardReading.run(CardLog.read(dfName), card);
        if (log instanceof CardLog.Read read) {
            read.records().forEach(record -> record.amount().ifPresent(amount -> screen.add("paid " + amount)));
        } else if (log instanceof CardLog.Unavailable none) {
            screen.add("no log: " + none.reason());
        }
        // end docs
    }

    @Test
    void statement_isHeldToAndIdentified() throws Exception {
        assertTrue(identified(TerminalConfigJson.testTerminal()).startsWith("Solvo contact kernel"));
    }

    private static String identified(String json) throws EmvDataException {
        // docs: statement
        ConformanceStatement statement = ConformanceStatementJson.parse(ConformanceStatementJson.shipped()); // or yours
        TerminalConfig parameters = TerminalConfigJson.parse(json, statement); // refused where it says otherwise
        String kernel = KernelIdentification.of(statement).toString(); // name, version, checksum
        // end docs
        assertFalse(parameters.applications().isEmpty());
        return kernel;
    }

    private static void report(EmvDataException refused) {
        assertTrue(String.valueOf(refused.getMessage()).contains("/"), refused.getMessage());
    }

    private static ContactKernel kernel() throws EmvDataException {
        SecureRandom randomSource = SeededRandom.of(11);
        TerminalConfig parameters = TerminalConfigJson.parse(TerminalConfigJson.testTerminal())
                .withCaPublicKeys(TestPki.load().caPublicKeys());
        // docs: kernel
        ContactKernel kernel = new ContactKernel(parameters, Clock.system(ZoneId.of("Europe/Paris")), randomSource);
        // end docs
        return kernel;
    }
}
