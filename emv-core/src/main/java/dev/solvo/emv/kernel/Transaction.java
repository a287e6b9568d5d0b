package dev.solvo.emv.kernel;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.DecisionObserver;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.TransactionResult.IssuerAuthentication;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TransactionHandling;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.ApplicationFileLocator;
import dev.solvo.emv.data.ApplicationInterchangeProfile;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.CvmResults;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.emv.data.TransactionStatusInformation;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known and decided in one transaction. Lives for one transaction and one thread at a time.
 *
 * <p>Data elements live in the {@link DataStore}; here stand the decisions of the functions, which later functions and the
 * flow look at.
 */
final class Transaction {
    private final TerminalConfig terminal;
    private final TransactionRequest request;
    private final LocalDateTime startedAt;
    private final LocalDateTime startedAtUtc;
    private final Random random;
    private final @Nullable DecisionObserver observer;
    private final DataStore data;
    private @Nullable RsaOda rsaOda;
    private Bytes panDigits = Bytes.EMPTY;
    private Optional<Pan> pan = Optional.empty();

    private Optional<Candidate> selected = Optional.empty();
    private List<String> directoryLanguages = List.of();
    private List<String> applicationLanguages = List.of();

    /** Card and terminal have an application in common, be it a blocked one. */
    boolean commonApplicationFound;

    /** The card named an application that its issuer has blocked, or refused to process one. */
    boolean applicationRefused;

    /** The last record was read, and everything mandatory was in them. */
    boolean applicationDataRead;

    Optional<ApplicationInterchangeProfile> aip = Optional.empty();
    Optional<ApplicationFileLocator> afl = Optional.empty();
    final StaticDataToBeAuthenticated staticData = new StaticDataToBeAuthenticated();

    /** Values of the PDOL as sent, without the command template: input of CDA's and XDA's hash. */
    Bytes pdolData = Bytes.EMPTY;

    Bytes cdol1Data = Bytes.EMPTY;

    final CardAuthentication cardAuthentication = new CardAuthentication();
    final PinState pin = new PinState();
    Optional<CvmResults> cvmResults = Optional.empty();
    boolean signatureRequired;
    boolean onlinePinCaptured;

    Optional<CryptogramInformationData.Type> requestedCryptogram = Optional.empty();
    Optional<ApplicationCryptogram> firstCryptogram = Optional.empty();
    Optional<TransactionResult.Cryptogram> firstResult = Optional.empty();
    Optional<TransactionResult.Cryptogram> secondResult = Optional.empty();
    Course course = Course.UNDECIDED;
    HostContact hostContact = HostContact.NOT_ASKED;
    Optional<AuthorisationResponse> authorisationResponse = Optional.empty();
    IssuerAuthentication issuerAuthentication = IssuerAuthentication.NOT_PERFORMED;
    final List<Bytes> scriptResults = new ArrayList<>();

    /** What follows from the card's first cryptogram, and at the end from the last. EMV 4.4 Book 3, 10.8 to 10.11. */
    enum Course {
        /** There is no cryptogram yet. */
        UNDECIDED,
        /** The issuer is asked; a second cryptogram decides if the first was an ARQC, else the issuer's answer does. */
        ONLINE,
        /** A second GENERATE AC asks the card to decline. */
        DECLINE_WITH_SECOND_CRYPTOGRAM,
        /** Approved. */
        APPROVED,
        /** Declined. */
        DECLINED
    }

    /** What is known of the message to the issuer. */
    enum HostContact {
        /** No byte left the terminal. */
        NOT_ASKED,
        /** A valid answer came. */
        ANSWERED,
        /** A request may have arrived; no valid answer came. */
        NO_ANSWER
    }

    Transaction(
            TerminalConfig terminal,
            TransactionRequest request,
            Clock clock,
            Random random,
            @Nullable DecisionObserver observer,
            DataStore data) {
        this.terminal = terminal;
        this.request = request;
        Instant now = clock.instant();
        this.startedAtUtc = LocalDateTime.ofEpochSecond(now.getEpochSecond(), now.getNano(), ZoneOffset.UTC);
        this.startedAt =
                clock.getZone().equals(ZoneOffset.UTC) ? startedAtUtc : LocalDateTime.ofInstant(now, clock.getZone());
        this.random = random;
        this.observer = observer;
        this.data = data;
    }

    TerminalConfig terminal() {
        return terminal;
    }

    TransactionRequest request() {
        return request;
    }

    /** The same moment in universal time, which certificates with elliptic curves are dated in. */
    LocalDateTime startedAtUtc() {
        return startedAtUtc;
    }

    /** Read once from the clock when the transaction began; local time of the terminal. */
    LocalDateTime startedAt() {
        return startedAt;
    }

