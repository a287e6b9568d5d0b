package dev.solvo.emv.contactless;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.Completed;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Start;
import dev.solvo.emv.DecisionObserver;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.FieldOff;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.PresentCard;
import dev.solvo.emv.ShowUserInterface;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.UserInterfaceRequest.Status;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.config.ContactlessConfig;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.data.TerminalTransactionQualifiers;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import org.joda.money.Money;

/**
 * One transaction of Entry Point. EMV Book B: pre-processing, protocol activation, combination selection, kernel activation,
 * outcome processing, in this order; kernels' outcomes lead back to one of them, which is why they stand in one file. Lives for one
 * transaction and one thread at a time.
 */
final class EntryPointRun implements KernelSession.Ending {
    /** How often the card is asked for in one transaction; a bound, for the book has none. */
    static final int MAX_PRESENTATIONS = 16;

    private static final String PRE_PROCESSING = "EMV Book B, pre-processing";
    private static final String SELECTION = "EMV Book B, combination selection";
    private static final String OUTCOME = "EMV Book B, outcome processing";
    private static final KernelIdentifier KERNEL_1 = KernelIdentifier.of(0x01);
    private static final Bytes VISA = Bytes.fromHex("A000000003");
    private static final Tag TERMINAL_TRANSACTION_QUALIFIERS = Tag.of(0x9F66);
    private static final int MILLIS_OF_A_TENTH = 100;

    private final ContactlessConfig config;
    private final Map<KernelIdentifier, ContactlessKernel> kernels;
    private final TransactionRequest request;
    private final LocalDateTime startedAt;
    private final LocalDateTime startedAtUtc;
    private final Random random;
    private final TagDictionary dictionary;
    private final Optional<DecisionObserver> observer;
    private final Map<CombinationConfig, PreProcessingIndicators> indicators = new LinkedHashMap<>();
    private final List<SelectedCombination> candidates = new ArrayList<>();
    private final ContactlessConclusion conclusion;
    private Optional<SelectedCombination> selected = Optional.empty();
    private Optional<Restart> restart = Optional.empty();
    private int presentations;

    EntryPointRun(
            ContactlessConfig config,
            Map<KernelIdentifier, ContactlessKernel> kernels,
            TransactionRequest request,
            Clock clock,
            Random random,
            TagDictionary dictionary,
            Optional<DecisionObserver> observer) {
        this.config = config;
        this.kernels = kernels;
        this.request = request;
        Instant now = clock.instant();
        this.startedAtUtc = LocalDateTime.ofEpochSecond(now.getEpochSecond(), now.getNano(), ZoneOffset.UTC);
        this.startedAt =
                clock.getZone().equals(ZoneOffset.UTC) ? startedAtUtc : LocalDateTime.ofInstant(now, clock.getZone());
        this.random = random;
        this.dictionary = dictionary;
        this.observer = observer;
        this.conclusion = new ContactlessConclusion(request, config.terminal());
    }

    // Start A.

    KernelStep startA() {
        long unitMinor = 1;
        for (int i = 0; i < request.currency().getDecimalPlaces(); i++) {
            unitMinor *= 10;
        }
        long amountMinor = request.amount()
                .getAmount()
                .movePointRight(request.currency().getDecimalPlaces())
                .longValueExact();
        boolean oneAllowed = false;
        for (CombinationConfig combination : config.combinationsFor(request.type())) {
            PreProcessingIndicators found = PreProcessing.of(combination, amountMinor, unitMinor);
            indicators.put(combination, found);
            oneAllowed |= !found.contactlessNotAllowed();
            explain(
                    "Pre-processing of " + combination,
                    PRE_PROCESSING,
                    () -> inputs(
                            "amount", request.amount().toString(),
                            "transaction limit", limit(combination.transactionLimitMinor()),
                            "floor limit", limit(combination.floorLimitMinor()),
                            "CVM required limit", limit(combination.cvmRequiredLimitMinor())),
                    describe(found));
        }
        if (!oneAllowed) {
            return finish(ContactlessOutcome.of(ContactlessOutcome.Kind.TRY_ANOTHER_INTERFACE)
                    .userInterfaceOnOutcome(
                            UserInterfaceRequest.of(ContactlessMessage.INSERT_OR_SWIPE_CARD, Status.PROCESSING_ERROR))
                    .because(TerminationReason.SERVICE_NOT_ALLOWED, "no combination is allowed for this amount")
                    .build());
        }
        return activateProtocol(Optional.empty());
    }

