package dev.solvo.emv.contactless.kernel8;

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
import dev.solvo.emv.contactless.kernel2.ErrorIndication;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level1;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level3;
import dev.solvo.emv.contactless.kernel2.OutcomeParameterSet;
import dev.solvo.emv.contactless.kernel2.UserInterfaceRequestData;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How an activation of kernel 8 ends. Data record and discretionary data are profiles of our own. */
final class Kernel8Conclusion {
    private static final List<Tag> DATA_RECORD = List.of(
            EmvTag.APPLICATION_LABEL,
            EmvTag.TRACK_2_EQUIVALENT_DATA,
            EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER,
            EmvTag.APPLICATION_INTERCHANGE_PROFILE,
            EmvTag.DEDICATED_FILE_NAME,
            EmvTag.TERMINAL_VERIFICATION_RESULTS,
            EmvTag.TRANSACTION_DATE,
            EmvTag.TRANSACTION_TYPE,
            EmvTag.APPLICATION_EXPIRATION_DATE,
            EmvTag.TRANSACTION_CURRENCY_CODE,
            EmvTag.APPLICATION_PAN_SEQUENCE_NUMBER,
            EmvTag.AMOUNT_AUTHORISED_NUMERIC,
            EmvTag.AMOUNT_OTHER_NUMERIC,
            EmvTag.ISSUER_APPLICATION_DATA,
            EmvTag.TERMINAL_COUNTRY_CODE,
            EmvTag.APPLICATION_CRYPTOGRAM,
            EmvTag.CRYPTOGRAM_INFORMATION_DATA,
            EmvTag.TERMINAL_CAPABILITIES,
            EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS,
            EmvTag.TERMINAL_TYPE,
            EmvTag.APPLICATION_TRANSACTION_COUNTER,
            EmvTag.UNPREDICTABLE_NUMBER);
    private static final List<Tag> DISCRETIONARY_DATA = List.of(
            Kernel8Tag.ERROR_INDICATION,
            Kernel8Tag.OUTCOME_PARAMETER_SET,
            Kernel8Tag.USER_INTERFACE_REQUEST_DATA_1,
            Kernel8Tag.USER_INTERFACE_REQUEST_DATA_2);
    private static final int RESTART = 2;
    private static final int OTHER_INTERFACE = 3;

    private final Kernel8Transaction transaction;

    Kernel8Conclusion(Kernel8Transaction transaction) {
        this.transaction = transaction;
    }

    KernelStep selectNext(Level2 level2, int statusWord, String why) {
        return finish(
                ContactlessOutcome.of(Kind.SELECT_NEXT)
                        .start(Start.C)
                        .because(TerminationReason.NO_COMMON_APPLICATION, why),
                new ErrorIndication(Level1.OK, level2, Level3.OK, statusWord, 0xFF),
                false);
    }

    KernelStep brokenData(EmvDataException broken) {
        return end(
                broken.reason() == EmvDataException.Reason.MISSING ? Level2.CARD_DATA_MISSING : Level2.PARSING_ERROR,
                0,
                String.valueOf(broken.getMessage()));
    }

    KernelStep unexpectedStatus(String command, ResponseApdu response) {
        return end(
                Level2.STATUS_BYTES,
                response.statusWord().value(),
                command + " was answered with " + response.statusWord());
    }

    KernelStep end(Level2 level2, int statusWord, String why) {
        ContactlessMessage message = ContactlessMessage.INSERT_SWIPE_OR_TRY_ANOTHER_CARD;
        return finish(
                ContactlessOutcome.of(Kind.END_APPLICATION)
                        .userInterfaceOnOutcome(held(message))
                        .because(TerminationReason.CARD_ERROR, why),
                new ErrorIndication(Level1.OK, level2, Level3.OK, statusWord, message.identifier()),
                false);
    }

    KernelStep noAnswer(CardTransportException.Kind kind) {
        Level1 level1 = switch (kind) {
            case TIME_OUT, CARD_REMOVED -> Level1.TIME_OUT_ERROR;
            case TRANSMISSION -> Level1.TRANSMISSION_ERROR;
            case PROTOCOL -> Level1.PROTOCOL_ERROR;
        };
        return finish(
                ContactlessOutcome.of(Kind.TRY_AGAIN)
                        .start(Start.B)
                        .userInterfaceOnRestart(again())
                        .because(
                                kind == CardTransportException.Kind.CARD_REMOVED
                                        ? TerminationReason.CARD_REMOVED
                                        : TerminationReason.CARD_NOT_RESPONDING,
                                "no answer to a command: " + kind),
                new ErrorIndication(
                        level1, Level2.OK, Level3.OK, 0, ContactlessMessage.PRESENT_CARD_AGAIN.identifier()),
                false);
    }