    Random random() {
        return random;
    }

    DataStore data() {
        return data;
    }

    TerminalVerificationResults tvr() {
        return data.terminalVerificationResults();
    }

    TransactionStatusInformation tsi() {
        return data.transactionStatusInformation();
    }

    /** Sets a bit of the TVR, which is never cleared again, and explains it. */
    void set(TerminalVerificationResults.Bit bit, String reference, Supplier<Map<String, String>> inputs) {
        data.raise(bit);
        if (observer != null) {
            explain(bit.meaning(), reference, inputs, result(bit));
        }
    }

    /** Sets a bit of the TSI and explains it. */
    void set(TransactionStatusInformation.Bit bit, String reference, Supplier<Map<String, String>> inputs) {
        if (!tsi().contains(bit)) {
            data.raise(bit);
            if (observer != null) {
                explain(bit.meaning(), reference, inputs, result(bit));
            }
        }
    }

    /** Sets a bit of the TSI for a function that has begun or ended. */
    void set(TransactionStatusInformation.Bit bit, String reference) {
        TransactionStatusInformation before = tsi();
        if (!before.contains(bit)) {
            data.raise(bit);
            explain(bit.meaning(), reference, result(bit), "TSI before", before);
        }
    }

    /** Sets a bit of the TVR if a rule says so, and explains it either way by what the rule looked at, as {@link Inputs#of} takes it. */
    void found(boolean found, TerminalVerificationResults.Bit bit, String reference, Object... inputs) {
        if (found) {
            data.raise(bit);
        }
        if (observer != null) {
            explain(bit.meaning(), reference, found ? result(bit) : "no", inputs);
        }
    }

    private static String result(TerminalVerificationResults.Bit bit) {
        return "TVR byte " + bit.byteNumber() + " bit " + bit.bitNumber() + " = 1";
    }

    private static String result(TransactionStatusInformation.Bit bit) {
        return "TSI byte " + bit.byteNumber() + " bit " + bit.bitNumber() + " = 1";
    }

    /** Tells the observer of a decision that looked at things known anyway, given as {@link Inputs#of} takes them. */
    void explain(String rule, String reference, String result, Object... inputs) {
        if (observer != null) {
            observer.decided(new Explanation(rule, reference, Inputs.of(inputs), result));
        }
    }

    /** Tells the observer of a decision; costs nothing where there is none. */
    void explain(String rule, String reference, Supplier<Map<String, String>> inputs, String result) {
        if (observer != null) {
            observer.decided(new Explanation(rule, reference, inputs.get(), result));
        }
    }

    /** The value of a data element, by the store's precedence. */
    Optional<Bytes> get(Tag tag) {
        return data.get(tag);
    }

    /** The application was selected; its parameters hold from here. EMV 4.4 Book 1, 12.4. */
    void applicationSelected(Candidate candidate, FileControlInformation information) throws EmvDataException {
        selected = Optional.of(candidate.named(information, terminal.additionalTerminalCapabilities()));
        data.putApplication(EmvTag.APPLICATION_IDENTIFIER_TERMINAL, information.dfName());
        data.putFromFci(EmvTag.DEDICATED_FILE_NAME, information.dfName());
        for (Map.Entry<Tag, Bytes> element : information.elements().entrySet()) {
            putFromFci(element.getKey(), element.getValue());
        }
        applicationLanguages = languages(information.element(EmvTag.LANGUAGE_PREFERENCE));
    }

    /**
     * Takes an object of the final FCI.
     *
     * <p>NOTE: everything in it is optional, and 12.4 does not let a name or a log entry of wrong length disqualify an
     * application that can be selected. Such an object counts as absent; 7.5 of Book 3 ends the session for data that a
     * function needs.
     */
    private void putFromFci(Tag tag, Bytes value) {
        try {
            data.putFromFci(tag, value);
        } catch (EmvDataException wronglyCoded) {
            explain(
                    "A wrongly coded optional object of the file control information counts as absent",
                    "EMV 4.4 Book 1, 11.3.4",
                    () -> Map.of("tag", tag.toString()),
                    String.valueOf(wronglyCoded.reason()));
        }
    }

    /** Forgets everything about the application that could not be used. EMV 4.4 Book 3, 10.1. */
    void startOver() {
        selected = Optional.empty();
        applicationLanguages = List.of();
        data.forgetCard();
        aip = Optional.empty();
        afl = Optional.empty();
    }

    /** The application in use. */
    Candidate selected() {
        if (!selected.isPresent()) {
            throw new IllegalStateException("no application is selected");
        }
        return selected.get();
    }

    Optional<Candidate> selectedIfAny() {
        return selected;
    }

    /** The terminal's parameters for the application in use. */
    ApplicationConfig application() {
        return selected().configuration();
    }