    private String limit(OptionalLong minor) {
        return minor.isPresent()
                ? Money.ofMinor(request.currency(), minor.getAsLong()).toString()
                : "absent";
    }

    private static String describe(PreProcessingIndicators found) {
        return (found.contactlessNotAllowed() ? "not allowed" : "allowed")
                + (found.statusCheckRequested() ? ", status check requested" : "")
                + (found.zeroAmount() ? ", zero amount" : "")
                + (found.readerContactlessFloorLimitExceeded() ? ", floor limit exceeded" : "")
                + (found.readerCvmRequiredLimitExceeded() ? ", CVM required limit reached" : "")
                + found.terminalTransactionQualifiers()
                        .map(copy -> ", 9F66 " + copy.toBytes().toHex())
                        .orElse("");
    }

    // Start B.

    KernelStep startB() {
        for (CombinationConfig combination : config.combinationsFor(request.type())) {
            indicators.put(combination, PreProcessingIndicators.none(combination.terminalTransactionQualifiers()));
        }
        return activateProtocol(Optional.empty());
    }

    private KernelStep activateProtocol(Optional<UserInterfaceRequest> onRestart) {
        candidates.clear();
        if (presentations >= MAX_PRESENTATIONS) {
            return giveUp(TerminationReason.CARD_NOT_RESPONDING, "the card was asked for too often");
        }
        UserInterfaceRequest shown =
                onRestart.orElse(UserInterfaceRequest.of(ContactlessMessage.PRESENT_CARD, Status.READY_TO_READ));
        Supplier<KernelStep> present = () -> new ShowUserInterface(shown, this::present);
        return presentations == 0 ? present.get() : new FieldOff(Duration.ZERO, present);
    }

    private KernelStep present() {
        presentations++;
        return new PresentCard(answer -> switch (answer) {
            case PRESENTED -> presented();
            case COLLISION -> collision();
            case TIMED_OUT -> giveUp(TerminationReason.CANCELLED, "no card was presented");
            case CANCELLED -> giveUp(TerminationReason.CANCELLED, "cancelled while waiting for a card");
        });
    }

    private KernelStep collision() {
        if (presentations >= MAX_PRESENTATIONS) {
            return giveUp(TerminationReason.CARD_NOT_RESPONDING, "several cards in the field");
        }
        return new ShowUserInterface(
                UserInterfaceRequest.of(ContactlessMessage.PRESENT_ONE_CARD_ONLY, Status.PROCESSING_ERROR),
                this::present);
    }

    private KernelStep presented() {
        return restart.isPresent() && selected.isPresent() ? select(selected.get()) : selectDirectory();
    }

    // Combination selection.

    private KernelStep selectDirectory() {
        return send(ContactlessCommand.select(ProximityDirectory.NAME), this::directorySelected);
    }

    private KernelStep directorySelected(ResponseApdu response) {
        List<CombinationConfig> allowed = new ArrayList<>();
        for (Map.Entry<CombinationConfig, PreProcessingIndicators> combination : indicators.entrySet()) {
            if (!combination.getValue().contactlessNotAllowed()) {
                allowed.add(combination.getKey());
            }
        }
        if (response.statusWord().isSuccess()) {
            try {
                candidates.addAll(CombinationSelection.candidates(
                        ProximityDirectory.parse(response.data()), allowed, kernels::containsKey));
            } catch (EmvDataException broken) {
                explain("PPSE", SELECTION, Map::of, "unreadable: " + broken.getMessage());
            }
        }
        explain(
                "Candidate list",
                SELECTION,
                () -> inputs("status", response.statusWord().toString()),
                describeCandidates());
        return startC();
    }

