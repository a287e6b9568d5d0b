package dev.solvo.emv.contactless;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.DecisionObserver;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.TransactionResult.IssuerAuthentication;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.data.TerminalTransactionQualifiers;
import dev.solvo.tlv.Bytes;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One activation of a kernel: what Entry Point handed over, the data store, and the ways to the card and back to Entry Point.
 *
 * <p>Lives for one activation and one thread at a time. The data store holds the terminal's data, those of the transaction and
 * those of the combination when the kernel begins.
 */
public final class KernelSession {
    private static final int UNPREDICTABLE_NUMBER_LENGTH = 4;

    /** Where a session goes when its kernel is done. */
    public interface Ending {
        /**
         * The kernel is done.
         *
         * @param result its outcome, and what it found
         * @return the next step
         */
        KernelStep ended(KernelResult result);

        /**
         * The merchant gave the transaction up before a command was sent.
         *
         * @param result what the kernel found until then; its outcome is an end of the application
         * @return the next step
         */
        KernelStep cancelled(KernelResult result);
    }

    /** Goes on with an answer of the card. */
    @FunctionalInterface
    public interface AfterExchange {
        /**
         * Goes on.
         *
         * @param exchange the card's answer and the time it took
         * @return the next step
         * @throws EmvDataException if its data cannot be used
         */
        KernelStep on(Exchange exchange) throws EmvDataException;
    }

    /** Goes on when no answer came. */
    @FunctionalInterface
    public interface AfterFailure {
        /**
         * Goes on.
         *
         * @param kind what failed
         * @return the next step
         * @throws EmvDataException if data that are needed now cannot be used
         */
        KernelStep on(CardTransportException.Kind kind) throws EmvDataException;
    }

    /** Goes on with nothing new. */
    @FunctionalInterface
    public interface Continuation {
        /**
         * Goes on.
         *
         * @return the next step
         * @throws EmvDataException if data that are needed now cannot be used
         */
        KernelStep go() throws EmvDataException;
    }

    private final Activation activation;
    private final DataStore data;
    private final Random random;
    private final @Nullable DecisionObserver observer;
    private final Ending ending;
    private final List<Bytes> scriptResults = new ArrayList<>();
    private OfflineDataAuthentication offlineDataAuthentication = new OfflineDataAuthentication(
            OfflineDataAuthentication.Method.NONE, OfflineDataAuthentication.Status.NOT_PERFORMED);
    private IssuerAuthentication issuerAuthentication = IssuerAuthentication.NOT_PERFORMED;
    private Optional<TransactionResult.Cryptogram> cryptogram = Optional.empty();
    private Function<EmvDataException, KernelStep> dataError = this::endForData;
    private AfterFailure failure = this::tryAgain;

    /**
     * For Entry Point, and for tests of kernels.
     *
     * @param activation what is handed over
     * @param dictionary the tag dictionary, seen within the kernel's scope
     * @param random source of unpredictable numbers
     * @param observer hears the kernel's decisions, where somebody listens
     * @param ending where the session goes at its end
     */
    public KernelSession(
            Activation activation,
            TagDictionary dictionary,
            Random random,
            Optional<DecisionObserver> observer,
            Ending ending) {
        this.activation = activation;
        this.data = new DataStore(dictionary);
        this.random = random;
        this.observer = observer.orElse(null);
        this.ending = ending;
        TransactionData.put(activation, data);
    }

    /**
     * What Entry Point handed over.
     *
     * @return the kernel's input
     */
    public Activation activation() {
        return activation;
    }

    /**
     * The terminal's parameters for the selected combination.
     *
     * @return AID, kernel, limits, kernel data
     */
    public CombinationConfig configuration() {
        return activation.combination().configuration();
    }

    /**
     * What is to be paid.
     *
     * @return the request
     */
    public TransactionRequest request() {
        return activation.request();
    }

