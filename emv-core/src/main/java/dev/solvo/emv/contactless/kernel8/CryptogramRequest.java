package dev.solvo.emv.contactless.kernel8;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.ShowUserInterface;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.contactless.ContactlessCommand;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.data.ActionCode;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything between the last record and the outcome: analysis, GENERATE AC, MACs and local authentication. Book C-8. */
final class CryptogramRequest {
    private static final String ANALYSIS = "Book C-8, terminal action analysis";
    private static final String ANSWER = "Book C-8, answer to GENERATE AC";
    private static final int CARD_WORKS_OFFLINE = 0x0008;
    private static final int KEEPS_LOCAL_AUTHENTICATION_FAILED = 0x0800;
    private static final int CVM_LIMIT_EXCEEDED = 0x80;
    private static final List<Tag> MANDATORY = List.of(
            EmvTag.APPLICATION_TRANSACTION_COUNTER,
            EmvTag.CRYPTOGRAM_INFORMATION_DATA,
            EmvTag.APPLICATION_CRYPTOGRAM,
            Kernel8Tag.CARDHOLDER_VERIFICATION_DECISION,
            Kernel8Tag.EDA_MAC,
            EmvTag.ISSUER_APPLICATION_DATA);

    private final Kernel8Transaction transaction;

    CryptogramRequest(Kernel8Transaction transaction) {
        this.transaction = transaction;
    }

    KernelStep begin() throws EmvDataException {
        limits();
        Bytes name = transaction.data().require(EmvTag.DEDICATED_FILE_NAME);
        if (!name.startsWith(transaction.session().configuration().aid())) {
            transaction.set(
                    Kernel8Transaction.APPLICATION_NAME_MISMATCH, "The application's name is not the AID's", ANALYSIS);
        }
        if (!transaction.authenticatesLocally()) {
            transaction.set(
                    Kernel8Transaction.LOCAL_AUTHENTICATION_NOT_PERFORMED,
                    "Local authentication not performed",
                    ANALYSIS);
        }
        transaction.requested = analyse();
        Bytes list = transaction
                .get(EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1)
                .orElse(transaction
                        .configuration()
                        .get(Kernel8Parameter.DEFAULT_CDOL1)
                        .orElse(Bytes.EMPTY));
        if (list.isEmpty()) {
            throw new EmvDataException(
                    EmvDataException.Reason.MISSING,
                    EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1,
                    "neither the card nor the configuration has a CDOL1");
        }
        transaction.cdol1Values = transaction
                .data()
                .fill(EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1, list, DataStore.MAX_DOL_DATA_LENGTH);
        int parameter = switch (transaction.requested) {
            case TC -> 0x40;
            case ARQC -> 0x80;
            default -> 0x00;
        };
        return transaction
                .session()
                .transmit(ContactlessCommand.generateAc(parameter, transaction.cdol1Values), this::answered);
    }

    /** NOTE: the place of "CVM limit exceeded" in 9F1D, byte 2 bit 8, is general knowledge. */
    private void limits() {
        Kernel8Configuration configuration = transaction.configuration();
        boolean required =
                transaction.amountMinor() > configuration.decimal(Kernel8Parameter.READER_CVM_REQUIRED_LIMIT);
        transaction.receipt = required;
        int capability = configuration.number(
                required
                        ? Kernel8Parameter.CVM_CAPABILITY_CVM_REQUIRED
                        : Kernel8Parameter.CVM_CAPABILITY_NO_CVM_REQUIRED);
        transaction
                .data()
                .putApplication(
                        EmvTag.TERMINAL_CAPABILITIES,
                        Bytes.ofUnsigned(
                                configuration.number(Kernel8Parameter.CARD_DATA_INPUT_CAPABILITY),
                                capability,
                                configuration.number(Kernel8Parameter.SECURITY_CAPABILITY)));
        Bytes risk = configuration.require(Kernel8Parameter.TERMINAL_RISK_MANAGEMENT_DATA);
        transaction.riskManagement = capability;
        int second = required ? risk.unsigned(1) | CVM_LIMIT_EXCEEDED : risk.unsigned(1) & ~CVM_LIMIT_EXCEEDED;
        transaction
                .data()
                .putApplication(
                        EmvTag.TERMINAL_RISK_MANAGEMENT_DATA,
                        Bytes.ofUnsigned(capability, second).plus(risk.slice(2)));
        if (transaction.amountMinor() > configuration.decimal(Kernel8Parameter.READER_CONTACTLESS_FLOOR_LIMIT)) {
            transaction.set(Kernel8Transaction.FLOOR_LIMIT_EXCEEDED, "Transaction exceeds floor limit", ANALYSIS);
        }
    }

