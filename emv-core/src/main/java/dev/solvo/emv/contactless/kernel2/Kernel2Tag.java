package dev.solvo.emv.contactless.kernel2;

import dev.solvo.tlv.Tag;
import java.util.Set;

/** Data objects that have a meaning of their own in kernel 2. Book C-2, Annex A. */
final class Kernel2Tag {
    static final Tag DRDOL = Tag.of(0x9F51);
    static final Tag OFFLINE_ACCUMULATOR_BALANCE = Tag.of(0x9F50);
    static final Tag APPLICATION_CAPABILITIES_INFORMATION = Tag.of(0x9F5D);
    static final Tag CVC3_TRACK_1 = Tag.of(0x9F60);
    static final Tag CVC3_TRACK_2 = Tag.of(0x9F61);
    static final Tag PCVC3_TRACK_1 = Tag.of(0x9F62);
    static final Tag PUNATC_TRACK_1 = Tag.of(0x9F63);
    static final Tag NATC_TRACK_1 = Tag.of(0x9F64);
    static final Tag PCVC3_TRACK_2 = Tag.of(0x9F65);
    static final Tag PUNATC_TRACK_2 = Tag.of(0x9F66);
    static final Tag NATC_TRACK_2 = Tag.of(0x9F67);
    static final Tag UDOL = Tag.of(0x9F69);
    static final Tag UNPREDICTABLE_NUMBER_NUMERIC = Tag.of(0x9F6A);
    static final Tag TRACK_2_DATA = Tag.of(0x9F6B);
    static final Tag THIRD_PARTY_DATA = Tag.of(0x9F6E);
    static final Tag MOBILE_SUPPORT_INDICATOR = Tag.of(0x9F7E);
    static final Tag POS_CARDHOLDER_INTERACTION_INFORMATION = Tag.of(0xDF4B);
    static final Tag BALANCE_READ_BEFORE_GENERATE_AC = Tag.of(0xDF8104);
    static final Tag BALANCE_READ_AFTER_GENERATE_AC = Tag.of(0xDF8105);
    static final Tag ERROR_INDICATION = Tag.of(0xDF8115);
    static final Tag USER_INTERFACE_REQUEST_DATA = Tag.of(0xDF8116);
    static final Tag OUTCOME_PARAMETER_SET = Tag.of(0xDF8129);
    static final Tag TERMINAL_RELAY_RESISTANCE_ENTROPY = Tag.of(0xDF8301);
    static final Tag DEVICE_RELAY_RESISTANCE_ENTROPY = Tag.of(0xDF8302);
    static final Tag MINIMUM_TIME = Tag.of(0xDF8303);
    static final Tag MAXIMUM_TIME = Tag.of(0xDF8304);
    static final Tag DEVICE_ESTIMATED_TRANSMISSION_TIME = Tag.of(0xDF8305);
    static final Tag MEASURED_PROCESSING_TIME = Tag.of(0xDF8306);
    static final Tag RELAY_RESISTANCE_COUNTER = Tag.of(0xDF8307);
    static final Tag TORN_RECORD = Tag.of(0xFF8101);
    static final Tag DATA_RECORD = Tag.of(0xFF8105);
    static final Tag DISCRETIONARY_DATA = Tag.of(0xFF8106);

    /** DF8101 and up are the kernel's and its configuration's. */
    private static final int FIRST_OWN = 0xDF8101;

    private static final int LAST_OWN = 0xDF83FF;

    /** Objects without DF81 that belong to the terminal in this kernel. */
    private static final Set<Tag> TERMINALS = Set.of(
            UNPREDICTABLE_NUMBER_NUMERIC, Tag.of(0x9F6D), MOBILE_SUPPORT_INDICATOR, Tag.of(0x9F7C), Tag.of(0x9F5C));

    private Kernel2Tag() {}

    /** Whether a card that sends the object as data of its own would overwrite what belongs to the kernel. */
    static boolean belongsToKernel(Tag tag) {
        return TERMINALS.contains(tag)
                || (tag.value() >= FIRST_OWN && tag.value() <= LAST_OWN)
                || tag.equals(TORN_RECORD)
                || tag.equals(DATA_RECORD)
                || tag.equals(DISCRETIONARY_DATA);
    }
}
