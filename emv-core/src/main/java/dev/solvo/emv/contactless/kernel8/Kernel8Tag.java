package dev.solvo.emv.contactless.kernel8;

import dev.solvo.tlv.Tag;

/** Data objects that have a meaning of their own in kernel 8, as one public implementation of Book C-8 lists them. */
final class Kernel8Tag {
    static final Tag KERNEL_QUALIFIER = Tag.of(0x9F2B);
    static final Tag CARD_QUALIFIER = Tag.of(0x9F2C);
    static final Tag KERNEL_KEY_DATA = Tag.of(0x9E);
    static final Tag ENCIPHERED_RECORD = Tag.of(0xDA);
    static final Tag CARDHOLDER_VERIFICATION_DECISION = Tag.of(0x9F8102);
    static final Tag CARD_KEY_DATA = Tag.of(0x9F8103);
    static final Tag CARD_TVR = Tag.of(0x9F8104);
    static final Tag EDA_MAC = Tag.of(0x9F8105);
    static final Tag IAD_MAC_OFFSET = Tag.of(0x9F8107);
    static final Tag RESTART_INDICATOR = Tag.of(0x9F8108);
    static final Tag IAD_MAC = Tag.of(0x9F8109);
    static final Tag EXTENDED_SDA_TAG_LIST = Tag.of(0x9F810A);
    static final Tag RELAY_RESISTANCE_TIME_EXCESS = Tag.of(0x9F810C);
    static final Tag ERROR_INDICATION = Tag.of(0x9F8204);
    static final Tag USER_INTERFACE_REQUEST_DATA_1 = Tag.of(0x9F8205);
    static final Tag OUTCOME_PARAMETER_SET = Tag.of(0x9F8210);
    static final Tag USER_INTERFACE_REQUEST_DATA_2 = Tag.of(0x9F8219);

    private static final int FIRST_OF_KERNEL = 0x9F8201;
    private static final int LAST_OF_KERNEL = 0x9F82FF;

    private Kernel8Tag() {}

    /** Whether a card that sends the object would overwrite what belongs to the kernel. */
    static boolean belongsToKernel(Tag tag) {
        return (tag.value() >= FIRST_OF_KERNEL && tag.value() <= LAST_OF_KERNEL)
                || tag.equals(IAD_MAC)
                || tag.equals(RELAY_RESISTANCE_TIME_EXCESS)
                || tag.equals(KERNEL_KEY_DATA)
                || tag.equals(KERNEL_QUALIFIER);
    }
}
