package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.contactless.RecordReading;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What kernel 2 knows and has decided in one activation. Data elements stand in the session's store. */
final class Kernel2Transaction {
    private static final int ONLINE_PIN = 0x40;
    private static final int SIGNATURE = 0x20;
    private static final int NO_CVM = 0x08;
    private static final int CDA = 0x08;
    private static final int CONTACT_CHIP = 0x20;
    private static final int AIP_ON_DEVICE_CVM = 0x0200;
    private static final int AIP_CDA = 0x0100;
    private static final int AIP_CARDHOLDER_VERIFICATION = 0x1000;
    private static final int AIP_EMV_MODE = 0x0080;
    private static final int AIP_RELAY_RESISTANCE = 0x0001;

    private final KernelSession session;
    private final Kernel2Configuration configuration;
    private final KernelConfiguration options;
    private final Kernel2Conclusion conclusion;

    /**
     * Book C-2, S4.
     *
     * <p>NOTE: all records are read, whether or not CDA follows; which ones may be left out is not established.
     */
    private final RecordReading records;

    ApplicationCapabilitiesInformation capabilities = ApplicationCapabilitiesInformation.NONE;
    int interchangeProfile;
    Bytes pdolValues = Bytes.EMPTY;
    Bytes cdol1Values = Bytes.EMPTY;
    Bytes relayResistanceData = Bytes.EMPTY;

    /** CDA is to be asked for and nothing has made it impossible so far. */
    boolean cdaPossible;

    boolean receipt;
    Cvm cvm = Cvm.NOT_APPLICABLE;
    CryptogramInformationData.Type requested = CryptogramInformationData.Type.TC;

    Kernel2Transaction(KernelSession session, Kernel2Configuration configuration) {
        this.session = session;
        this.configuration = configuration;
        this.options = configuration.kernelConfiguration();
        this.conclusion = new Kernel2Conclusion(this);
        this.records = new RecordReading(
                session,
                (tag, value) -> store(tag, value, data()::putFromRecord),
                response -> conclusion().unexpectedStatus("READ RECORD", response));
    }

    KernelSession session() {
        return session;
    }

    Kernel2Configuration configuration() {
        return configuration;
    }

    KernelConfiguration options() {
        return options;
    }

    Kernel2Conclusion conclusion() {
        return conclusion;
    }

    RecordReading records() {
        return records;
    }

    DataStore data() {
        return session.data();
    }

    TransactionRequest request() {
        return session.request();
    }

    Optional<Bytes> get(Tag tag) {
        return data().get(tag);
    }

    // What the card can do.

    boolean cardWorksInEmvMode() {
        return (interchangeProfile & AIP_EMV_MODE) != 0;
    }

    boolean usesRelayResistance() {
        return (interchangeProfile & AIP_RELAY_RESISTANCE) != 0 && options.supportsRelayResistance();
    }

    /** Card and terminal both let the device verify its holder. */
    boolean usesOnDeviceCvm() {
        return (interchangeProfile & AIP_ON_DEVICE_CVM) != 0 && options.supportsOnDeviceCvm();
    }

    boolean cardSupportsCardholderVerification() {
        return (interchangeProfile & AIP_CARDHOLDER_VERIFICATION) != 0;
    }

    boolean cardSupportsCda() {
        return (interchangeProfile & AIP_CDA) != 0;
    }

    // What the terminal can do: bytes of 9F33 as the kernel has built it.

    boolean supportsOnlinePin() {
        return terminalCapability(1, ONLINE_PIN);
    }

    boolean supportsSignature() {
        return terminalCapability(1, SIGNATURE);
    }

    boolean supportsNoCvm() {
        return terminalCapability(1, NO_CVM);
    }

    boolean supportsCda() {
        return terminalCapability(2, CDA);
    }

    boolean supportsContactChip() {
        return terminalCapability(0, CONTACT_CHIP);
    }

    private boolean terminalCapability(int at, int mask) {
        Optional<Bytes> built = get(EmvTag.TERMINAL_CAPABILITIES);
        return built.isPresent() && (built.get().unsigned(at) & mask) != 0;
    }

