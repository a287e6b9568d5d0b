package dev.solvo.emv.contactless.kernel2;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.ContactlessOutcome.Kind;
import dev.solvo.emv.ContactlessOutcome.Start;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.UserInterfaceRequest.Status;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level1;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level3;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Optional;

/** How an activation of kernel 2 ends: outcome, parameters, what is shown, data record and discretionary data. */
final class Kernel2Conclusion {
    private final Kernel2Transaction transaction;

    Kernel2Conclusion(Kernel2Transaction transaction) {
        this.transaction = transaction;
    }

    // Ends without a decision.

    /** Entry Point tries the next combination: this one cannot be used. */
    KernelStep selectNext(Level2 level2, int statusWord, String why) {
        ErrorIndication error = new ErrorIndication(Level1.OK, level2, Level3.OK, statusWord, 0xFF);
        return finish(
                ContactlessOutcome.of(Kind.SELECT_NEXT)
                        .start(Start.C)
                        .because(TerminationReason.NO_COMMON_APPLICATION, why),
                error,
                Kernel2Profile.NONE);
    }

    /** The card's data cannot be used. */
    KernelStep brokenData(EmvDataException broken) {
        return end(
                broken.reason() == EmvDataException.Reason.MISSING ? Level2.CARD_DATA_MISSING : Level2.PARSING_ERROR,
                0,
                String.valueOf(broken.getMessage()));
    }

    /** A command was answered with a status word that ends the transaction. */
    KernelStep unexpectedStatus(String command, ResponseApdu response) {
        return end(
                Level2.STATUS_BYTES,
                response.statusWord().value(),
                command + " was answered with " + response.statusWord());
    }

    /** End Application with message 1C. */
    KernelStep end(Level2 level2, int statusWord, String why) {
        ContactlessMessage message = ContactlessMessage.INSERT_SWIPE_OR_TRY_ANOTHER_CARD;
        return finish(
                ContactlessOutcome.of(Kind.END_APPLICATION)
                        .userInterfaceOnOutcome(errorMessage(message))
                        .because(TerminationReason.CARD_ERROR, why),
                new ErrorIndication(Level1.OK, level2, Level3.OK, statusWord, message.identifier()),
                Kernel2Profile.NONE);
    }

    private UserInterfaceRequest errorMessage(ContactlessMessage message) {
        return show(message, Status.NOT_READY)
                .heldFor(transaction.configuration().messageHoldTime());
    }

    /** No answer came before a cryptogram was asked for: nothing is lost, and the card may be presented again. */
    KernelStep noAnswer(CardTransportException.Kind kind) {
        return finish(
                ContactlessOutcome.of(Kind.TRY_AGAIN)
                        .start(Start.B)
                        .userInterfaceOnRestart(show(ContactlessMessage.PRESENT_CARD_AGAIN, Status.READY_TO_READ))
                        .because(reason(kind), "no answer to a command: " + kind),
                noAnswerError(kind),
                Kernel2Profile.NONE);
    }

    /** The answer to the command that asks for a cryptogram was lost. */
    KernelStep tornApart(CardTransportException.Kind kind, boolean recoverable) {
        UserInterfaceRequest again = show(ContactlessMessage.PRESENT_CARD_AGAIN, Status.READY_TO_READ);
        return finish(
                ContactlessOutcome.of(Kind.END_APPLICATION)
                        .start(Start.B)
                        .userInterfaceOnOutcome(again)
                        .userInterfaceOnRestart(again)
                        .because(
                                reason(kind),
                                "no answer to the request for a cryptogram: " + kind
                                        + (recoverable ? "; noted for recovery" : "")),
                noAnswerError(kind),
                Kernel2Profile.NONE);
    }

    private static ErrorIndication noAnswerError(CardTransportException.Kind kind) {
        Level1 level1 = switch (kind) {
            case TIME_OUT, CARD_REMOVED -> Level1.TIME_OUT_ERROR;
            case TRANSMISSION -> Level1.TRANSMISSION_ERROR;
            case PROTOCOL -> Level1.PROTOCOL_ERROR;
        };
        return new ErrorIndication(level1, Level2.OK, Level3.OK, 0, ContactlessMessage.PRESENT_CARD_AGAIN.identifier());
    }

    private static TerminationReason reason(CardTransportException.Kind kind) {
        return kind == CardTransportException.Kind.CARD_REMOVED
                ? TerminationReason.CARD_REMOVED
                : TerminationReason.CARD_NOT_RESPONDING;
    }

    // Ends with a decision.

    /** The card's cryptogram decides, unless its holder must look at the device first. Book C-2, S9 to S11, end. */
    KernelStep decided(CryptogramInformationData.Type type) throws EmvDataException {
        Optional<PosCardholderInteractionInformation> wish = interactionInformation();
        if (wish.isPresent() && wish.get().needsSecondTap()) {
            return secondTap(wish.get(), Kernel2Profile.EMV_MODE);
        }
        return switch (type) {
            case TC -> approved();
            case ARQC -> online(Kernel2Profile.EMV_MODE);
            default -> notApproved();
        };
    }

    Optional<PosCardholderInteractionInformation> interactionInformation() throws EmvDataException {
        return transaction
                .data()
                .get(Kernel2Tag.POS_CARDHOLDER_INTERACTION_INFORMATION, PosCardholderInteractionInformation::parse);
    }

