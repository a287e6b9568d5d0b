package dev.solvo.emv.data;

import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known in one transaction, each value with its {@link Origin}. The one place that decides which value counts
 * and what a card may not supply.
 *
 * <p>The terminal's and the issuer's values always come before the card's. A card's value is taken only from the answer
 * in which it belongs ({@link CardDataRules}); whatever else arrives is ignored, which the methods say by their result,
 * and which leaves the record's bytes untouched for offline data authentication. EMV 4.4 Book 3, 7 and 10.2, Annex A.
 *
 * <p>The file is long because this is the one place: every source of data has its own method with its own words.
 *
 * <p>Not safe for use by several threads at once. {@link #toString()} shows tags and lengths, never values.
 */
public final class DataStore {
    /** Longest data of a filled PDOL, which is sent in a template with a one-byte length. */
    public static final int MAX_PDOL_DATA_LENGTH = 252;

    /** Longest data of every other filled list: what one command carries. */
    public static final int MAX_DOL_DATA_LENGTH = 255;

    // As many elements as common transactions have.
    private static final int EXPECTED_OF_TERMINAL = 21;
    private static final int EXPECTED_OF_APPLICATION = 10;
    private static final int EXPECTED_OF_CARD = 42;

    /** Where a value came from. */
    public enum Origin {
        /** The terminal: configuration, transaction, and what the kernel found. */
        TERMINAL,
        /** The terminal's configuration for the selected application. */
        APPLICATION,
        /** The issuer's answer. */
        ISSUER,
        /** The card's answer to SELECT. */
        FCI,
        /** The card's answer to GET PROCESSING OPTIONS. */
        PROCESSING_OPTIONS,
        /** A record. */
        RECORD,
        /** The card's answer to INTERNAL AUTHENTICATE. */
        INTERNAL_AUTHENTICATE,
        /** The card's answer to GENERATE AC. */
        GENERATE_AC,
        /** The card's answer to GET DATA. */
        GET_DATA,
        /** Inside a card's signature. */
        RECOVERED
    }

    /** What became of a value. */
    public enum Admission {
        /** It is stored. */
        STORED,
        /** It has no bytes: the same as absent. */
        IGNORED_EMPTY,
        /** The element is not this party's to supply. */
        IGNORED_WRONG_SOURCE,
        /** The element does not belong into this answer of the card. */
        IGNORED_WRONG_ANSWER,
        /** The card has supplied it in an earlier answer that counts more. */
        IGNORED_ALREADY_KNOWN
    }

    /**
     * Reads an element's value.
     *
     * @param <T> the element
     */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * Reads an element's value.
         *
         * @param bytes the value field
         * @return the element
         * @throws EmvDataException if the value is not what the element allows
         */
        T parse(Bytes bytes) throws EmvDataException;
    }

    private final TagDictionary dictionary;
    private final CardDataRules rules;
    private final TagMap<Bytes> terminal = new TagMap<>(EXPECTED_OF_TERMINAL);

    /** Each with its origin. */
    private final TagMap<Bytes> application = new TagMap<>(EXPECTED_OF_APPLICATION);

    /** Each with its origin. */
    private final TagMap<Bytes> card = new TagMap<>(EXPECTED_OF_CARD);

    private TerminalVerificationResults verificationResults = TerminalVerificationResults.NONE;
    private TransactionStatusInformation statusInformation = TransactionStatusInformation.NONE;

    /**
     * An empty store.
     *
     * @param dictionary formats, lengths and owners of the elements; seen {@linkplain TagDictionary#within within} the scope
     *     of a contactless kernel, its tags have that kernel's meaning, records and GET PROCESSING OPTIONS may hold the same
     *     elements, and an element that both hold, or one of them twice, is {@link Reason#REDUNDANT}
     */
    public DataStore(TagDictionary dictionary) {
        this.dictionary = dictionary;
        this.rules = new CardDataRules(dictionary);
    }

    /**
     * Stores data of the terminal: configuration, transaction, and what the kernel found. Replaces the issuer's 8A.
     *
     * @param tag the element
     * @param value its value
     * @throws IllegalArgumentException if the element has another length
     */
    public void putTerminal(Tag tag, Bytes value) {
        requireLength(tag, value);
        if (tag.equals(EmvTag.TERMINAL_VERIFICATION_RESULTS)) {
            verificationResults = TerminalVerificationResults.NONE.of(value.toUnsignedLong());
        } else if (tag.equals(EmvTag.TRANSACTION_STATUS_INFORMATION)) {
            statusInformation = TransactionStatusInformation.NONE.of(value.toUnsignedLong());
        } else {
            application.remove(tag);
            terminal.put(tag, value);
        }
    }

    /**
     * Stores what the terminal's configuration says for the selected application. It comes before what
     * {@link #putTerminal} stored, and {@link #forgetCard()} removes it.
     *
     * @param tag the element
     * @param value its value
     * @throws IllegalArgumentException if the element has another length
     */
    public void putApplication(Tag tag, Bytes value) {
        requireLength(tag, value);
        application.put(tag, value, Origin.APPLICATION);
    }

    private void requireLength(Tag tag, Bytes value) {
        if (!rules.allowsLength(tag, value.length())) {
            throw new IllegalArgumentException(tag + " of " + value);
        }
    }

    /**
     * Stores data of the issuer's answer: 8A, 89, 91. Replaces the terminal's own 8A.
     *
     * @param tag the element
     * @param value its value
     * @return stored, or why not
     * @throws EmvDataException if the element has another length
     */
    public Admission putIssuer(Tag tag, Bytes value) throws EmvDataException {
        if (value.isEmpty()) {
            return Admission.IGNORED_EMPTY;
        }
        if (!rules.mayComeFromIssuer(tag)) {
            return Admission.IGNORED_WRONG_SOURCE;
        }
        rules.checkValue(tag, value);
        application.put(tag, value, Origin.ISSUER);
        return Admission.STORED;
    }

    /**
     * Stores a data object of the answer to the final SELECT.
     *
     * @param tag the element
     * @param value its value
     * @return stored, or why not
     * @throws EmvDataException if the value has another length or format than the element
     */
    public Admission putFromFci(Tag tag, Bytes value) throws EmvDataException {
        return putFromCard(tag, value, Origin.FCI);
    }

    /**
     * Stores a data object of the answer to GET PROCESSING OPTIONS.
     *
     * @param tag the element
     * @param value its value
     * @return stored, or why not
     * @throws EmvDataException if the value has another length or format than the element
     */
    public Admission putFromGpo(Tag tag, Bytes value) throws EmvDataException {
        return putFromCard(tag, value, Origin.PROCESSING_OPTIONS);
    }

    /**
     * Stores a data object that stands directly in a record's template. Templates inside a record are stored whole, under
     * their own tag, for the same tag means different things in different templates.
     *
     * @param tag the element
     * @param value its value
     * @return stored, or why not
     * @throws EmvDataException if the value has another length or format than the element; with
     *     {@link Reason#REDUNDANT} if a record held the element already, which ends the transaction (EMV 4.4 Book 3, 10.2)
     */
    public Admission putFromRecord(Tag tag, Bytes value) throws EmvDataException {
        return putFromCard(tag, value, Origin.RECORD);
    }

    /**
     * Stores a data object of the answer to INTERNAL AUTHENTICATE.
     *
     * @param tag the element
     * @param value its value
     * @return stored, or why not
     * @throws EmvDataException if the value has another length or format than the element
     */
    public Admission putFromInternalAuthenticate(Tag tag, Bytes value) throws EmvDataException {
        return putFromCard(tag, value, Origin.INTERNAL_AUTHENTICATE);
    }

    /**
     * Stores a data object of an answer to GENERATE AC; it replaces that of the first when it comes from the second.
     *
     * @param tag the element
     * @param value its value
     * @return stored, or why not
     * @throws EmvDataException if the value has another length or format than the element
     */
    public Admission putFromGenerateAc(Tag tag, Bytes value) throws EmvDataException {
        return putFromCard(tag, value, Origin.GENERATE_AC);
    }

    /**
     * Stores an answer to GET DATA.
     *
     * @param tag the element
     * @param value its value
     * @return stored, or why not
     * @throws EmvDataException if the value has another length or format than the element, which counts as not obtained
     */
    public Admission putFromGetData(Tag tag, Bytes value) throws EmvDataException {
        return putFromCard(tag, value, Origin.GET_DATA);
    }

    /**
     * Stores what was found inside a verified signature: 9F45, 9F4C, and 9F26 with CDA.
     *
     * @param tag the element
     * @param value its value
     * @throws EmvDataException if the value has another length or format than the element
     */
    public void putRecovered(Tag tag, Bytes value) throws EmvDataException {
        rules.checkValue(tag, value);
        card.put(tag, value, Origin.RECOVERED);
    }

    private Admission putFromCard(Tag tag, Bytes value, Origin origin) throws EmvDataException {
        if (value.isEmpty()) {
            return Admission.IGNORED_EMPTY;
        }
        if (!rules.mayComeFromCard(tag)) {
            return Admission.IGNORED_WRONG_SOURCE;
        }
        if (!rules.belongsInto(tag, origin)) {
            return Admission.IGNORED_WRONG_ANSWER;
        }
        Origin known = card.origin(tag);
        if (known != null) {
            if (rules.isSecond(tag, origin, known)) {
                throw new EmvDataException(Reason.REDUNDANT, tag, "supplied twice");
            }
            if (!rules.replaces(tag, origin, known)) {
                return Admission.IGNORED_ALREADY_KNOWN;
            }
        }
        rules.checkValue(tag, value);
        card.put(tag, value, origin);
        return Admission.STORED;
    }

    /** Forgets the card's answer to GENERATE AC, before the second one: its elements are not mixed with the first's. */
    public void clearApplicationCryptogram() {
        card.removeAll(CardDataRules.CRYPTOGRAM_ANSWER);
    }

    /**
     * Goes back to application selection: forgets all of the card, of the issuer and of the selected application's
     * configuration, and what the kernel found; TVR and TSI become zero. What the terminal knows by itself stays. EMV 4.4
     * Book 3, 10.1.
     */
    public void forgetCard() {
        card.clear();
        application.clear();
        terminal.removeAll(CardDataRules.FOUND_BY_KERNEL);
        verificationResults = TerminalVerificationResults.NONE;
        statusInformation = TransactionStatusInformation.NONE;
    }

    /**
     * The value of an element.
     *
     * @param tag the element
     * @return the value that counts, or nothing if the element is absent
     */
    public Optional<Bytes> get(Tag tag) {
        return Optional.ofNullable(bytes(tag));
    }

    private @Nullable Bytes bytes(Tag tag) {
        if (tag.equals(EmvTag.TERMINAL_VERIFICATION_RESULTS)) {
            return verificationResults.toBytes();
        }
        if (tag.equals(EmvTag.TRANSACTION_STATUS_INFORMATION)) {
            return statusInformation.toBytes();
        }
        Bytes value = application.get(tag);
        if (value == null) {
            value = terminal.get(tag);
        }
        return value != null ? value : card.get(tag);
    }

    /**
     * An element, read.
     *
     * @param tag the element
     * @param parser reads its value
     * @param <T> the element's type
     * @return the element, or nothing if it is absent
     * @throws EmvDataException if its value is not what the element allows
     */
    public <T> Optional<T> get(Tag tag, Parser<T> parser) throws EmvDataException {
        Bytes value = bytes(tag);
        return value != null ? Optional.of(parser.parse(value)) : Optional.empty();
    }

    /**
     * The value of an element that must be there.
     *
     * @param tag the element
     * @return the value that counts
     * @throws EmvDataException with {@link Reason#MISSING} if the element is absent
     */
    public Bytes require(Tag tag) throws EmvDataException {
        Bytes value = bytes(tag);
        if (value == null) {
            throw new EmvDataException(Reason.MISSING, tag, "absent");
        }
        return value;
    }

    /**
     * An element that must be there, read.
     *
     * @param tag the element
     * @param parser reads its value
     * @param <T> the element's type
     * @return the element
     * @throws EmvDataException with {@link Reason#MISSING} if it is absent, or if its value is not what it allows
     */
    public <T> T require(Tag tag, Parser<T> parser) throws EmvDataException {
        return parser.parse(require(tag));
    }

    /**
     * Tells whether an element is known.
     *
     * @param tag the element
     * @return whether there is a value
     */
    public boolean contains(Tag tag) {
        return bytes(tag) != null;
    }

    /**
     * Where an element came from.
     *
     * @param tag the element
     * @return its origin, or nothing if the element is absent
     */
    public Optional<Origin> origin(Tag tag) {
        if (tag.equals(EmvTag.TERMINAL_VERIFICATION_RESULTS) || tag.equals(EmvTag.TRANSACTION_STATUS_INFORMATION)) {
            return Optional.of(Origin.TERMINAL);
        }
        Origin origin = application.origin(tag);
        if (origin == null && terminal.get(tag) != null) {
            return Optional.of(Origin.TERMINAL);
        }
        return Optional.ofNullable(origin != null ? origin : card.origin(tag));
    }

    /**
     * The Terminal Verification Results as they stand.
     *
     * @return tag 95
     */
    public TerminalVerificationResults terminalVerificationResults() {
        return verificationResults;
    }

    /**
     * The Transaction Status Information as it stands.
     *
     * @return tag 9B
     */
    public TransactionStatusInformation transactionStatusInformation() {
        return statusInformation;
    }

    /**
     * Sets a bit of the Terminal Verification Results; it stays until the next selection.
     *
     * @param bit the bit
     */
    public void raise(TerminalVerificationResults.Bit bit) {
        verificationResults = verificationResults.with(bit);
    }

    /**
     * Sets a bit of the Transaction Status Information; it stays until the next selection.
     *
     * @param bit the bit
     */
    public void raise(TransactionStatusInformation.Bit bit) {
        statusInformation = statusInformation.with(bit);
    }

    /**
     * Builds the data a card asks for: the values of a list's elements as they stand now, each cut or padded to its
     * entry's length. What is unknown, absent or a template is filled with zeros. EMV 4.4 Book 3, 5.4.
     *
     * <p>The result is what is sent and what signatures cover: keep it, do not build it again.
     *
     * @param listTag the list's own tag, for the message
     * @param list tags and lengths
     * @param maxLengthBytes {@link #MAX_PDOL_DATA_LENGTH} or {@link #MAX_DOL_DATA_LENGTH}
     * @return the values, one after the other
     * @throws EmvDataException with {@link Reason#DATA_OBJECT_LIST} if the list ends inside an entry or asks for more
     *     than the maximum
     */
    public Bytes fill(Tag listTag, Bytes list, int maxLengthBytes) throws EmvDataException {
        return new DataObjectListFilling(dictionary, this::get).fill(listTag, list, maxLengthBytes);
    }

    /**
     * All that is known now, the value that counts for each tag.
     *
     * @return a copy
     */
    public ChipData snapshot() {
        TagMap<Bytes> all = new TagMap<>(card.size() + terminal.size() + application.size() + 2);
        all.putAll(card);
        all.putAll(terminal);
        all.putAll(application);
        all.put(EmvTag.TERMINAL_VERIFICATION_RESULTS, verificationResults.toBytes());
        all.put(EmvTag.TRANSACTION_STATUS_INFORMATION, statusInformation.toBytes());
        return new ChipData(all);
    }

    /**
     * The dictionary given at the start.
     *
     * @return formats, lengths and owners of the elements
     */
    public TagDictionary dictionary() {
        return dictionary;
    }

    /** Tags and lengths, never values. */
    @Override
    public String toString() {
        return snapshot().toString();
    }
}
