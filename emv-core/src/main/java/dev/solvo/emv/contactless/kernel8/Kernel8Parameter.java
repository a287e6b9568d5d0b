package dev.solvo.emv.contactless.kernel8;

import dev.solvo.tlv.Tag;

/**
 * What a terminal must configure for kernel 8, by the book's names. No default is known, so that a combination without one of
 * the mandatory ones is refused.
 */
@SuppressWarnings("ImmutableEnumChecker") // tags, bytes and lists of them do not change
public enum Kernel8Parameter {
    /** 9F8206: byte 1 of 9F33. */
    CARD_DATA_INPUT_CAPABILITY(0x9F8206, 1, true),
    /** 9F8207: byte 2 of 9F33 above the CVM required limit. */
    CVM_CAPABILITY_CVM_REQUIRED(0x9F8207, 1, true),
    /** 9F8208: byte 2 of 9F33 for other amounts. */
    CVM_CAPABILITY_NO_CVM_REQUIRED(0x9F8208, 1, true),
    /** 9F8209: byte 1, bit 4 keeps the TVR bit for a failed local authentication. */
    KERNEL_CONFIGURATION(0x9F8209, 2, true),
    /** 9F820A: byte 3 of 9F33; bit 5 is local authentication. */
    SECURITY_CAPABILITY(0x9F820A, 1, true),
    /** 9F820B. */
    TERMINAL_ACTION_CODE_DENIAL(0x9F820B, 5, true),
    /** 9F820C. */
    TERMINAL_ACTION_CODE_ONLINE(0x9F820C, 5, true),
    /** 9F820D, n 12, minor units. */
    READER_CONTACTLESS_FLOOR_LIMIT(0x9F820D, 6, true),
    /** 9F820E, n 12, minor units. */
    READER_CVM_REQUIRED_LIMIT(0x9F820E, 6, true),
    /** 9F8211, n 6, in units of 100 milliseconds. */
    MESSAGE_HOLD_TIME(0x9F8211, 3, true),
    /** 9F8212, in units of 100 milliseconds. */
    HOLD_TIME_VALUE(0x9F8212, 1, true),
    /** 9F8213, in units of 100 microseconds. */
    MINIMUM_RELAY_RESISTANCE_GRACE_PERIOD(0x9F8213, 2, true),
    /** 9F8214, in units of 100 microseconds. */
    MAXIMUM_RELAY_RESISTANCE_GRACE_PERIOD(0x9F8214, 2, true),
    /** 9F8215, in units of 100 microseconds. */
    TERMINAL_EXPECTED_TIME_COMMAND(0x9F8215, 2, true),
    /** 9F8216, in units of 100 microseconds. */
    TERMINAL_EXPECTED_TIME_RESPONSE(0x9F8216, 2, true),
    /** 9F8217, in units of 100 microseconds. */
    RELAY_RESISTANCE_ACCURACY_THRESHOLD(0x9F8217, 2, true),
    /** 9F8218, in percent. */
    RELAY_RESISTANCE_MISMATCH_THRESHOLD(0x9F8218, 1, true),
    /** 9F821A: which bits of the TVR the card may not replace. */
    KERNEL_RESERVED_TVR_MASK(0x9F821A, 5, true),
    /** 9F821E: where the MAC stands in the issuer's data when the card names no place. */
    DEFAULT_IAD_MAC_OFFSET(0x9F821E, 1, true),
    /** 9F8220: what is sent to a card without 8C; such a card cannot be used without it. */
    DEFAULT_CDOL1(0x9F8220, 0, false),
    /** 9F1D: Terminal Risk Management Data. */
    TERMINAL_RISK_MANAGEMENT_DATA(0x9F1D, 8, true),
    /** 9F09. */
    APPLICATION_VERSION_NUMBER(0x9F09, 2, true);

    private final Tag tag;
    private final int lengthBytes;
    private final boolean mandatory;

    Kernel8Parameter(int tag, int lengthBytes, boolean mandatory) {
        this.tag = Tag.of(tag);
        this.lengthBytes = lengthBytes;
        this.mandatory = mandatory;
    }

    /**
     * The parameter's tag, under which a combination's kernel data hold it.
     *
     * @return the tag
     */
    public Tag tag() {
        return tag;
    }

    /**
     * Length of the value.
     *
     * @return number of bytes; 0 where it varies
     */
    public int lengthBytes() {
        return lengthBytes;
    }

    /**
     * Tells whether the kernel refuses to run without it.
     *
     * @return whether it must be configured
     */
    public boolean isMandatory() {
        return mandatory;
    }
}