    private String describeCandidates() {
        StringBuilder text = new StringBuilder();
        for (SelectedCombination candidate : candidates) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append(candidate.adfName().toHex())
                    .append(" with kernel ")
                    .append(candidate.configuration().kernel());
        }
        return text.length() == 0 ? "empty" : text.toString();
    }

    // Start C.

    private KernelStep startC() {
        if (candidates.isEmpty()) {
            return finish(KernelSession.endOfApplication(
                    TerminationReason.NO_COMMON_APPLICATION, "card and reader have no application left in common"));
        }
        return select(candidates.get(0));
    }

    private KernelStep select(SelectedCombination candidate) {
        selected = Optional.of(candidate);
        Bytes name = candidate.extendedSelection().isPresent()
                        && candidate.configuration().extendedSelectionSupport().orElse(false)
                ? candidate.adfName().plus(candidate.extendedSelection().get())
                : candidate.adfName();
        return send(ContactlessCommand.select(name), response -> selected(candidate, response));
    }

    private KernelStep selected(SelectedCombination candidate, ResponseApdu response) {
        if (!response.statusWord().isSuccess()) {
            explain(
                    "Final selection of " + candidate.adfName().toHex(),
                    SELECTION,
                    () -> inputs("status", response.statusWord().toString()),
                    restart.isPresent() ? "the application ends" : "removed from the candidates");
            return restart.isPresent()
                    ? finish(KernelSession.endOfApplication(
                            TerminationReason.CARD_ERROR, "SELECT was answered with " + response.statusWord()))
                    : selectNext();
        }
        KernelIdentifier identifier = candidate.configuration().kernel();
        if (identifier.equals(KernelIdentifier.KERNEL_3)
                && candidate.adfName().startsWith(VISA)
                && !asksForQualifiers(response.data())) {
            explain(
                    "A PDOL without 9F66 needs kernel 1",
                    SELECTION,
                    Map::of,
                    kernels.containsKey(KERNEL_1) ? "kernel 1" : "removed from the candidates");
            if (!kernels.containsKey(KERNEL_1)) {
                return selectNext();
            }
            identifier = KERNEL_1;
        }
        ContactlessKernel kernel = kernels.get(identifier);
        return kernel == null ? selectNext() : activate(kernel, candidate, response);
    }

    private static boolean asksForQualifiers(Bytes fci) {
        try {
            Optional<Bytes> pdol = FciTemplate.parse(fci).element(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST);
            return pdol.isPresent()
                    && Dol.parse(pdol.get()).entries().stream()
                            .anyMatch(entry -> entry.tag().equals(TERMINAL_TRANSACTION_QUALIFIERS));
        } catch (EmvDataException | TlvException unreadable) {
            return false;
        }
    }

    private KernelStep selectNext() {
        if (!candidates.isEmpty()) {
            candidates.remove(0);
        }
        return startC();
    }

    // Kernel activation.

    private KernelStep activate(ContactlessKernel kernel, SelectedCombination candidate, ResponseApdu response) {
        Optional<TerminalTransactionQualifiers> configured =
                candidate.configuration().terminalTransactionQualifiers();
        PreProcessingIndicators found = indicators.get(candidate.configuration());
        conclusion.selected(candidate, response.data());
        explain(
                "Kernel " + kernel.id() + " is activated",
                "EMV Book B, kernel activation",
                () -> inputs(
                        "application",
                        candidate.adfName().toHex(),
                        "restart",
                        restart.isPresent() ? "with the issuer's answer" : "no"),
                "");
        KernelSession session = new KernelSession(
                new Activation(
                        candidate,
                        response.data(),
                        response.statusWord(),
                        found == null ? PreProcessingIndicators.none(configured) : found,
                        request,
                        config.terminal(),
                        startedAt,
                        startedAtUtc,
                        restart),
                dictionary.within(kernel.tagScope()),
                random,
                observer,
                this);
        return session.proceed(() -> kernel.activate(session));
    }

    @Override
    public KernelStep cancelled(KernelResult result) {
        conclusion.ended(result);
        return finish(result.outcome());
    }

    // Outcome processing.

    @Override
    public KernelStep ended(KernelResult result) {
        ContactlessOutcome outcome = result.outcome();
        explain("Outcome", OUTCOME, Map::of, outcome.toString());
        if (outcome.start().equals(Optional.of(Start.D))) {
            throw new IllegalArgumentException("start D is not established here");
        }
        conclusion.ended(result);
        return switch (outcome.kind()) {
            case SELECT_NEXT -> afterDisplay(outcome, this::selectNext);
            case TRY_AGAIN -> afterDisplay(outcome, () -> startBAgain(outcome));
            case END_APPLICATION ->
                outcome.start().equals(Optional.of(Start.B)) && !restart.isPresent()
                        ? afterDisplay(outcome, () -> startBAgain(outcome))
                        : finish(outcome);
            case ONLINE_REQUEST ->
                restart.isPresent()
                        ? finish(outcome)
                        : afterDisplay(outcome, () -> new OnlineRequest(this, conclusion, result).begin());
            case APPROVED, DECLINED, TRY_ANOTHER_INTERFACE -> finish(outcome);
        };
    }

    private KernelStep startBAgain(ContactlessOutcome outcome) {
        return activateProtocol(outcome.userInterfaceOnRestart());
    }

    /** The issuer answered, and the kernel wants to see the card again. */
    KernelStep restartWith(AuthorisationResponse response, KernelResult onlineRequest) {
        restart = Optional.of(new Restart(response, onlineRequest.outcome(), onlineRequest.chipData()));
        explain("The issuer's answer goes to the card", OUTCOME, Map::of, "start B with the same combination");
        return activateProtocol(onlineRequest.outcome().userInterfaceOnRestart());
    }

    /** Shows what an outcome wants shown, then switches the field off if it wants that. */
    private KernelStep afterDisplay(ContactlessOutcome outcome, Supplier<KernelStep> then) {
        Supplier<KernelStep> fieldOff = () -> outcome.fieldOffRequestTenths().isPresent()
                ? new FieldOff(
                        Duration.ofMillis((long) MILLIS_OF_A_TENTH
                                * outcome.fieldOffRequestTenths().getAsInt()),
                        then)
                : then.get();
        return outcome.userInterfaceOnOutcome().isPresent()
                ? new ShowUserInterface(outcome.userInterfaceOnOutcome().get(), fieldOff)
                : fieldOff.get();
    }

    /** The transaction is over with this outcome, or with the issuer's word if he has spoken. */
    private KernelStep finish(ContactlessOutcome outcome) {
        return conclusion.issuerSpoke()
                ? finishOnline(outcome)
                : afterDisplay(outcome, () -> new Completed(conclusion.of(outcome)));
    }

    /** Ends an online transaction: the issuer's word decides unless the kernel declines. */
    KernelStep finishOnline(ContactlessOutcome outcome) {
        ContactlessOutcome last = conclusion.afterIssuer(outcome);
        return afterDisplay(last, () -> new Completed(conclusion.of(last)));
    }

    KernelStep giveUp(TerminationReason reason, String explanation) {
        return finish(KernelSession.endOfApplication(reason, explanation));
    }

    void explain(String rule, String reference, Supplier<Map<String, String>> inputs, String result) {
        observer.ifPresent(listener -> listener.decided(new Explanation(rule, reference, inputs.get(), result)));
    }

    static Map<String, String> inputs(String... namesAndValues) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            inputs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return inputs;
    }

    private interface AfterResponse {
        KernelStep on(ResponseApdu response);
    }

    /** Sends a command of Entry Point's own; without an answer it begins at B again. */
    private KernelStep send(CommandApdu command, AfterResponse answered) {
        return new TransmitApdu(
                command,
                exchange -> answered.on(exchange.response()),
                kind -> selectionFailed(command, kind),
                () -> giveUp(TerminationReason.CANCELLED, "cancelled before " + command + " was sent"));
    }

    private KernelStep selectionFailed(CommandApdu command, CardTransportException.Kind kind) {
        explain("No answer to " + command, SELECTION, () -> inputs("error", kind.toString()), "start B");
        return activateProtocol(Optional.empty());
    }
}
