package dev.solvo.emv.contactless.kernel3;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Kind;
import dev.solvo.emv.ContactlessOutcome.Start;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.UserInterfaceRequest.Status;
import dev.solvo.emv.UserInterfaceRequest.ValueQualifier;
import dev.solvo.emv.config.KernelOption;
import dev.solvo.emv.contactless.ContactlessCommand;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.contactless.RecordReading;
import dev.solvo.emv.contactless.kernel3.FastProfile.Consequence;
import dev.solvo.emv.contactless.kernel3.FastProfile.Verification;
import dev.solvo.emv.data.ApplicationFileLocator;
import dev.solvo.emv.data.BcdNumber;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.emv.data.EmvDate;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalTransactionQualifiers;
import dev.solvo.emv.data.Track2EquivalentData;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/**
 * One transaction in which the card decides in GET PROCESSING OPTIONS. Its functions stand in the order in which they are
 * reached; what payment systems differ in is asked of the {@link FastProfile}.
 *
 * <p>The kernel never checks the application cryptogram and cannot: an offline approval rests on fast DDA alone, which does not
 * cover it. Lives for one activation.
 */
public final class FastTransaction {
    /** Where the cryptogram's kind stands in the Issuer Application Data when the card sends no tag 9F27. */
    private static final int CARD_VERIFICATION_RESULTS_BYTE = 4;

    private static final Tag QUALIFIERS = Tag.of(0x9F66);
    private static final Tag FORM_FACTOR = Tag.of(0x9F6E);
    private static final int AVAILABLE_AMOUNT_LENGTH = 6;

    private static final List<Tag> MANDATORY = List.of(
            EmvTag.APPLICATION_CRYPTOGRAM,
            EmvTag.APPLICATION_INTERCHANGE_PROFILE,
            EmvTag.APPLICATION_TRANSACTION_COUNTER,
            EmvTag.ISSUER_APPLICATION_DATA,
            EmvTag.TRACK_2_EQUIVALENT_DATA);

    private final KernelSession session;
    private final FastProfile profile;
    private final RecordReading records;

    private FastTransaction(KernelSession session, FastProfile profile) {
        this.session = session;
        this.profile = profile;
        this.records = new RecordReading(session);
    }

    /**
     * Begins.
     *
     * @param session the activation
     * @param profile the payment system's rules
     * @return the first step
     * @throws EmvDataException if the answer to SELECT cannot be used
     */
    public static KernelStep begin(KernelSession session, FastProfile profile) throws EmvDataException {
        return session.restart().isPresent()
                ? new IssuerUpdate(session, profile.reference()).begin()
                : new FastTransaction(session, profile).initiate();
    }

    /**
     * What the status words of GET PROCESSING OPTIONS mean in kernel 3: 6984 sends to the contact chip, 6985 to the next
     * application, 6986 to the phone's display; any other ends the application.
     *
     * @param status any but 9000
     * @return the outcome with which the session ends
     */
    public static ContactlessOutcome usualOutcome(StatusWord status) {
        return VisaProfile.statusOutcome(status);
    }

    // Initiate application processing.

    private KernelStep initiate() throws EmvDataException {
        Optional<TerminalTransactionQualifiers> qualifiers = session.terminalTransactionQualifiers();
        if (!qualifiers.isPresent()) {
            throw new EmvDataException(Reason.MISSING, QUALIFIERS, "the reader is configured without it");
        }
        session.data().putApplication(QUALIFIERS, qualifiers.get().toBytes());
        session.drawUnpredictableNumber();
        session.storeFci();
        requireQualifiersInPdol();
        return session.transmit(
                ContactlessCommand.getProcessingOptions(session.fillPdol()),
                exchange -> afterProcessingOptions(exchange.response()));
    }