    /** Tag 9F33 for the application in use. */
    TerminalCapabilities terminalCapabilities() {
        return application().terminalCapabilities().orElse(terminal.terminalCapabilities());
    }

    /** Tag 9F40 for the application in use. */
    AdditionalTerminalCapabilities additionalTerminalCapabilities() {
        return application().additionalTerminalCapabilities().orElse(terminal.additionalTerminalCapabilities());
    }

    /** Tag 9F35 for the application in use. */
    TerminalType terminalType() {
        return application().terminalType().orElse(terminal.terminalType());
    }

    /** Takes the languages of a directory, which count until an application names others. EMV 4.4 Book 4, 11.1. */
    void preferDirectoryLanguages(Optional<Bytes> languagePreference) {
        directoryLanguages = languages(languagePreference);
    }

    /** At most four codes of two letters. Cards write them in small letters; capitals mean the same. */
    private static List<String> languages(Optional<Bytes> languagePreference) {
        if (!languagePreference.isPresent()) {
            return List.of();
        }
        String codes =
                new String(languagePreference.get().toByteArray(), StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        List<String> languages = new ArrayList<>();
        for (int at = 0; at + 2 <= codes.length() && languages.size() < 4; at += 2) {
            languages.add(codes.substring(at, at + 2));
        }
        return languages;
    }

    /**
     * The first of the card's languages that the terminal speaks, else the terminal's own. EMV 4.4 Book 4, 11.1.
     *
     * <p>NOTE: 11.1 leaves it to a terminal of several languages whether the cardholder is asked when none matches; he is
     * not.
     */
    String language() {
        for (String language : applicationLanguages.isEmpty() ? directoryLanguages : applicationLanguages) {
            if (terminal.languages().contains(language)) {
                return language;
            }
        }
        return terminal.languages().get(0);
    }

    /** The card's number; the card session has ended already if a card gives none. */
    Pan pan() throws EmvDataException {
        Optional<Pan> read = panIfRead();
        if (!read.isPresent()) {
            throw new EmvDataException(
                    EmvDataException.Reason.MISSING,
                    EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER,
                    "mandatory element missing");
        }
        return read.get();
    }

    Optional<Pan> panIfRead() {
        Bytes digits = get(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER).orElse(Bytes.EMPTY);
        if (!digits.equals(panDigits)) {
            panDigits = digits;
            pan = parsePan(digits);
        }
        return pan;
    }

    /** The card's sequence number, where it has one. */
    Optional<PanSequenceNumber> panSequenceNumber() {
        Optional<Bytes> value = get(EmvTag.APPLICATION_PAN_SEQUENCE_NUMBER);
        return value.isPresent() ? parseSequenceNumber(value.get()) : Optional.empty();
    }

    private static Optional<PanSequenceNumber> parseSequenceNumber(Bytes value) {
        try {
            return Optional.of(PanSequenceNumber.parse(value));
        } catch (CryptoException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<Pan> parsePan(Bytes value) {
        try {
            return Optional.of(Pan.parse(value));
        } catch (CryptoException notANumber) {
            return Optional.empty();
        }
    }

    /** A cryptogram for the outcome: with CDA its value is known only once the signature is verified. */
    TransactionResult.Cryptogram cryptogramResult(ApplicationCryptogram cryptogram) {
        return new TransactionResult.Cryptogram(cryptogram.information(), get(EmvTag.APPLICATION_CRYPTOGRAM));
    }

    /** One for the whole transaction. */
    RsaOda rsaOda() {
        if (rsaOda == null) {
            rsaOda = terminal.rsaOda(startedAt.toLocalDate());
        }
        return rsaOda;
    }

    /** The card's keys, from its certificates. */
    IccCertificates certificates() throws EmvDataException {
        return new IccCertificates(this);
    }

    // What TransactionFlow branches on.

    /** What the payment system wants done with transactions of this type. */
    TransactionHandling handling() {
        return application().handling(request.type());
    }

    /** A refund takes nothing from the cardholder: neither he nor the risk of the amount is looked at. */
    boolean takesMoney() {
        return handling() != TransactionHandling.CARD_DATA_ONLY;
    }

    /** The card's last cryptogram has been judged. */
    boolean isDecided() {
        return course == Course.APPROVED || course == Course.DECLINED;
    }

    boolean goesOnline() {
        return course == Course.ONLINE;
    }

    boolean issuerAnswered() {
        return hostContact == HostContact.ANSWERED;
    }

    boolean needsSecondGenerateAc() {
        return course == Course.DECLINE_WITH_SECOND_CRYPTOGRAM
                || (course == Course.ONLINE && firstCryptogram.get().type() == CryptogramInformationData.Type.ARQC);
    }
}
