package dev.solvo.emv.contactless.kernel2;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpTornTransaction;
import dev.solvo.emv.ShowUserInterface;
import dev.solvo.emv.StoreTornTransaction;
import dev.solvo.emv.TornTransactionRecord;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.config.KernelOption;
import dev.solvo.emv.contactless.ContactlessCommand;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks the card for its cryptogram, or for the one that was lost, checks the answer, and leaves the rest to the conclusion.
 * Book C-2, GAC, S9 to S11.
 */
final class CryptogramExchange {
    private static final String REFERENCE = "Book C-2, S9";
    private static final int CDA_SIGNATURE = 0x10;

    /** What a torn transaction was about; a later one about something else is a transaction of its own. */
    private static final List<Tag> SAME_TRANSACTION = List.of(
            EmvTag.AMOUNT_AUTHORISED_NUMERIC,
            EmvTag.AMOUNT_OTHER_NUMERIC,
            EmvTag.TRANSACTION_CURRENCY_CODE,
            EmvTag.TRANSACTION_TYPE);

    /** What had been decided when the answer was lost. */
    private static final List<Tag> DECIDED_BEFORE = List.of(
            EmvTag.TERMINAL_VERIFICATION_RESULTS,
            EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS,
            EmvTag.UNPREDICTABLE_NUMBER,
            EmvTag.TERMINAL_CAPABILITIES,
            EmvTag.TRANSACTION_DATE);

    private final Kernel2Transaction transaction;
    private boolean signatureRequested;

    CryptogramExchange(Kernel2Transaction transaction) {
        this.transaction = transaction;
    }

    KernelStep begin(CryptogramInformationData.Type type) throws EmvDataException {
        transaction.requested = type;
        return balance(
                KernelOption.READ_BALANCE_BEFORE_GENERATE_AC,
                Kernel2Tag.BALANCE_READ_BEFORE_GENERATE_AC,
                this::lookUpTornTransaction);
    }

    /** Reads the offline balance where both sides want it; a card that does not give it is not asked again. */
    private KernelStep balance(KernelOption wanted, Tag result, Kernel2Transaction.Following following)
            throws EmvDataException {
        if (!transaction.capabilities.supportsBalanceReading()
                || !transaction.session().configuration().has(wanted)) {
            return following.go();
        }
        KernelSession.AfterFailure none = kind -> following.go();
        return transaction
                .session()
                .transmit(
                        ContactlessCommand.getData(Kernel2Tag.OFFLINE_ACCUMULATOR_BALANCE),
                        exchange -> {
                            storeBalance(exchange, result);
                            return following.go();
                        },
                        wanted == KernelOption.READ_BALANCE_AFTER_GENERATE_AC
                                ? none
                                : transaction.conclusion()::noAnswer);
    }

