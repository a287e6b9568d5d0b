package dev.solvo.emv.contactless.kernel2;

/** Bits of byte 5 of the TVR that relay resistance has in kernel 2 and that EMV's contact transactions have not. */
enum RelayResistanceBit {
    THRESHOLD_EXCEEDED(0x08, "Relay resistance threshold exceeded", "TVR byte 5 bit 4 = 1"),
    TIME_LIMITS_EXCEEDED(0x04, "Relay resistance time limits exceeded", "TVR byte 5 bit 3 = 1"),
    PERFORMED(0x02, "Relay resistance performed", "TVR byte 5 bits 2 and 1 = 10"),
    NOT_PERFORMED(0x01, "Relay resistance not performed", "TVR byte 5 bits 2 and 1 = 01");

    private final int mask;
    private final String meaning;
    private final String result;

    RelayResistanceBit(int mask, String meaning, String result) {
        this.mask = mask;
        this.meaning = meaning;
        this.result = result;
    }

    int mask() {
        return mask;
    }

    String meaning() {
        return meaning;
    }

    String result() {
        return result;
    }
}