    private CryptogramInformationData.Type analyse() throws EmvDataException {
        boolean cardOnlineOnly = (transaction.interchangeProfile & CARD_WORKS_OFFLINE) == 0;
        CryptogramInformationData.Type type;
        if (matches(Kernel8Parameter.TERMINAL_ACTION_CODE_DENIAL)) {
            type = CryptogramInformationData.Type.AAC;
        } else {
            type = switch (transaction.terminalType().communication()) {
                case ONLINE_ONLY -> CryptogramInformationData.Type.ARQC;
                case OFFLINE_ONLY ->
                    cardOnlineOnly ? CryptogramInformationData.Type.AAC : CryptogramInformationData.Type.TC;
                case OFFLINE_WITH_ONLINE_CAPABILITY ->
                    cardOnlineOnly || matches(Kernel8Parameter.TERMINAL_ACTION_CODE_ONLINE)
                            ? CryptogramInformationData.Type.ARQC
                            : CryptogramInformationData.Type.TC;
            };
        }
        transaction.explain(
                "Terminal action analysis",
                ANALYSIS,
                () -> Kernel8Transaction.inputs(
                        "TVR", Kernel8Transaction.fiveBytes(transaction.tvr()).toHex()),
                type.toString());
        return type;
    }

    private boolean matches(Kernel8Parameter parameter) {
        ActionCode code = transaction.configuration().actionCode(parameter);
        return (code.toBytes().toUnsignedLong() & transaction.tvr()) != 0;
    }

    // The answer.

    private KernelStep answered(Exchange exchange) throws EmvDataException {
        if (!exchange.response().statusWord().isSuccess()) {
            return transaction.conclusion().unexpectedStatus("GENERATE AC", exchange.response());
        }
        Map<Tag, Bytes> elements = new LinkedHashMap<>();
        Bytes covered = read(exchange.response().data(), elements);
        for (Map.Entry<Tag, Bytes> element : elements.entrySet()) {
            transaction.store(element.getKey(), element.getValue(), transaction.data()::putFromGenerateAc);
        }
        for (Tag tag : MANDATORY) {
            if (!elements.containsKey(tag)) {
                throw new EmvDataException(EmvDataException.Reason.MISSING, tag, "not in the answer to GENERATE AC");
            }
        }
        transaction.data().require(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER);
        LocalAuthentication authentication = new LocalAuthentication(transaction);
        Optional<KernelStep> refused = authentication.checkMacs(covered);
        if (refused.isPresent()) {
            return refused.get();
        }
        CryptogramInformationData information =
                transaction.data().require(EmvTag.CRYPTOGRAM_INFORMATION_DATA, CryptogramInformationData::parse);
        CryptogramInformationData.Type card = information.type();
        if (!isAllowed(card)) {
            return transaction
                    .conclusion()
                    .end(
                            Level2.CARD_DATA_ERROR,
                            0,
                            "the card gave " + card + " where it was asked for " + transaction.requested);
        }
        transaction.session().cryptogram(information);
        takeCardTvr();
        if (transaction.authenticatesLocally()) {
            authentication.authenticate();
        }
        verification(transaction.data().require(Kernel8Tag.CARDHOLDER_VERIFICATION_DECISION));
        CryptogramInformationData.Type terminal = analyse();
        if ((transaction.configuration().number(Kernel8Parameter.KERNEL_CONFIGURATION)
                        & KEEPS_LOCAL_AUTHENTICATION_FAILED)
                == 0) {
            transaction.clear(Kernel8Transaction.LOCAL_AUTHENTICATION_FAILED);
        }
        return new ShowUserInterface(
                UserInterfaceRequest.of(
                        ContactlessMessage.CLEAR_DISPLAY, UserInterfaceRequest.Status.CARD_READ_SUCCESSFULLY),
                () -> transaction.conclusion().decided(card, terminal));
    }

