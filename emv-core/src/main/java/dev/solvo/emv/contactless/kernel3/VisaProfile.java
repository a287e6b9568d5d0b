package dev.solvo.emv.contactless.kernel3;

import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Kind;
import dev.solvo.emv.ContactlessOutcome.Start;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.UserInterfaceRequest.Status;
import dev.solvo.emv.config.KernelOption;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.data.ApplicationUsageControl;
import dev.solvo.emv.data.CardTransactionQualifiers;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalTransactionQualifiers;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.List;
import java.util.Optional;

/** Visa's rules. After Book C-3 as a public implementation cites it. */
final class VisaProfile implements FastProfile {
    private static final StatusWord SEE_PHONE = new StatusWord(0x6986);
    private static final Tag CARD_QUALIFIERS = Tag.of(0x9F6C);
    private static final Tag AVAILABLE_AMOUNT = Tag.of(0x9F5D);
    private static final int SEE_PHONE_TENTHS = 13;

    private static final List<Tag> DATA_RECORD = List.of(
            EmvTag.AMOUNT_AUTHORISED_NUMERIC,
            EmvTag.AMOUNT_OTHER_NUMERIC,
            EmvTag.APPLICATION_CRYPTOGRAM,
            EmvTag.APPLICATION_INTERCHANGE_PROFILE,
            EmvTag.APPLICATION_TRANSACTION_COUNTER,
            EmvTag.APPLICATION_PAN_SEQUENCE_NUMBER,
            Tag.of(0x9F7C),
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
            Tag.of(0x9F6E));

    @Override
    public String reference() {
        return "EMV Book C-3";
    }

    @Override
    public ContactlessOutcome afterProcessingOptions(StatusWord status) {
        return statusOutcome(status);
    }

    static ContactlessOutcome statusOutcome(StatusWord status) {
        String why = "GET PROCESSING OPTIONS was answered with " + status;
        if (status.equals(StatusWord.REFERENCED_DATA_INVALIDATED)) {
            return ContactlessOutcome.of(Kind.TRY_ANOTHER_INTERFACE)
                    .userInterfaceOnOutcome(
                            UserInterfaceRequest.of(ContactlessMessage.INSERT_CARD, Status.PROCESSING_ERROR))
                    .alternateInterfacePreference(ContactlessOutcome.AlternateInterface.CONTACT_CHIP)
                    .because(TerminationReason.SERVICE_NOT_ALLOWED, why)
                    .build();
        }
        if (status.equals(StatusWord.CONDITIONS_NOT_SATISFIED)) {
            return ContactlessOutcome.of(Kind.SELECT_NEXT)
                    .start(Start.C)
                    .because(TerminationReason.SERVICE_NOT_ALLOWED, why)
                    .build();
        }
        if (status.equals(SEE_PHONE)) {
            return ContactlessOutcome.of(Kind.TRY_AGAIN)
                    .start(Start.B)
                    .userInterfaceOnOutcome(
                            UserInterfaceRequest.of(ContactlessMessage.SEE_PHONE, Status.PROCESSING_ERROR)
                                    .heldFor(SEE_PHONE_TENTHS))
                    .userInterfaceOnRestart(
                            UserInterfaceRequest.of(ContactlessMessage.PRESENT_CARD_AGAIN, Status.READY_TO_READ))
                    .fieldOffRequestTenths(SEE_PHONE_TENTHS)
                    .because(TerminationReason.SERVICE_NOT_ALLOWED, why)
                    .build();
        }
        return KernelSession.endOfApplication(TerminationReason.CARD_ERROR, why);
    }

    @Override
    public Consequence usage(KernelSession session) throws EmvDataException {
        TransactionType type = session.request().type();
        boolean cash = type.equals(TransactionType.CASH) || type.equals(TransactionType.CASH_DISBURSEMENT);
        // NOTE: Visa's host messages code cashback as 00; the kernel looks at what is asked for, not at the code alone.
        boolean cashback = type.equals(TransactionType.PURCHASE_WITH_CASHBACK)
                || session.request()
                        .cashback()
                        .filter(amount -> amount.isPositive())
                        .isPresent();
        if (cash && session.configuration().has(KernelOption.CASH_USAGE_CHECK)) {
            return allowed(
                            session,
                            ApplicationUsageControl.Bit.DOMESTIC_CASH,
                            ApplicationUsageControl.Bit.INTERNATIONAL_CASH)
                    ? Consequence.NONE
                    : switchOrDecline(session, CardTransactionQualifiers.Bit.SWITCH_INTERFACE_FOR_CASH_TRANSACTIONS);
        }
        if (cashback && session.configuration().has(KernelOption.CASHBACK_USAGE_CHECK)) {
            return allowed(
                            session,
                            ApplicationUsageControl.Bit.DOMESTIC_CASHBACK,
                            ApplicationUsageControl.Bit.INTERNATIONAL_CASHBACK)
                    ? Consequence.NONE
                    : switchOrDecline(
                            session, CardTransactionQualifiers.Bit.SWITCH_INTERFACE_FOR_CASHBACK_TRANSACTIONS);
        }
        return Consequence.NONE;
    }