    private void requireQualifiersInPdol() throws EmvDataException {
        Bytes pdol = session.data().require(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST);
        try {
            if (Dol.parse(pdol).entries().stream()
                    .noneMatch(entry -> entry.tag().equals(QUALIFIERS))) {
                throw new EmvDataException(
                        Reason.MISSING, EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST, "does not ask for 9F66");
            }
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
    }

    private KernelStep afterProcessingOptions(ResponseApdu response) throws EmvDataException {
        if (!response.statusWord().isSuccess()) {
            ContactlessOutcome outcome = profile.afterProcessingOptions(response.statusWord());
            explain("GET PROCESSING OPTIONS", "status", response.statusWord().toString(), outcome.toString());
            return session.end(outcome);
        }
        store(response.data());
        Optional<ApplicationFileLocator> locator =
                session.data().get(EmvTag.APPLICATION_FILE_LOCATOR, ApplicationFileLocator::parse);
        return locator.isPresent() ? records.readAll(locator.get(), this::afterRecords) : afterRecords();
    }

    private void store(Bytes response) throws EmvDataException {
        try {
            TlvReader reader = TlvReader.of(response);
            if (!reader.next()
                    || reader.tag() != EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_2.value()
                    || reader.valueOffset() + reader.length() != response.length()) {
                throw new EmvDataException(
                        Reason.STRUCTURE,
                        EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_2,
                        "GET PROCESSING OPTIONS was not answered with exactly this template");
            }
            reader.enter();
            while (reader.next()) {
                if (!reader.isConstructed()) {
                    session.data().putFromGpo(Tag.of(reader.tag()), reader.value());
                }
            }
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
    }

    // Card read complete: what must be there.

    private KernelStep afterRecords() throws EmvDataException {
        for (Tag tag : MANDATORY) {
            session.data().require(tag);
        }
        Pan pan = pan();
        CryptogramInformationData decision = decision();
        session.cryptogram(decision);
        explain(
                "The card's decision",
                "9F10 or 9F27",
                decision.type().toString(),
                decision.type().toString());
        return switch (decision.type()) {
            case AAC -> decline("the card declined");
            case ARQC -> verifyCardholder(false, true);
            case TC ->
                session.terminalTransactionQualifiers()
                                .get()
                                .contains(TerminalTransactionQualifiers.Bit.ONLINE_CRYPTOGRAM_REQUIRED)
                        ? verifyCardholder(true, true)
                        : restrictions(pan);
            case RESERVED ->
                throw new EmvDataException(
                        Reason.VALUE, EmvTag.CRYPTOGRAM_INFORMATION_DATA, "a reserved kind of cryptogram");
        };
    }

    private Pan pan() throws EmvDataException {
        Pan fromTrack = session.data()
                .require(EmvTag.TRACK_2_EQUIVALENT_DATA, Track2EquivalentData::parse)
                .pan();
        Optional<Bytes> fromRecord = session.data().get(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER);
        if (fromRecord.isPresent() && !samePan(fromTrack, fromRecord.get())) {
            throw new EmvDataException(
                    Reason.VALUE, EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER, "another number than in 57");
        }
        return fromTrack;
    }

    private static boolean samePan(Pan pan, Bytes other) {
        try {
            return Pan.parse(other).equals(pan);
        } catch (CryptoException noNumber) {
            return false;
        }
    }

    /** Tag 9F27 where the card sends it, else two bits of the card verification results. */
    private CryptogramInformationData decision() throws EmvDataException {
        Optional<CryptogramInformationData> information =
                session.data().get(EmvTag.CRYPTOGRAM_INFORMATION_DATA, CryptogramInformationData::parse);
        if (information.isPresent()) {
            return information.get();
        }
        Bytes issuerData = session.data().require(EmvTag.ISSUER_APPLICATION_DATA);
        if (issuerData.length() <= CARD_VERIFICATION_RESULTS_BYTE) {
            throw new EmvDataException(
                    Reason.LENGTH, EmvTag.ISSUER_APPLICATION_DATA, "too short for card verification results");
        }
        int bits = issuerData.unsigned(CARD_VERIFICATION_RESULTS_BYTE) >> 4 & 0x3;
        // The two bits stand for the kinds as b8 and b7 of tag 9F27 do.
        return CryptogramInformationData.parse(Bytes.ofUnsigned(bits << 6));
    }

    // Processing restrictions, for a card that approved.

    private KernelStep restrictions(Pan pan) throws EmvDataException {
        Consequence expiry = isExpired() ? profile.expired(session) : Consequence.NONE;
        explain("Application expiration date", "expired", String.valueOf(isExpired()), expiry.toString());
        if (expiry == Consequence.GO_ONLINE) {
            return verifyCardholder(true, true);
        }
        if (expiry != Consequence.NONE) {
            return follow(expiry, "the application is expired");
        }
        return session.configuration().has(KernelOption.EXCEPTION_FILE)
                ? new LookUpExceptionFile(
                        pan, sequenceNumber(), answer -> session.proceed(() -> afterExceptionFile(pan, answer)))
                : usage(pan);
    }

    private boolean isExpired() throws EmvDataException {
        Optional<Bytes> date = session.data().get(EmvTag.APPLICATION_EXPIRATION_DATE);
        return !date.isPresent()
                || EmvDate.of(session.startedAt().toLocalDate())
                        .isAfter(EmvDate.parse(EmvTag.APPLICATION_EXPIRATION_DATE, date.get()));
    }

    private Optional<PanSequenceNumber> sequenceNumber() {
        try {
            Optional<Bytes> number = session.data().get(EmvTag.APPLICATION_PAN_SEQUENCE_NUMBER);
            return number.isPresent() ? Optional.of(PanSequenceNumber.parse(number.get())) : Optional.empty();
        } catch (CryptoException notANumber) {
            return Optional.empty();
        }
    }

    private KernelStep afterExceptionFile(Pan pan, LookUpExceptionFile.Answer answer) throws EmvDataException {
        explain("Terminal exception file", "answer", answer.toString(), answer.toString());
        return answer == LookUpExceptionFile.Answer.LISTED ? decline("the card is on the exception file") : usage(pan);
    }

    private KernelStep usage(Pan pan) throws EmvDataException {
        Consequence usage = profile.usage(session);
        explain(
                "Application usage control",
                "9F07",
                session.data()
                        .get(EmvTag.APPLICATION_USAGE_CONTROL)
                        .map(Bytes::toHex)
                        .orElse("absent"),
                usage.toString());
        return usage == Consequence.NONE ? authenticate(pan) : follow(usage, "the card is not for this use");
    }

    // Offline data authentication.

    private KernelStep authenticate(Pan pan) throws EmvDataException {
        if (new FastDynamicDataAuthentication(session, profile.reference()).verify(pan, records.signedRecords())) {
            return verifyCardholder(true, false);
        }
        Consequence failed = profile.notAuthenticated(session);
        explain("Offline data authentication failed", "qualifiers", qualifiers(), failed.toString());
        return failed == Consequence.GO_ONLINE
                ? verifyCardholder(true, true)
                : follow(failed, "offline data authentication failed");
    }

    // Cardholder verification.

    private KernelStep verifyCardholder(boolean approvedOffline, boolean online) throws EmvDataException {
        Verification verification = profile.verification(session, approvedOffline);
        explain("Cardholder verification", "qualifiers", qualifiers(), verification.toString());
        return switch (verification) {
            case DECLINE -> decline("the cardholder cannot be verified as required");
            case ONLINE_PIN -> onlineRequest(ContactlessOutcome.Cvm.ONLINE_PIN);
            case SIGNATURE -> finish(ContactlessOutcome.Cvm.SIGNATURE, online);
            case CONSUMER_DEVICE_CVM -> finish(ContactlessOutcome.Cvm.CONFIRMATION_CODE_VERIFIED, online);
            case NO_CVM -> finish(ContactlessOutcome.Cvm.NO_CVM, online);
        };
    }

    private String qualifiers() {
        return "9F66 " + session.terminalTransactionQualifiers().get().toBytes().toHex() + ", 9F6C "
                + session.data().get(Tag.of(0x9F6C)).map(Bytes::toHex).orElse("absent");
    }

    // Outcomes.

    private KernelStep finish(ContactlessOutcome.Cvm cvm, boolean online) throws EmvDataException {
        return online ? onlineRequest(cvm) : approve(cvm);
    }

    private KernelStep onlineRequest(ContactlessOutcome.Cvm cvm) throws EmvDataException {
        ContactlessOutcome.Builder outcome = withData(ContactlessOutcome.of(Kind.ONLINE_REQUEST), cvm)
                .userInterfaceOnOutcome(display(ContactlessMessage.AUTHORISING));
        if (profile.issuerUpdate(session)) {
            outcome.start(Start.B)
                    .onlineResponseData(ContactlessOutcome.OnlineResponseData.EMV_DATA)
                    .userInterfaceOnRestart(
                            UserInterfaceRequest.of(ContactlessMessage.PRESENT_CARD_AGAIN, Status.READY_TO_READ))
                    .fieldOffRequestTenths(0);
        }
        return session.end(outcome.build());
    }

    private KernelStep approve(ContactlessOutcome.Cvm cvm) {
        return session.end(withData(ContactlessOutcome.of(Kind.APPROVED), cvm)
                .userInterfaceOnOutcome(display(ContactlessMessage.APPROVED))
                .build());
    }

    private KernelStep decline(String why) {
        return session.end(ContactlessOutcome.of(Kind.DECLINED)
                .userInterfaceOnOutcome(display(ContactlessMessage.NOT_AUTHORISED))
                .because(TerminationReason.SERVICE_NOT_ALLOWED, why)
                .build());
    }

    private KernelStep follow(Consequence consequence, String why) {
        return consequence == Consequence.SWITCH_INTERFACE
                ? session.end(ContactlessOutcome.of(Kind.TRY_ANOTHER_INTERFACE)
                        .userInterfaceOnOutcome(UserInterfaceRequest.of(
                                ContactlessMessage.INSERT_OR_SWIPE_CARD, Status.PROCESSING_ERROR))
                        .alternateInterfacePreference(ContactlessOutcome.AlternateInterface.CONTACT_CHIP)
                        .because(TerminationReason.SERVICE_NOT_ALLOWED, why)
                        .build())
                : decline(why);
    }

    private ContactlessOutcome.Builder withData(ContactlessOutcome.Builder outcome, ContactlessOutcome.Cvm cvm) {
        outcome.cvm(cvm).dataRecord(record(profile.dataRecord()));
        ChipData discretionary = record(profile.discretionaryData());
        return discretionary.elements().isEmpty() ? outcome : outcome.discretionaryData(discretionary);
    }

    private ChipData record(List<Tag> tags) {
        Map<Tag, Bytes> elements = new HashMap<>();
        for (Tag tag : tags) {
            session.data()
                    .get(tag)
                    .ifPresent(value -> elements.put(tag, tag.equals(FORM_FACTOR) ? formFactor(value) : value));
        }
        return ChipData.of(elements);
    }

    /** The low four bits of the fourth byte of 9F6E do not leave the kernel. */
    private static Bytes formFactor(Bytes value) {
        return value.length() < 4
                ? value
                : value.slice(0, 3)
                        .plus(Bytes.ofUnsigned(value.unsigned(3) & 0xF0))
                        .plus(value.slice(4));
    }

    /** The message, with what the card has left to spend where the reader is to show it. */
    private UserInterfaceRequest display(ContactlessMessage message) {
        UserInterfaceRequest request = UserInterfaceRequest.of(message, Status.CARD_READ_SUCCESSFULLY);
        Optional<Bytes> languages = session.data().get(EmvTag.LANGUAGE_PREFERENCE);
        if (languages.isPresent()) {
            request = request.inLanguage(languages.get());
        }
        Optional<Money> available = session.configuration().has(KernelOption.DISPLAY_AVAILABLE_AMOUNT)
                ? profile.availableAmount(session).flatMap(this::money)
                : Optional.empty();
        return available.isPresent() ? request.showing(ValueQualifier.BALANCE, available.get()) : request;
    }

    /** NOTE: the amount is shown in the transaction's currency; no source says which one the card means. */
    private Optional<Money> money(Tag tag) {
        Optional<Bytes> value = session.data().get(tag);
        if (!value.isPresent() || value.get().length() != AVAILABLE_AMOUNT_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(Money.ofMinor(session.request().currency(), BcdNumber.parse(tag, value.get())));
        } catch (EmvDataException noDigits) {
            return Optional.empty();
        }
    }

    private void explain(String rule, String input, String value, String result) {
        session.explain(rule, profile.reference(), () -> Map.of(input, value), result);
    }
}