    /** Collects the objects of template 77 and returns those that the MAC covers, as received. */
    private static Bytes read(Bytes response, Map<Tag, Bytes> elements) throws EmvDataException {
        try {
            TlvReader reader = TlvReader.of(response);
            if (!reader.next()
                    || reader.tag() != EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_2.value()
                    || reader.valueOffset() + reader.length() != response.length()) {
                throw new EmvDataException(
                        EmvDataException.Reason.STRUCTURE, "GENERATE AC was not answered with exactly one template 77");
            }
            Bytes covered = Bytes.EMPTY;
            reader.enter();
            while (reader.next()) {
                Tag tag = Tag.of(reader.tag());
                if (elements.putIfAbsent(tag, reader.value()) != null) {
                    throw new EmvDataException(EmvDataException.Reason.REDUNDANT, tag, "stands twice in the answer");
                }
                if (!tag.equals(EmvTag.APPLICATION_CRYPTOGRAM) && !tag.equals(Kernel8Tag.EDA_MAC)) {
                    covered = covered.plus(response.slice(reader.offset(), reader.valueOffset() + reader.length()));
                }
            }
            return covered;
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
    }

    private boolean isAllowed(CryptogramInformationData.Type card) {
        return switch (card) {
            case AAC -> true;
            case ARQC ->
                transaction.requested == CryptogramInformationData.Type.TC
                        || transaction.requested == CryptogramInformationData.Type.ARQC;
            case TC -> transaction.requested == CryptogramInformationData.Type.TC;
            default -> false;
        };
    }

    /** Before the kernel's own last findings, so that no card takes them back. */
    private void takeCardTvr() {
        Optional<Bytes> cardTvr = transaction.get(Kernel8Tag.CARD_TVR);
        if (cardTvr.isPresent() && cardTvr.get().length() == 5) {
            long mask = transaction
                    .configuration()
                    .require(Kernel8Parameter.KERNEL_RESERVED_TVR_MASK)
                    .toUnsignedLong();
            transaction.tvr((transaction.tvr() & mask) | (cardTvr.get().toUnsignedLong() & ~mask & 0xFF_FFFF_FFFFL));
        }
    }

    private void verification(Bytes decision) {
        VerificationDecision decided =
                VerificationDecision.of(decision.isEmpty() ? 0xFF : decision.unsigned(0), transaction.riskManagement);
        transaction.cvm = decided.cvm();
        transaction.data().putApplication(EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS, decided.results());
        transaction.explain(
                "Cardholder verification",
                ANSWER,
                () -> Kernel8Transaction.inputs(
                        "9F8102",
                        decision.toHex(),
                        "allowed by 9F1D",
                        Bytes.ofUnsigned(transaction.riskManagement).toHex()),
                decided.toString());
        if (decided == VerificationDecision.ONLINE_PIN) {
            transaction.set(Kernel8Transaction.ONLINE_PIN, "Online PIN", ANSWER);
        } else if (decided == VerificationDecision.FAILED) {
            transaction.set(
                    Kernel8Transaction.CARDHOLDER_VERIFICATION_FAILED, "Cardholder verification failed", ANSWER);
        }
    }
}