    /**
     * The terminal's data, keys and revocation list.
     *
     * @return the configuration
     */
    public TerminalConfig terminal() {
        return activation.terminal();
    }

    /**
     * What pre-processing found.
     *
     * @return the indicators
     */
    public PreProcessingIndicators indicators() {
        return activation.indicators();
    }

    /**
     * The copy of tag 9F66 for this transaction.
     *
     * @return the element, where one is configured
     */
    public Optional<TerminalTransactionQualifiers> terminalTransactionQualifiers() {
        return activation.indicators().terminalTransactionQualifiers();
    }

    /**
     * When the transaction began, in local time of the terminal.
     *
     * @return the moment
     */
    public LocalDateTime startedAt() {
        return activation.startedAt();
    }

    /**
     * The issuer's answer, when this is the activation after it.
     *
     * @return the restart's data
     */
    public Optional<Restart> restart() {
        return activation.restart();
    }

    /**
     * What is known in this activation; tags have the meaning of the kernel's scope.
     *
     * @return the store
     */
    public DataStore data() {
        return data;
    }

    /**
     * Draws an unpredictable number, and stores it as tag 9F37.
     *
     * @return 4 bytes
     */
    public Bytes drawUnpredictableNumber() {
        byte[] number = new byte[UNPREDICTABLE_NUMBER_LENGTH];
        random.nextBytes(number);
        Bytes drawn = Bytes.of(number);
        data.putApplication(EmvTag.UNPREDICTABLE_NUMBER, drawn);
        return drawn;
    }

    /**
     * The transaction's source of randomness.
     *
     * @return a secure source in a terminal
     */
    public Random random() {
        return random;
    }

    /**
     * Stores the elements of the answer to SELECT: 84, and the primitive objects of A5 and of BF0C inside it. An optional object
     * of wrong form counts as absent.
     *
     * @throws EmvDataException if the answer is no FCI template, or 84 or A5 is missing
     */
    public void storeFci() throws EmvDataException {
        FciTemplate.parse(activation.fci()).putInto(data);
    }

    /**
     * Fills the card's PDOL from the store as it stands now.
     *
     * @return the values in the list's order; empty if the card gave no PDOL or an empty one
     * @throws EmvDataException if the list is malformed or asks for too much
     */
    public Bytes fillPdol() throws EmvDataException {
        Bytes pdol = data.get(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST).orElse(Bytes.EMPTY);
        return pdol.isEmpty()
                ? Bytes.EMPTY
                : data.fill(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST, pdol, DataStore.MAX_PDOL_DATA_LENGTH);
    }

    /**
     * Sends a command. Without an answer the session goes on as {@link #onFailure} says.
     *
     * @param command what to send
     * @param answered goes on with the answer
     * @return the step
     */
    public KernelStep transmit(CommandApdu command, AfterExchange answered) {
        return transmit(command, answered, failure);
    }

    /**
     * Sends a command.
     *
     * @param command what to send
     * @param answered goes on with the answer
     * @param failed goes on when none came
     * @return the step
     */
    public KernelStep transmit(CommandApdu command, AfterExchange answered, AfterFailure failed) {
        return new TransmitApdu(
                command,
                exchange -> proceed(() -> answered.on(exchange)),
                kind -> proceed(() -> failed.on(kind)),
                () -> ending.cancelled(result(
                        endOfApplication(TerminationReason.CANCELLED, "cancelled before " + command + " was sent"))));
    }

    /**
     * Goes on, and turns data that cannot be used into the end that {@link #onDataError} sets. For the continuations of steps
     * other than commands.
     *
     * @param continuation goes on
     * @return the next step
     */
    public KernelStep proceed(Continuation continuation) {
        try {
            return continuation.go();
        } catch (EmvDataException broken) {
            return dataError.apply(broken);
        }
    }

    /**
     * Sets how the session ends when the card's data cannot be used. Without it: End Application, message 1C, ready to read.
     *
     * @param handler makes the next step
     */
    public void onDataError(Function<EmvDataException, KernelStep> handler) {
        this.dataError = handler;
    }

