package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;

/**
 * Application Priority Indicator, tag 87: which of a card's applications comes first, and whether the cardholder confirms
 * it. EMV 4.4 Book 1, 12.2.3, Table 13.
 *
 * @param confirmationRequired whether the application must not be selected without the cardholder's confirmation
 * @param priority 1 (first) to 15, or 0 for none, which comes after all others
 */
public record ApplicationPriorityIndicator(boolean confirmationRequired, int priority) {
    /** What an absent indicator means: no priority, no confirmation. */
    public static final ApplicationPriorityIndicator ABSENT = new ApplicationPriorityIndicator(false, 0);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the priority is not 0 to 15
     */
    public ApplicationPriorityIndicator {
        if (priority < 0 || priority > 15) {
            throw new IllegalArgumentException("priority " + priority + " is not 0 to 15");
        }
    }

    /**
     * Reads the value field: {@code 81} is the first priority, with confirmation. Bits 7 to 5 are reserved and not looked
     * at.
     *
     * @param bytes 1 byte
     * @return the indicator
     * @throws EmvDataException if the length is another
     */
    public static ApplicationPriorityIndicator parse(Bytes bytes) throws EmvDataException {
        if (bytes.length() != 1) {
            throw EmvDataException.length(EmvTag.APPLICATION_PRIORITY_INDICATOR, bytes.length(), "1");
        }
        return new ApplicationPriorityIndicator((bytes.unsigned(0) & 0x80) != 0, bytes.unsigned(0) & 0x0F);
    }

    /**
     * The value field.
     *
     * @return 1 byte
     */
    public Bytes toBytes() {
        return Bytes.ofUnsigned((confirmationRequired ? 0x80 : 0) | priority);
    }

    /**
     * The place in an ordered list.
     *
     * @return 1 (first) to 16, the last being those without priority
     */
    public int rank() {
        return priority == 0 ? 16 : priority;
    }
}