    private static boolean allowed(
            KernelSession session, ApplicationUsageControl.Bit domestic, ApplicationUsageControl.Bit international)
            throws EmvDataException {
        Optional<Bytes> country = session.data().get(EmvTag.ISSUER_COUNTRY_CODE);
        Optional<ApplicationUsageControl> control =
                session.data().get(EmvTag.APPLICATION_USAGE_CONTROL, ApplicationUsageControl::parse);
        return country.isPresent()
                && control.isPresent()
                && control.get()
                        .contains(
                                country.get().equals(session.data().require(EmvTag.TERMINAL_COUNTRY_CODE))
                                        ? domestic
                                        : international);
    }

    private static Consequence switchOrDecline(KernelSession session, CardTransactionQualifiers.Bit bit)
            throws EmvDataException {
        return cardQualifiers(session).orElse(CardTransactionQualifiers.NONE).contains(bit)
                ? Consequence.SWITCH_INTERFACE
                : Consequence.DECLINE;
    }

    @Override
    public Consequence expired(KernelSession session) throws EmvDataException {
        return cardQualifiers(session)
                        .orElse(CardTransactionQualifiers.NONE)
                        .contains(CardTransactionQualifiers.Bit.GO_ONLINE_IF_APPLICATION_EXPIRED)
                ? Consequence.GO_ONLINE
                : Consequence.DECLINE;
    }

    @Override
    public Consequence notAuthenticated(KernelSession session) throws EmvDataException {
        CardTransactionQualifiers card = cardQualifiers(session).orElse(CardTransactionQualifiers.NONE);
        TerminalTransactionQualifiers reader =
                session.terminalTransactionQualifiers().orElse(TerminalTransactionQualifiers.NONE);
        if (card.contains(CardTransactionQualifiers.Bit.GO_ONLINE_IF_ODA_FAILS)
                && !reader.contains(TerminalTransactionQualifiers.Bit.OFFLINE_ONLY_READER)) {
            return Consequence.GO_ONLINE;
        }
        return card.contains(CardTransactionQualifiers.Bit.SWITCH_INTERFACE_IF_ODA_FAILS)
                        && reader.contains(TerminalTransactionQualifiers.Bit.EMV_CONTACT_CHIP_SUPPORTED)
                ? Consequence.SWITCH_INTERFACE
                : Consequence.DECLINE;
    }

    @Override
    public Verification verification(KernelSession session, boolean approvedOffline) throws EmvDataException {
        return QualifierVerification.decide(
                session.terminalTransactionQualifiers().orElse(TerminalTransactionQualifiers.NONE),
                cardQualifiers(session),
                session.data().get(FastDynamicDataAuthentication.CARD_AUTHENTICATION_RELATED_DATA),
                approvedOffline);
    }

    @Override
    public boolean issuerUpdate(KernelSession session) throws EmvDataException {
        return session.terminalTransactionQualifiers()
                        .orElse(TerminalTransactionQualifiers.NONE)
                        .contains(TerminalTransactionQualifiers.Bit.ISSUER_UPDATE_PROCESSING_SUPPORTED)
                && cardQualifiers(session)
                        .orElse(CardTransactionQualifiers.NONE)
                        .contains(CardTransactionQualifiers.Bit.ISSUER_UPDATE_PROCESSING_SUPPORTED);
    }

    @Override
    public List<Tag> dataRecord() {
        return DATA_RECORD;
    }

    @Override
    public List<Tag> discretionaryData() {
        return List.of(AVAILABLE_AMOUNT);
    }

    @Override
    public Optional<Tag> availableAmount(KernelSession session) {
        return session.data().contains(AVAILABLE_AMOUNT) ? Optional.of(AVAILABLE_AMOUNT) : Optional.empty();
    }

    private static Optional<CardTransactionQualifiers> cardQualifiers(KernelSession session) throws EmvDataException {
        return session.data().get(CARD_QUALIFIERS, CardTransactionQualifiers::parse);
    }
}
