package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which elements data record and discretionary data of an outcome hold. These are profiles of our own: the lists of FF8105
 * and FF8106 are not established, and stand in a licensed book only.
 */
@SuppressWarnings("ImmutableEnumChecker") // tags, bytes and lists of them do not change
public enum Kernel2Profile {
    /** Ends without a decision: only what went wrong. */
    NONE(List.of(), List.of(Kernel2Tag.ERROR_INDICATION, Kernel2Tag.OUTCOME_PARAMETER_SET)),
    /** Transactions with a cryptogram: what an authorisation or clearing message needs. */
    EMV_MODE(
            List.of(
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
                    EmvTag.APPLICATION_USAGE_CONTROL,
                    EmvTag.APPLICATION_VERSION_NUMBER_TERMINAL,
                    EmvTag.ISSUER_APPLICATION_DATA,
                    EmvTag.TERMINAL_COUNTRY_CODE,
                    EmvTag.APPLICATION_CRYPTOGRAM,
                    EmvTag.CRYPTOGRAM_INFORMATION_DATA,
                    EmvTag.TERMINAL_CAPABILITIES,
                    EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS,
                    EmvTag.TERMINAL_TYPE,
                    EmvTag.APPLICATION_TRANSACTION_COUNTER,
                    EmvTag.UNPREDICTABLE_NUMBER),
            List.of(
                    Kernel2Tag.THIRD_PARTY_DATA,
                    Kernel2Tag.POS_CARDHOLDER_INTERACTION_INFORMATION,
                    Kernel2Tag.BALANCE_READ_BEFORE_GENERATE_AC,
                    Kernel2Tag.BALANCE_READ_AFTER_GENERATE_AC,
                    Kernel2Tag.DEVICE_RELAY_RESISTANCE_ENTROPY,
                    Kernel2Tag.TERMINAL_RELAY_RESISTANCE_ENTROPY,
                    Kernel2Tag.MINIMUM_TIME,
                    Kernel2Tag.MAXIMUM_TIME,
                    Kernel2Tag.DEVICE_ESTIMATED_TRANSMISSION_TIME,
                    Kernel2Tag.MEASURED_PROCESSING_TIME,
                    Kernel2Tag.RELAY_RESISTANCE_COUNTER,
                    Kernel2Tag.ERROR_INDICATION,
                    Kernel2Tag.OUTCOME_PARAMETER_SET)),
    /** Transactions in mag-stripe mode: the tracks as they go to the issuer. */
    MAG_STRIPE_MODE(
            List.of(
                    EmvTag.APPLICATION_LABEL,
                    EmvTag.TRACK_1_DATA,
                    Kernel2Tag.TRACK_2_DATA,
                    EmvTag.DEDICATED_FILE_NAME,
                    EmvTag.TRANSACTION_DATE,
                    EmvTag.TRANSACTION_TYPE,
                    EmvTag.TRANSACTION_CURRENCY_CODE,
                    EmvTag.AMOUNT_AUTHORISED_NUMERIC,
                    EmvTag.AMOUNT_OTHER_NUMERIC,
                    EmvTag.TERMINAL_COUNTRY_CODE,
                    EmvTag.TERMINAL_TYPE,
                    EmvTag.APPLICATION_TRANSACTION_COUNTER,
                    Kernel2Tag.UNPREDICTABLE_NUMBER_NUMERIC),
            List.of(
                    Kernel2Tag.THIRD_PARTY_DATA,
                    Kernel2Tag.POS_CARDHOLDER_INTERACTION_INFORMATION,
                    Kernel2Tag.ERROR_INDICATION,
                    Kernel2Tag.OUTCOME_PARAMETER_SET));

    private final List<Tag> dataRecord;
    private final List<Tag> discretionaryData;

    Kernel2Profile(List<Tag> dataRecord, List<Tag> discretionaryData) {
        this.dataRecord = dataRecord;
        this.discretionaryData = discretionaryData;
    }

    /**
     * The elements of the data record.
     *
     * @return tags; those that are not known in a transaction are left out
     */
    public List<Tag> dataRecord() {
        return dataRecord;
    }

    /**
     * The elements of the discretionary data.
     *
     * @return tags; those that are not known in a transaction are left out
     */
    public List<Tag> discretionaryData() {
        return discretionaryData;
    }

    ChipData dataRecord(ChipData known) {
        return choose(known, dataRecord);
    }

    ChipData discretionaryData(ChipData known) {
        return choose(known, discretionaryData);
    }

    private static ChipData choose(ChipData known, List<Tag> wanted) {
        Map<Tag, Bytes> chosen = new TreeMap<>();
        for (Tag tag : wanted) {
            Optional<Bytes> value = known.get(tag);
            if (value.isPresent()) {
                chosen.put(tag, value.get());
            }
        }
        return ChipData.of(chosen);
    }
}