    /** Card and terminal have decided. Book C-8, outcome. */
    KernelStep decided(CryptogramInformationData.Type card, CryptogramInformationData.Type terminal) {
        Bytes indicator = transaction.get(Kernel8Tag.RESTART_INDICATOR).orElse(Bytes.ofUnsigned(0x00));
        int wish = indicator.unsigned(0) >> 4;
        if (wish == RESTART) {
            return finish(
                    ContactlessOutcome.of(Kind.END_APPLICATION)
                            .start(Start.B)
                            // NOTE: a card may choose another message; where it stands in its wish is not established.
                            .userInterfaceOnOutcome(again())
                            .userInterfaceOnRestart(again())
                            .because(TerminationReason.CANCELLED, "the card wants to be presented again"),
                    ErrorIndication.NONE,
                    true);
        }
        if (card == CryptogramInformationData.Type.TC && terminal == CryptogramInformationData.Type.TC) {
            ContactlessMessage message = transaction.cvm == Cvm.SIGNATURE
                    ? ContactlessMessage.APPROVED_PLEASE_SIGN
                    : ContactlessMessage.APPROVED;
            return finish(
                    ContactlessOutcome.of(Kind.APPROVED).userInterfaceOnOutcome(held(message)),
                    ErrorIndication.NONE,
                    true);
        }
        if ((card == CryptogramInformationData.Type.ARQC && terminal != CryptogramInformationData.Type.AAC)
                || (terminal == CryptogramInformationData.Type.ARQC && card != CryptogramInformationData.Type.AAC)) {
            return finish(
                    ContactlessOutcome.of(Kind.ONLINE_REQUEST)
                            .userInterfaceOnOutcome(
                                    UserInterfaceRequest.of(ContactlessMessage.AUTHORISING, Status.NOT_READY)),
                    ErrorIndication.NONE,
                    true);
        }
        return notApproved(wish);
    }

    private KernelStep notApproved(int wish) {
        if (!transaction.isPurchaseOrCash()) {
            return finish(
                    ContactlessOutcome.of(Kind.END_APPLICATION)
                            .userInterfaceOnOutcome(
                                    UserInterfaceRequest.of(ContactlessMessage.CLEAR_DISPLAY, Status.NOT_READY))
                            .because(TerminationReason.SERVICE_NOT_ALLOWED, "the card gave an AAC"),
                    ErrorIndication.NONE,
                    true);
        }
        // NOTE: the card's preference among interfaces is a code whose meaning is not established.
        return wish == OTHER_INTERFACE
                ? finish(
                        ContactlessOutcome.of(Kind.TRY_ANOTHER_INTERFACE)
                                .userInterfaceOnOutcome(held(ContactlessMessage.INSERT_OR_SWIPE_CARD))
                                .because(TerminationReason.SERVICE_NOT_ALLOWED, "the card asks for another interface"),
                        ErrorIndication.NONE,
                        true)
                : finish(
                        ContactlessOutcome.of(Kind.DECLINED)
                                .userInterfaceOnOutcome(held(ContactlessMessage.NOT_AUTHORISED)),
                        ErrorIndication.NONE,
                        true);
    }

    private static UserInterfaceRequest again() {
        return UserInterfaceRequest.of(ContactlessMessage.PRESENT_CARD_AGAIN, Status.READY_TO_READ);
    }

    private UserInterfaceRequest held(ContactlessMessage message) {
        return UserInterfaceRequest.of(message, Status.NOT_READY)
                .heldFor((int) transaction.configuration().decimal(Kernel8Parameter.MESSAGE_HOLD_TIME));
    }

    private KernelStep finish(ContactlessOutcome.Builder outcome, ErrorIndication error, boolean decided) {
        outcome.cvm(decided ? transaction.cvm : Cvm.NOT_APPLICABLE).receipt(decided && transaction.receipt);
        Optional<Bytes> qualifier = transaction.get(Kernel8Tag.CARD_QUALIFIER);
        if (qualifier.isPresent() && ChannelAgreement.detectsFieldOff(qualifier.get())) {
            outcome.fieldOffRequestTenths(transaction.configuration().number(Kernel8Parameter.HOLD_TIME_VALUE));
        }
        put(Kernel8Tag.ERROR_INDICATION, error.toBytes());
        if (decided) {
            outcome.dataRecord(choose(DATA_RECORD));
        }
        outcome.discretionaryData(ChipData.EMPTY);
        ContactlessOutcome known = outcome.build();
        put(Kernel8Tag.OUTCOME_PARAMETER_SET, OutcomeParameterSet.of(known).toBytes());
        known.userInterfaceOnOutcome()
                .ifPresent(request ->
                        put(Kernel8Tag.USER_INTERFACE_REQUEST_DATA_1, UserInterfaceRequestData.ofKernel8(request)));
        known.userInterfaceOnRestart()
                .ifPresent(request ->
                        put(Kernel8Tag.USER_INTERFACE_REQUEST_DATA_2, UserInterfaceRequestData.ofKernel8(request)));
        outcome.discretionaryData(choose(DISCRETIONARY_DATA));
        transaction.close();
        return transaction.session().end(outcome.build());
    }

    private void put(Tag tag, Bytes value) {
        transaction.data().putApplication(tag, value);
    }

    private ChipData choose(List<Tag> wanted) {
        Map<Tag, Bytes> chosen = new TreeMap<>();
        for (Tag tag : wanted) {
            Optional<Bytes> value = transaction.get(tag);
            if (value.isPresent()) {
                chosen.put(tag, value.get());
            }
        }
        return ChipData.of(chosen);
    }
}