    /**
     * Sets how the session goes on when no answer came to a command. Without it: Try Again, start B, message 21, ready to read.
     *
     * @param handler makes the next step
     */
    public void onFailure(AfterFailure handler) {
        this.failure = handler;
    }

    /**
     * Notes what came of offline data authentication.
     *
     * @param method which method
     * @param status what came of it
     */
    public void offlineDataAuthentication(
            OfflineDataAuthentication.Method method, OfflineDataAuthentication.Status status) {
        this.offlineDataAuthentication = new OfflineDataAuthentication(method, status);
    }

    /**
     * What was noted of offline data authentication.
     *
     * @return method and result
     */
    public OfflineDataAuthentication offlineDataAuthentication() {
        return offlineDataAuthentication;
    }

    /**
     * Notes the card's application cryptogram.
     *
     * @param information tag 9F27, or what stands for it where a card does not send it
     */
    public void cryptogram(CryptogramInformationData information) {
        this.cryptogram =
                Optional.of(new TransactionResult.Cryptogram(information, data.get(EmvTag.APPLICATION_CRYPTOGRAM)));
    }

    /**
     * Notes how the issuer was authenticated.
     *
     * @param how the result
     */
    public void issuerAuthentication(IssuerAuthentication how) {
        this.issuerAuthentication = how;
    }

    /**
     * Notes what came of an issuer script.
     *
     * @param result tag 9F5B, 5 bytes
     */
    public void addScriptResult(Bytes result) {
        scriptResults.add(result);
    }

    /**
     * Tells the observer of a decision; costs nothing where there is none.
     *
     * @param rule what was decided
     * @param reference where the rule stands
     * @param inputs what the rule looked at; no card data
     * @param result what came of it
     */
    public void explain(String rule, String reference, Supplier<Map<String, String>> inputs, String result) {
        if (observer != null) {
            observer.decided(new Explanation(rule, reference, inputs.get(), result));
        }
    }

    /**
     * Ends the activation.
     *
     * @param outcome the kernel's outcome with its parameters
     * @return the step to return
     */
    public KernelStep end(ContactlessOutcome outcome) {
        return ending.ended(result(outcome));
    }

    /**
     * End Application with message 1C, ready to read.
     *
     * @param reason why
     * @param explanation where and why in words; no card data
     * @return the outcome
     */
    public static ContactlessOutcome endOfApplication(TerminationReason reason, String explanation) {
        return ContactlessOutcome.of(ContactlessOutcome.Kind.END_APPLICATION)
                .userInterfaceOnOutcome(UserInterfaceRequest.of(
                        ContactlessMessage.INSERT_SWIPE_OR_TRY_ANOTHER_CARD, UserInterfaceRequest.Status.READY_TO_READ))
                .because(reason, explanation)
                .build();
    }

    private KernelResult result(ContactlessOutcome outcome) {
        return new KernelResult(
                outcome, data.snapshot(), cryptogram, offlineDataAuthentication, issuerAuthentication, scriptResults);
    }

    private KernelStep endForData(EmvDataException broken) {
        return end(endOfApplication(TerminationReason.CARD_ERROR, String.valueOf(broken.getMessage())));
    }

    private KernelStep tryAgain(CardTransportException.Kind kind) {
        return end(ContactlessOutcome.of(ContactlessOutcome.Kind.TRY_AGAIN)
                .start(ContactlessOutcome.Start.B)
                .userInterfaceOnRestart(UserInterfaceRequest.of(
                        ContactlessMessage.PRESENT_CARD_AGAIN, UserInterfaceRequest.Status.READY_TO_READ))
                .because(
                        kind == CardTransportException.Kind.CARD_REMOVED
                                ? TerminationReason.CARD_REMOVED
                                : TerminationReason.CARD_NOT_RESPONDING,
                        "no answer to a command: " + kind)
                .build());
    }
}