    private void storeBalance(Exchange exchange, Tag result) throws EmvDataException {
        if (!exchange.response().statusWord().isSuccess()) {
            return;
        }
        try {
            TlvReader reader = TlvReader.of(exchange.response().data());
            if (reader.next()
                    && reader.tag() == Kernel2Tag.OFFLINE_ACCUMULATOR_BALANCE.value()
                    && reader.length() == 6) {
                transaction.data().putApplication(result, reader.value());
            }
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
    }

    // A transaction that was torn apart before.

    private KernelStep lookUpTornTransaction() throws EmvDataException {
        if (!transaction.configuration().recoversTornTransactions()
                || !transaction.get(Kernel2Tag.DRDOL).isPresent()) {
            return generateAc();
        }
        return new LookUpTornTransaction(
                pan(),
                sequenceNumber(),
                found ->
                        transaction.session().proceed(() -> found.isPresent() ? recoverAc(found.get()) : generateAc()));
    }

    /**
     * NOTE: only a transaction about the same amount, currency and type is recovered, so that no cryptogram ends a
     * transaction that it was not made for. That is stricter than the source, which looks at the card alone.
     */
    private KernelStep recoverAc(TornTransactionRecord found) throws EmvDataException {
        TornTransaction torn = TornTransaction.parse(found.content());
        for (Tag tag : SAME_TRANSACTION) {
            if (!torn.get(tag).equals(transaction.get(tag))) {
                transaction.explain(
                        "A torn transaction about something else is not recovered",
                        "Book C-2, torn transaction log",
                        () -> Kernel2Transaction.inputs("differs", tag.toString()),
                        "GENERATE AC");
                return generateAc();
            }
        }
        Bytes data = torn.require(TornTransaction.DRDOL_VALUES);
        CommandApdu command = data.isEmpty()
                ? CommandApdu.case2(0x80, 0xD0, 0x00, 0x00, CommandApdu.LE_ALL)
                : CommandApdu.case4(0x80, 0xD0, 0x00, 0x00, data, CommandApdu.LE_ALL);
        return transaction
                .session()
                .transmit(command, exchange -> recovered(torn, exchange), kind -> lost(kind, found));
    }

    private KernelStep recovered(TornTransaction torn, Exchange exchange) throws EmvDataException {
        boolean found = exchange.response().statusWord().isSuccess();
        transaction.explain(
                "A transaction of this card was torn apart",
                "Book C-2, S10",
                () -> Kernel2Transaction.inputs(
                        "RECOVER AC", exchange.response().statusWord().toString()),
                found ? "the lost answer is here" : "the card has no such transaction; GENERATE AC");
        if (!found) {
            return generateAc();
        }
        for (Tag tag : DECIDED_BEFORE) {
            if (tag.equals(EmvTag.TERMINAL_VERIFICATION_RESULTS)) {
                transaction.data().putTerminal(tag, torn.require(tag));
            } else {
                transaction.data().putApplication(tag, torn.require(tag));
            }
        }
        int parameter =
                torn.require(TornTransaction.REFERENCE_CONTROL_PARAMETER).unsigned(0);
        transaction.requested = switch (parameter & 0xC0) {
            case 0x40 -> CryptogramInformationData.Type.TC;
            case 0x80 -> CryptogramInformationData.Type.ARQC;
            default -> CryptogramInformationData.Type.AAC;
        };
        signatureRequested = (parameter & CDA_SIGNATURE) != 0;
        OutcomeParameterSet decided = OutcomeParameterSet.parse(torn.require(Kernel2Tag.OUTCOME_PARAMETER_SET));
        transaction.cvm = decided.cvm();
        transaction.receipt = decided.receipt();
        transaction.pdolValues = torn.require(TornTransaction.PDOL_VALUES);
        transaction.cdol1Values = torn.require(TornTransaction.CDOL1_VALUES);
        transaction.relayResistanceData = torn.relayResistanceData();
        for (Tag tag : TornTransaction.RELAY_RESISTANCE_DATA) {
            torn.get(tag).ifPresent(value -> transaction.data().putApplication(tag, value));
        }
        for (Tag tag : TornTransaction.RELAY_RESISTANCE_RESULTS) {
            torn.get(tag).ifPresent(value -> transaction.data().putApplication(tag, value));
        }
        return answered(exchange);
    }

    // GENERATE AC.

    private KernelStep generateAc() throws EmvDataException {
        signatureRequested = transaction.cdaPossible
                && (transaction.requested != CryptogramInformationData.Type.AAC
                        || transaction.capabilities.signsEveryCryptogram());
        if (!transaction.cdaPossible && transaction.usesOnDeviceCvm()) {
            transaction.explain(
                    "Without CDA a verification on the device cannot be trusted",
                    "Book C-2, GAC",
                    () -> Kernel2Transaction.inputs("asked for by action codes", transaction.requested.toString()),
                    "AAC");
            transaction.requested = CryptogramInformationData.Type.AAC;
        }
        return DataExchange.before(
                transaction, transaction.get(EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1), this::sendGenerateAc);
    }

    private KernelStep sendGenerateAc() throws EmvDataException {
        transaction.cdol1Values = transaction
                .data()
                .fill(
                        EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1,
                        transaction.data().require(EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1),
                        DataStore.MAX_DOL_DATA_LENGTH);
        TornTransactionRecord record = new TornTransactionRecord(
                pan(), sequenceNumber(), torn(referenceControlParameter()).toBytes());
        return transaction
                .session()
                .transmit(
                        ContactlessCommand.generateAc(referenceControlParameter(), transaction.cdol1Values),
                        this::answered,
                        kind -> lost(kind, record));
    }

    private int referenceControlParameter() {
        int type = switch (transaction.requested) {
            case TC -> 0x40;
            case ARQC -> 0x80;
            default -> 0x00;
        };
        return type | (signatureRequested ? CDA_SIGNATURE : 0);
    }

    private TornTransaction torn(int parameter) throws EmvDataException {
        Map<Tag, Bytes> elements = new LinkedHashMap<>();
        elements.put(
                EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER,
                transaction.data().require(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER));
        for (Tag tag : SAME_TRANSACTION) {
            elements.put(tag, transaction.data().require(tag));
        }
        for (Tag tag : DECIDED_BEFORE) {
            elements.put(tag, transaction.data().require(tag));
        }
        elements.put(TornTransaction.REFERENCE_CONTROL_PARAMETER, Bytes.ofUnsigned(parameter));
        elements.put(TornTransaction.PDOL_VALUES, transaction.pdolValues);
        elements.put(TornTransaction.CDOL1_VALUES, transaction.cdol1Values);
        if (!transaction.relayResistanceData.isEmpty()) {
            for (Tag tag : TornTransaction.RELAY_RESISTANCE_DATA) {
                elements.put(tag, transaction.data().require(tag));
            }
            for (Tag tag : TornTransaction.RELAY_RESISTANCE_RESULTS) {
                elements.put(tag, transaction.data().require(tag));
            }
        }
        elements.put(TornTransaction.DRDOL_VALUES, drdolValues());
        elements.put(
                Kernel2Tag.OUTCOME_PARAMETER_SET,
                new OutcomeParameterSet(
                                Optional.empty(),
                                Optional.empty(),
                                transaction.cvm,
                                false,
                                false,
                                false,
                                false,
                                transaction.receipt,
                                OptionalInt.empty(),
                                0)
                        .toBytes());
        return TornTransaction.of(elements);
    }

    private Bytes drdolValues() throws EmvDataException {
        Optional<Bytes> list = transaction.get(Kernel2Tag.DRDOL);
        return !list.isPresent() || !transaction.configuration().recoversTornTransactions()
                ? Bytes.EMPTY
                : transaction.data().fill(Kernel2Tag.DRDOL, list.get(), DataStore.MAX_DOL_DATA_LENGTH);
    }

    private KernelStep lost(CardTransportException.Kind kind, TornTransactionRecord record) {
        boolean recoverable = transaction.configuration().recoversTornTransactions()
                && transaction.get(Kernel2Tag.DRDOL).isPresent();
        if (!recoverable) {
            return transaction.conclusion().tornApart(kind, false);
        }
        return new StoreTornTransaction(record, () -> transaction.conclusion().tornApart(kind, true));
    }

    // The answer.

    private KernelStep answered(Exchange exchange) throws EmvDataException {
        if (!exchange.response().statusWord().isSuccess()) {
            return transaction.conclusion().unexpectedStatus("the request for a cryptogram", exchange.response());
        }
        CryptogramAnswer answer = CryptogramAnswer.parse(exchange.response().data());
        for (Map.Entry<Tag, Bytes> element : answer.elements().entrySet()) {
            transaction.store(element.getKey(), element.getValue(), transaction.data()::putFromGenerateAc);
        }
        CryptogramInformationData.Type type = answer.information().type();
        if (!isAllowed(type)) {
            return transaction
                    .conclusion()
                    .end(
                            Level2.CARD_DATA_ERROR,
                            0,
                            "the card gave " + type + " where it was asked for " + transaction.requested);
        }
        UserInterfaceRequest cardRead = UserInterfaceRequest.of(
                ContactlessMessage.CLEAR_DISPLAY, UserInterfaceRequest.Status.CARD_READ_SUCCESSFULLY);
        return new ShowUserInterface(cardRead, () -> transaction.session().proceed(() -> authenticate(answer, type)));
    }

    /** The card may be stricter than it was asked to be, never laxer. */
    private boolean isAllowed(CryptogramInformationData.Type type) {
        return switch (type) {
            case AAC -> true;
            case ARQC ->
                transaction.requested == CryptogramInformationData.Type.TC
                        || transaction.requested == CryptogramInformationData.Type.ARQC;
            case TC -> transaction.requested == CryptogramInformationData.Type.TC;
            default -> false;
        };
    }

    private KernelStep authenticate(CryptogramAnswer answer, CryptogramInformationData.Type type)
            throws EmvDataException {
        Optional<Bytes> signature = answer.signature();
        if (signature.isPresent() && signatureRequested) {
            Optional<String> refused = new CdaVerification(transaction).verify(answer, signature.get());
            CdaVerification.note(transaction, !refused.isPresent());
            transaction.explain(
                    "The signature around the cryptogram",
                    REFERENCE,
                    () -> Kernel2Transaction.inputs("9F27", answer.information().toString()),
                    refused.orElse("verified"));
            if (refused.isPresent()) {
                transaction.set(Bit.CDA_FAILED, REFERENCE, () -> Kernel2Transaction.inputs("reason", refused.get()));
                return transaction.conclusion().end(Level2.CAM_FAILED, 0, "CDA failed: " + refused.get());
            }
        } else if (!transaction.get(EmvTag.APPLICATION_CRYPTOGRAM).isPresent()) {
            throw new EmvDataException(
                    EmvDataException.Reason.MISSING,
                    EmvTag.APPLICATION_CRYPTOGRAM,
                    "not in the answer to the request for a cryptogram");
        } else if (signatureRequested && type != CryptogramInformationData.Type.AAC) {
            transaction.set(
                    Bit.CDA_FAILED, REFERENCE, () -> Kernel2Transaction.inputs("reason", "the card did not sign"));
            CdaVerification.note(transaction, false);
            return transaction
                    .conclusion()
                    .end(Level2.CARD_DATA_ERROR, 0, "the card did not sign although it was asked to");
        }
        transaction.session().cryptogram(answer.information());
        return balance(
                KernelOption.READ_BALANCE_AFTER_GENERATE_AC,
                Kernel2Tag.BALANCE_READ_AFTER_GENERATE_AC,
                () -> transaction.conclusion().decided(type));
    }

    private Pan pan() throws EmvDataException {
        try {
            return Pan.parse(transaction.data().require(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER));
        } catch (CryptoException noNumber) {
            throw new EmvDataException(
                    EmvDataException.Reason.FORMAT, EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER, "no card number");
        }
    }

    private Optional<PanSequenceNumber> sequenceNumber() {
        Optional<Bytes> value = transaction.get(EmvTag.APPLICATION_PAN_SEQUENCE_NUMBER);
        try {
            return value.isPresent() ? Optional.of(PanSequenceNumber.parse(value.get())) : Optional.empty();
        } catch (CryptoException noNumber) {
            return Optional.empty();
        }
    }
}
