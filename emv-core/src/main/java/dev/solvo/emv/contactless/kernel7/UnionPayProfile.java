package dev.solvo.emv.contactless.kernel7;

import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.contactless.kernel3.FastProfile;
import dev.solvo.emv.contactless.kernel3.FastTransaction;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalTransactionQualifiers;
import dev.solvo.emv.data.UnionPayCardQualifiers;
import dev.solvo.emv.data.UnionPayTerminalQualifiers;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.List;
import java.util.Optional;

/** UnionPay's rules, after public PBOC 3.0 material (JR/T 0025.12-2013). */
final class UnionPayProfile implements FastProfile {
    private static final Tag CARD_QUALIFIERS = Tag.of(0x9F6C);
    private static final Tag CARD_AUTHENTICATION_RELATED_DATA = Tag.of(0x9F69);
    private static final Tag AVAILABLE_AMOUNT = Tag.of(0x9F5D);
    private static final Tag ELECTRONIC_CASH_BALANCE = Tag.of(0x9F79);
    private static final int COPY_OFFSET = 5;
    private static final int COPY_END = 7;

    private static final List<Tag> DATA_RECORD = List.of(
            EmvTag.AMOUNT_AUTHORISED_NUMERIC,
            EmvTag.AMOUNT_OTHER_NUMERIC,
            EmvTag.APPLICATION_CRYPTOGRAM,
            EmvTag.APPLICATION_INTERCHANGE_PROFILE,
            EmvTag.APPLICATION_TRANSACTION_COUNTER,
            EmvTag.APPLICATION_PAN_SEQUENCE_NUMBER,
            EmvTag.ISSUER_APPLICATION_DATA,
            EmvTag.POINT_OF_SERVICE_ENTRY_MODE,
            EmvTag.TERMINAL_COUNTRY_CODE,
            EmvTag.TERMINAL_CAPABILITIES,
            EmvTag.TRACK_2_EQUIVALENT_DATA,
            EmvTag.TRANSACTION_CURRENCY_CODE,
            EmvTag.TRANSACTION_DATE,
            EmvTag.TRANSACTION_TYPE,
            EmvTag.UNPREDICTABLE_NUMBER,
            EmvTag.TERMINAL_VERIFICATION_RESULTS,
            Tag.of(0x9F63));

    /** What the card tells of its electronic cash. */
    private static final List<Tag> ELECTRONIC_CASH = List.of(
            AVAILABLE_AMOUNT, Tag.of(0x9F6D), Tag.of(0x9F74), Tag.of(0x9F77), Tag.of(0x9F78), ELECTRONIC_CASH_BALANCE);

    @Override
    public String reference() {
        return "JR/T 0025.12-2013, as public programs follow it";
    }

    /** NOTE: the source has no rule for status words but 9000; those of kernel 3 are taken. */
    @Override
    public ContactlessOutcome afterProcessingOptions(StatusWord status) {
        return FastTransaction.usualOutcome(status);
    }

    @Override
    public Consequence usage(KernelSession session) {
        return Consequence.NONE;
    }

    @Override
    public Consequence expired(KernelSession session) {
        return Consequence.DECLINE;
    }

    @Override
    public Consequence notAuthenticated(KernelSession session) {
        return Consequence.DECLINE;
    }

    /**
     * By the card's qualifiers, where it sends them; else by signature.
     *
     * <p>NOTE: how far a device's verification is believed is not established for kernel 7; the rule of kernel 3 is taken: an
     * offline approval needs the authenticated copy in 9F69.
     */
    @Override
    public Verification verification(KernelSession session, boolean approvedOffline) throws EmvDataException {
        UnionPayTerminalQualifiers reader = reader(session);
        Optional<UnionPayCardQualifiers> card = session.data().get(CARD_QUALIFIERS, UnionPayCardQualifiers::parse);
        boolean required = reader.contains(UnionPayTerminalQualifiers.Bit.CVM_REQUIRED);
        boolean signature = reader.contains(UnionPayTerminalQualifiers.Bit.SIGNATURE_SUPPORTED);
        if (!card.isPresent()) {
            return !required ? Verification.NO_CVM : signature ? Verification.SIGNATURE : Verification.DECLINE;
        }
        if (card.get().contains(UnionPayCardQualifiers.Bit.ONLINE_PIN_REQUIRED)
                && reader.contains(UnionPayTerminalQualifiers.Bit.ONLINE_PIN_SUPPORTED)) {
            return Verification.ONLINE_PIN;
        }
        if (card.get().contains(UnionPayCardQualifiers.Bit.CONSUMER_DEVICE_CVM_PERFORMED)) {
            Optional<Bytes> related = session.data().get(CARD_AUTHENTICATION_RELATED_DATA);
            boolean believed = related.isPresent() ? isCopied(card.get(), related.get()) : !approvedOffline;
            return believed ? Verification.CONSUMER_DEVICE_CVM : Verification.DECLINE;
        }
        if (card.get().contains(UnionPayCardQualifiers.Bit.SIGNATURE_REQUIRED) && signature) {
            return Verification.SIGNATURE;
        }
        return required ? Verification.DECLINE : Verification.NO_CVM;
    }

    private static boolean isCopied(UnionPayCardQualifiers card, Bytes relatedData) {
        return relatedData.length() >= COPY_END
                && relatedData.slice(COPY_OFFSET, COPY_END).equals(card.toBytes());
    }

    private static UnionPayTerminalQualifiers reader(KernelSession session) throws EmvDataException {
        return UnionPayTerminalQualifiers.parse(session.terminalTransactionQualifiers()
                .orElse(TerminalTransactionQualifiers.NONE)
                .toBytes());
    }

    @Override
    public boolean issuerUpdate(KernelSession session) {
        return false;
    }

    @Override
    public List<Tag> dataRecord() {
        return DATA_RECORD;
    }

    @Override
    public List<Tag> discretionaryData() {
        return ELECTRONIC_CASH;
    }

    @Override
    public Optional<Tag> availableAmount(KernelSession session) {
        if (session.data().contains(ELECTRONIC_CASH_BALANCE)) {
            return Optional.of(ELECTRONIC_CASH_BALANCE);
        }
        return session.data().contains(AVAILABLE_AMOUNT) ? Optional.of(AVAILABLE_AMOUNT) : Optional.empty();
    }
}
