package dev.solvo.apdu;

import java.util.Locale;

/**
 * The two bytes SW1 SW2 that end a card's answer. ISO/IEC 7816-4; EMV 4.4 Book 3, 6.3.5.
 *
 * @param value 0 to FFFF
 */
public record StatusWord(int value) {
    /** 9000: done. */
    public static final StatusWord SUCCESS = new StatusWord(0x9000);

    /** 6283: the selected file is invalidated (blocked). */
    public static final StatusWord SELECTED_FILE_INVALIDATED = new StatusWord(0x6283);

    /** 6983: authentication method blocked. */
    public static final StatusWord AUTHENTICATION_METHOD_BLOCKED = new StatusWord(0x6983);

    /** 6984: referenced data invalidated. */
    public static final StatusWord REFERENCED_DATA_INVALIDATED = new StatusWord(0x6984);

    /** 6985: conditions of use not satisfied. */
    public static final StatusWord CONDITIONS_NOT_SATISFIED = new StatusWord(0x6985);

    /** 6A81: function not supported. */
    public static final StatusWord FUNCTION_NOT_SUPPORTED = new StatusWord(0x6A81);

    /** 6A82: file not found. */
    public static final StatusWord FILE_NOT_FOUND = new StatusWord(0x6A82);

    /** 6A83: record not found. */
    public static final StatusWord RECORD_NOT_FOUND = new StatusWord(0x6A83);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the value does not fit two bytes
     */
    public StatusWord {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException("a status word has two bytes");
        }
    }

    /**
     * First byte.
     *
     * @return 0 to 255
     */
    public int sw1() {
        return value >> 8;
    }

    /**
     * Second byte.
     *
     * @return 0 to 255
     */
    public int sw2() {
        return value & 0xFF;
    }

    /**
     * Tells whether the command was done without any remark.
     *
     * @return whether this is 9000
     */
    public boolean isSuccess() {
        return value == 0x9000;
    }

    /**
     * Tells whether the command was done with a warning.
     *
     * @return whether SW1 is 62 or 63
     */
    public boolean isWarning() {
        return sw1() == 0x62 || sw1() == 0x63;
    }

    /** Four hexadecimal digits: {@code 6A82}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%04X", value);
    }

    // Written out: what the compiler makes of a record takes the first caller of a process milliseconds.
    @Override
    public boolean equals(Object other) {
        return other instanceof StatusWord that && that.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }
}