    /** The cardholder acts on his device and presents it again. */
    KernelStep secondTap(PosCardholderInteractionInformation wish, Kernel2Profile profile) {
        PhoneMessageTable.Row row = PhoneMessageTable.of(
                        transaction.configuration().require(Kernel2Parameter.PHONE_MESSAGE_TABLE))
                .find(wish);
        transaction.explain(
                "The device wants to be presented again",
                "Book C-2, end of a transaction",
                () -> Kernel2Transaction.inputs("DF4B", wish.toBytes().toHex()),
                "message " + Bytes.ofUnsigned(row.messageIdentifier()).toHex());
        ContactlessOutcome.Builder outcome = ContactlessOutcome.of(Kind.END_APPLICATION)
                .start(Start.B)
                .userInterfaceOnRestart(show(ContactlessMessage.PRESENT_CARD_AGAIN, Status.READY_TO_READ))
                .because(TerminationReason.CANCELLED, "the cardholder acts on his device and presents it again");
        Optional<ContactlessMessage> message = message(row.messageIdentifier());
        if (message.isPresent()) {
            outcome.userInterfaceOnOutcome(show(message.get(), status(row.status()))
                    .heldFor(transaction.configuration().messageHoldTime()));
        }
        return finish(outcome, ErrorIndication.NONE, profile);
    }

    private static Optional<ContactlessMessage> message(int identifier) {
        for (ContactlessMessage message : ContactlessMessage.values()) {
            if (message.identifier() == identifier) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    private static Status status(int code) {
        for (Status status : Status.values()) {
            if (status.code() == code) {
                return status;
            }
        }
        return Status.NOT_APPLICABLE;
    }

    private KernelStep approved() {
        boolean sign = transaction.cvm == Cvm.SIGNATURE;
        return finish(
                ContactlessOutcome.of(Kind.APPROVED)
                        .userInterfaceOnOutcome(show(
                                        sign ? ContactlessMessage.APPROVED_PLEASE_SIGN : ContactlessMessage.APPROVED,
                                        Status.NOT_READY)
                                .heldFor(transaction.configuration().messageHoldTime())),
                ErrorIndication.NONE,
                Kernel2Profile.EMV_MODE);
    }

    /** The issuer is asked; kernel 2 wants to hear nothing of his answer. */
    KernelStep online(Kernel2Profile profile) {
        return finish(
                ContactlessOutcome.of(Kind.ONLINE_REQUEST)
                        .userInterfaceOnOutcome(show(ContactlessMessage.AUTHORISING, Status.NOT_READY)),
                ErrorIndication.NONE,
                profile);
    }

    private KernelStep notApproved() throws EmvDataException {
        if (!transaction.isPurchase() && !transaction.isCash()) {
            return finish(
                    ContactlessOutcome.of(Kind.END_APPLICATION)
                            .userInterfaceOnOutcome(show(ContactlessMessage.CLEAR_DISPLAY, Status.NOT_READY))
                            .because(TerminationReason.SERVICE_NOT_ALLOWED, "the card gave an AAC"),
                    ErrorIndication.NONE,
                    Kernel2Profile.EMV_MODE);
        }
        Optional<ThirdPartyData> thirdParty =
                transaction.data().get(Kernel2Tag.THIRD_PARTY_DATA, ThirdPartyData::parse);
        boolean mobile = thirdParty.isPresent() && thirdParty.get().isMobileDevice();
        if (transaction.supportsContactChip() && !mobile) {
            return finish(
                    ContactlessOutcome.of(Kind.TRY_ANOTHER_INTERFACE)
                            .alternateInterfacePreference(ContactlessOutcome.AlternateInterface.CONTACT_CHIP)
                            .userInterfaceOnOutcome(errorMessage(ContactlessMessage.INSERT_CARD))
                            .because(TerminationReason.SERVICE_NOT_ALLOWED, "declined without contact"),
                    ErrorIndication.NONE,
                    Kernel2Profile.EMV_MODE);
        }
        return declined(Kernel2Profile.EMV_MODE);
    }

    KernelStep declined(Kernel2Profile profile) {
        return finish(
                ContactlessOutcome.of(Kind.DECLINED)
                        .userInterfaceOnOutcome(errorMessage(ContactlessMessage.NOT_AUTHORISED)),
                ErrorIndication.NONE,
                profile);
    }

    private UserInterfaceRequest show(ContactlessMessage message, Status status) {
        return UserInterfaceRequest.of(message, status)
                .inLanguage(transaction.get(EmvTag.LANGUAGE_PREFERENCE).orElse(Bytes.EMPTY));
    }

    private KernelStep finish(ContactlessOutcome.Builder outcome, ErrorIndication error, Kernel2Profile profile) {
        outcome.cvm(profile == Kernel2Profile.NONE ? Cvm.NOT_APPLICABLE : transaction.cvm)
                .receipt(profile != Kernel2Profile.NONE && transaction.receipt);
        if (transaction.capabilities.supportsFieldOffDetection()) {
            outcome.fieldOffRequestTenths(transaction.configuration().number(Kernel2Parameter.HOLD_TIME_VALUE));
        }
        put(Kernel2Tag.ERROR_INDICATION, error.toBytes());
        if (!profile.dataRecord().isEmpty()) {
            outcome.dataRecord(profile.dataRecord(transaction.data().snapshot()));
        }
        outcome.discretionaryData(ChipData.EMPTY);
        Bytes parameters = OutcomeParameterSet.of(outcome.build()).toBytes();
        put(Kernel2Tag.OUTCOME_PARAMETER_SET, parameters);
        outcome.discretionaryData(profile.discretionaryData(transaction.data().snapshot()));
        ContactlessOutcome result = outcome.build();
        transaction.explain(
                "Outcome",
                "Book C-2, outcome parameter set",
                () -> Kernel2Transaction.inputs("DF8115", error.toBytes().toHex(), "DF8129", parameters.toHex()),
                result.kind().toString());
        return transaction.session().end(result);
    }

    private void put(Tag tag, Bytes value) {
        transaction.data().putApplication(tag, value);
    }
}
