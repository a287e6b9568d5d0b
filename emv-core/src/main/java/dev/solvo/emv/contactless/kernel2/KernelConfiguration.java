package dev.solvo.emv.contactless.kernel2;

/**
 * Kernel Configuration, tag DF811B: which parts of kernel 2 a terminal uses. 1 byte.
 *
 * @param value the byte
 */
public record KernelConfiguration(int value) {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the number does not fit a byte
     */
    public KernelConfiguration {
        if ((value & ~0xFF) != 0) {
            throw new IllegalArgumentException("the kernel configuration has one byte");
        }
    }

    /**
     * Bit 8 is 0: transactions in mag-stripe mode are accepted.
     *
     * @return whether they are
     */
    public boolean acceptsMagStripeMode() {
        return (value & 0x80) == 0;
    }

    /**
     * Bit 7 is 0: transactions in EMV mode are accepted.
     *
     * @return whether they are
     */
    public boolean acceptsEmvMode() {
        return (value & 0x40) == 0;
    }

    /**
     * Bit 6: the cardholder may be verified on his device.
     *
     * @return whether he may
     */
    public boolean supportsOnDeviceCvm() {
        return (value & 0x20) != 0;
    }

    /**
     * Bit 5: the relay resistance protocol is used.
     *
     * @return whether it is
     */
    public boolean supportsRelayResistance() {
        return (value & 0x10) != 0;
    }

    /**
     * Bit 3: all records are read even where no CDA follows.
     *
     * @return whether they are
     */
    public boolean readsAllRecordsWithoutCda() {
        return (value & 0x04) != 0;
    }
}