    /** Builds 9F33 of the configured bytes; none of the ways to verify a cardholder is known before the amount is looked at. */
    void buildTerminalCapabilities(int cvmCapability) {
        Bytes built = Bytes.ofUnsigned(
                configuration.number(Kernel2Parameter.CARD_DATA_INPUT_CAPABILITY),
                cvmCapability,
                configuration.number(Kernel2Parameter.SECURITY_CAPABILITY));
        data().putApplication(EmvTag.TERMINAL_CAPABILITIES, built);
        explain(
                "Terminal capabilities 9F33 are built by the kernel",
                "Book C-2, S1 and S456",
                () -> inputs("DF8117, CVM capability and DF811F", built.toHex()),
                built.toHex());
    }

    TerminalType terminalType() throws EmvDataException {
        return data().require(EmvTag.TERMINAL_TYPE, TerminalType::parse);
    }

    // The amount.

    long amountMinor() {
        return request()
                .amount()
                .getAmount()
                .movePointRight(request().currency().getDecimalPlaces())
                .longValueExact();
    }

    boolean exceeds(Kernel2Parameter limit) {
        return amountMinor() > configuration.amount(limit);
    }

    boolean exceedsTransactionLimit() {
        return exceeds(
                usesOnDeviceCvm()
                        ? Kernel2Parameter.READER_CONTACTLESS_TRANSACTION_LIMIT_ON_DEVICE_CVM
                        : Kernel2Parameter.READER_CONTACTLESS_TRANSACTION_LIMIT_NO_ON_DEVICE_CVM);
    }

    boolean exceedsCvmLimit() {
        return exceeds(Kernel2Parameter.READER_CVM_REQUIRED_LIMIT);
    }

    boolean isCash() {
        return request().type().equals(TransactionType.CASH)
                || request().type().equals(TransactionType.CASH_DISBURSEMENT);
    }

    boolean isPurchase() {
        return request().type().equals(TransactionType.PURCHASE)
                || request().type().equals(TransactionType.PURCHASE_WITH_CASHBACK);
    }

    // Decisions and their explanation.

    TerminalVerificationResults tvr() {
        return data().terminalVerificationResults();
    }

    void set(TerminalVerificationResults.Bit bit, String reference, Supplier<Map<String, String>> inputs) {
        data().raise(bit);
        explain(bit.meaning(), reference, inputs, "TVR byte " + bit.byteNumber() + " bit " + bit.bitNumber() + " = 1");
    }

    void set(RelayResistanceBit bit, String reference, Supplier<Map<String, String>> inputs) {
        long value = tvr().toBytes().toUnsignedLong() | bit.mask();
        data().putTerminal(
                        EmvTag.TERMINAL_VERIFICATION_RESULTS,
                        Bytes.of(
                                (byte) (value >> 32),
                                (byte) (value >> 24),
                                (byte) (value >> 16),
                                (byte) (value >> 8),
                                (byte) value));
        explain(bit.meaning(), reference, inputs, bit.result());
    }

    void explain(String rule, String reference, Supplier<Map<String, String>> inputs, String result) {
        session.explain(rule, reference, inputs, result);
    }

    /** Names and values in turn, in their order. */
    static Map<String, String> inputs(String... namesAndValues) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            inputs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return inputs;
    }

    // Data of the card.

    /** How an answer's objects are stored. */
    @FunctionalInterface
    interface Storing {
        DataStore.Admission put(Tag tag, Bytes value) throws EmvDataException;
    }

    /**
     * Stores an object of the card. What belongs to terminal or kernel is left alone; a known object in an answer where it does
     * not belong, or a second time, is a parsing error. Book C-2, 4.5.
     */
    void store(Tag tag, Bytes value, Storing storing) throws EmvDataException {
        if (Kernel2Tag.belongsToKernel(tag)) {
            explain(
                    "A card cannot supply what belongs to terminal or kernel",
                    "Book C-2, 4.5",
                    () -> inputs("tag", tag.toString()),
                    "ignored");
            return;
        }
        DataStore.Admission admission = storing.put(tag, value);
        if (admission == DataStore.Admission.IGNORED_WRONG_ANSWER) {
            throw new EmvDataException(EmvDataException.Reason.STRUCTURE, tag, "does not belong into this answer");
        }
        if (admission == DataStore.Admission.IGNORED_ALREADY_KNOWN) {
            throw new EmvDataException(EmvDataException.Reason.REDUNDANT, tag, "supplied twice");
        }
    }

    /** The step that comes when an optional one is skipped. */
    @FunctionalInterface
    interface Following {
        KernelStep go() throws EmvDataException;
    }
}
