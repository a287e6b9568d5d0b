package dev.solvo.emv.contactless.kernel8;

import dev.solvo.crypto.contactless.KernelKeyAgreement.AgreedChannel;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What kernel 8 knows and has decided in one activation. Data elements stand in the session's store.
 *
 * <p>The TVR has bits of its own here; they are kept as one number, and the names of EMV's bits mean nothing for them.
 */
final class Kernel8Transaction {
    /** Byte 5, bit 8: the TVR has the format of kernel 8. */
    private static final long KERNEL_8_FORMAT = 0x00_0000_0080L;

    static final long LOCAL_AUTHENTICATION_NOT_PERFORMED = 0x80_0000_0000L;
    static final long LOCAL_AUTHENTICATION_FAILED = 0x04_0000_0000L;
    static final long CARDHOLDER_VERIFICATION_FAILED = 0x00_0080_0000L;
    static final long ONLINE_PIN = 0x00_0004_0000L;
    static final long FLOOR_LIMIT_EXCEEDED = 0x00_0000_8000L;
    static final long APPLICATION_NAME_MISMATCH = 0x00_0000_0040L;
    static final long RELAY_THRESHOLD_EXCEEDED = 0x00_0000_0008L;
    static final long RELAY_TIME_LIMITS_EXCEEDED = 0x00_0000_0004L;
    static final long RELAY_PERFORMED = 0x00_0000_0002L;
    static final long RELAY_NOT_PERFORMED = 0x00_0000_0001L;

    private static final int LOCAL_AUTHENTICATION = 0x10;

    private final KernelSession session;
    private final Kernel8Configuration configuration;
    private final Kernel8Conclusion conclusion;

    Optional<AgreedChannel> agreed = Optional.empty();
    Bytes pdolValues = Bytes.EMPTY;
    Bytes cdol1Values = Bytes.EMPTY;
    Bytes relayResistanceData = Bytes.EMPTY;

    /** Bodies of the records that the certificate covers, in clear and without their template. */
    final List<Bytes> staticRecords = new ArrayList<>();

    int interchangeProfile;
    int riskManagement;
    boolean receipt;
    Cvm cvm = Cvm.NOT_APPLICABLE;
    CryptogramInformationData.Type requested = CryptogramInformationData.Type.ARQC;
    private long tvr = KERNEL_8_FORMAT;

    Kernel8Transaction(KernelSession session, Kernel8Configuration configuration) {
        this.session = session;
        this.configuration = configuration;
        this.conclusion = new Kernel8Conclusion(this);
        tvr(tvr);
    }

    KernelSession session() {
        return session;
    }

    Kernel8Configuration configuration() {
        return configuration;
    }

    Kernel8Conclusion conclusion() {
        return conclusion;
    }

    DataStore data() {
        return session.data();
    }

    Optional<Bytes> get(Tag tag) {
        return data().get(tag);
    }

    AgreedChannel channel() {
        return agreed.orElseThrow(() -> new IllegalStateException("no keys are agreed on"));
    }

    boolean authenticatesLocally() {
        return (configuration.number(Kernel8Parameter.SECURITY_CAPABILITY) & LOCAL_AUTHENTICATION) != 0;
    }

    TerminalType terminalType() throws EmvDataException {
        return data().require(EmvTag.TERMINAL_TYPE, TerminalType::parse);
    }

    long amountMinor() {
        return session.request()
                .amount()
                .getAmount()
                .movePointRight(session.request().currency().getDecimalPlaces())
                .longValueExact();
    }

    boolean isPurchaseOrCash() {
        TransactionType type = session.request().type();
        return type.equals(TransactionType.PURCHASE)
                || type.equals(TransactionType.PURCHASE_WITH_CASHBACK)
                || type.equals(TransactionType.CASH)
                || type.equals(TransactionType.CASH_DISBURSEMENT);
    }

    long tvr() {
        return tvr;
    }

    void tvr(long value) {
        tvr = value;
        data().putTerminal(EmvTag.TERMINAL_VERIFICATION_RESULTS, fiveBytes(value));
    }

    void set(long bit, String meaning, String reference) {
        tvr(tvr | bit);
        explain(meaning, reference, () -> inputs("TVR", fiveBytes(tvr).toHex()), "TVR bit set");
    }

    void clear(long bit) {
        tvr(tvr & ~bit);
    }

    static Bytes fiveBytes(long value) {
        return Bytes.of(
                (byte) (value >> 32), (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value);
    }

    void explain(String rule, String reference, Supplier<Map<String, String>> inputs, String result) {
        session.explain(rule, reference, inputs, result);
    }

    static Map<String, String> inputs(String... namesAndValues) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            inputs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return inputs;
    }

    /** How an answer's objects are stored. */
    @FunctionalInterface
    interface Storing {
        DataStore.Admission put(Tag tag, Bytes value) throws EmvDataException;
    }

    /** Stores an object of the card; what belongs to the kernel is left alone, and nothing may come twice. */
    void store(Tag tag, Bytes value, Storing storing) throws EmvDataException {
        if (Kernel8Tag.belongsToKernel(tag)) {
            return;
        }
        DataStore.Admission admission = storing.put(tag, value);
        if (admission == DataStore.Admission.IGNORED_WRONG_ANSWER
                || admission == DataStore.Admission.IGNORED_ALREADY_KNOWN) {
            throw new EmvDataException(EmvDataException.Reason.REDUNDANT, tag, "in a wrong answer, or supplied twice");
        }
    }

    /** Wipes the agreed keys. */
    void close() {
        if (agreed.isPresent()) {
            agreed.get().close();
        }
    }
}
