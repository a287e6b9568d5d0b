package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import dev.solvo.tlv.TlvWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A transaction whose answer to GENERATE AC was lost, as the log of torn transactions keeps it: template FF8101.
 *
 * <p>NOTE: which objects the book puts there is known from public lists of its tags alone. These are the ones that recovery needs:
 * what was sent, what the signature covers, what the card finds the transaction by, and what had been decided. The outcome
 * parameter set among them is our own.
 */
final class TornTransaction {
    /** What was sent with GENERATE AC, and what its signature covers. */
    static final Tag PDOL_VALUES = Tag.of(0xDF8111);

    static final Tag CDOL1_VALUES = Tag.of(0xDF8107);

    /** The data of RECOVER AC: the values of the lost transaction for the card's DRDOL, not those of the one that recovers it. */
    static final Tag DRDOL_VALUES = Tag.of(0xDF8113);

    /** What {@code EXCHANGE RELAY RESISTANCE DATA} sent and got, in the order in which the signature covers it. */
    static final List<Tag> RELAY_RESISTANCE_DATA = List.of(
            Kernel2Tag.TERMINAL_RELAY_RESISTANCE_ENTROPY,
            Kernel2Tag.DEVICE_RELAY_RESISTANCE_ENTROPY,
            Kernel2Tag.MINIMUM_TIME,
            Kernel2Tag.MAXIMUM_TIME,
            Kernel2Tag.DEVICE_ESTIMATED_TRANSMISSION_TIME);

    /** What was found out by it, which the recovered transaction's outcome tells. */
    static final List<Tag> RELAY_RESISTANCE_RESULTS =
            List.of(Kernel2Tag.MEASURED_PROCESSING_TIME, Kernel2Tag.RELAY_RESISTANCE_COUNTER);

    /** Reference control parameter of the GENERATE AC whose answer was lost. */
    static final Tag REFERENCE_CONTROL_PARAMETER = Tag.of(0xDF8114);

    private static final List<Tag> NEEDED = List.of(
            EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER,
            EmvTag.TERMINAL_VERIFICATION_RESULTS,
            EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS,
            EmvTag.UNPREDICTABLE_NUMBER,
            EmvTag.AMOUNT_AUTHORISED_NUMERIC,
            EmvTag.TRANSACTION_DATE,
            EmvTag.TERMINAL_CAPABILITIES,
            REFERENCE_CONTROL_PARAMETER,
            DRDOL_VALUES,
            Kernel2Tag.OUTCOME_PARAMETER_SET);

    private final Map<Tag, Bytes> elements;

    private TornTransaction(Map<Tag, Bytes> elements) {
        this.elements = elements;
    }

    static TornTransaction of(Map<Tag, Bytes> elements) {
        for (Tag tag : NEEDED) {
            if (!elements.containsKey(tag)) {
                throw new IllegalArgumentException("a torn transaction without " + tag);
            }
        }
        return new TornTransaction(new LinkedHashMap<>(elements));
    }

    /** Reads the value of template FF8101. */
    static TornTransaction parse(Bytes template) throws EmvDataException {
        Map<Tag, Bytes> elements = new LinkedHashMap<>();
        try {
            TlvReader reader = TlvReader.of(template);
            while (reader.next()) {
                elements.put(Tag.of(reader.tag()), reader.value());
            }
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
        for (Tag tag : NEEDED) {
            if (!elements.containsKey(tag)) {
                throw new EmvDataException(EmvDataException.Reason.MISSING, tag, "not in the torn transaction");
            }
        }
        return new TornTransaction(elements);
    }

    Bytes require(Tag tag) {
        return get(tag).orElse(Bytes.EMPTY);
    }

    Optional<Bytes> get(Tag tag) {
        return Optional.ofNullable(elements.get(tag));
    }

    /** What the exchange of relay resistance data adds to the signed data; nothing where there was none. */
    Bytes relayResistanceData() {
        Bytes data = Bytes.EMPTY;
        for (Tag tag : RELAY_RESISTANCE_DATA) {
            data = data.plus(require(tag));
        }
        return data;
    }

    Bytes toBytes() {
        TlvWriter writer = new TlvWriter();
        elements.forEach(writer::put);
        return writer.toBytes();
    }
}
