package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;

/**
 * Cardholder Verification Method Results, tag 9F34: the last rule performed and how it ended. EMV 4.4 Book 4, 6.3.4.5 and
 * Annex A4.
 *
 * @param code the rule's first byte as it stands in the list, bit 7 included; 3F when no rule was performed
 * @param conditionCode the rule's second byte; 00 when no rule was performed
 * @param result how it ended: 00 unknown, 01 failed, 02 successful
 */
public record CvmResults(int code, int conditionCode, int result) {
    /** Result byte 00: not known, as for a signature or an online PIN. */
    public static final int UNKNOWN = 0x00;

    /** Result byte 01: failed. */
    public static final int FAILED = 0x01;

    /** Result byte 02: successful. */
    public static final int SUCCESSFUL = 0x02;

    /** 3F0000: cardholder verification was not performed. */
    public static final CvmResults NOT_PERFORMED = new CvmResults(0x3F, 0x00, UNKNOWN);

    /** 3F0001: no rule's condition was satisfied, so that no method was performed. */
    public static final CvmResults NO_CONDITION_SATISFIED = new CvmResults(0x3F, 0x00, FAILED);

    private static final int LENGTH = 3;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number does not fit a byte
     */
    public CvmResults {
        if (((code | conditionCode | result) & ~0xFF) != 0) {
            throw new IllegalArgumentException("the bytes of the CVM results are 00 to FF");
        }
    }

    /**
     * The results of a rule that was performed.
     *
     * @param rule the rule
     * @param result {@link #UNKNOWN}, {@link #FAILED} or {@link #SUCCESSFUL}
     * @return the results
     */
    public static CvmResults of(CvmRule rule, int result) {
        return new CvmResults(rule.code(), rule.conditionCode(), result);
    }

    /**
     * Reads the value field: {@code 1E0300} is a signature, asked because the terminal supports it.
     *
     * @param bytes 3 bytes
     * @return the results
     * @throws EmvDataException if the length is another
     */
    public static CvmResults parse(Bytes bytes) throws EmvDataException {
        if (bytes.length() != LENGTH) {
            throw EmvDataException.length(
                    EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS, bytes.length(), Integer.toString(LENGTH));
        }
        return new CvmResults(bytes.unsigned(0), bytes.unsigned(1), bytes.unsigned(2));
    }

    /**
     * The value field.
     *
     * @return 3 bytes
     */
    public Bytes toBytes() {
        return Bytes.ofUnsigned(code, conditionCode, result);
    }

    /**
     * The result in words.
     *
     * @return a short text
     */
    public String resultMeaning() {
        return switch (result) {
            case UNKNOWN -> "Unknown";
            case FAILED -> "Failed";
            case SUCCESSFUL -> "Successful";
            default -> "Reserved";
        };
    }

    /** Method, condition and result in words. */
    @Override
    public String toString() {
        String method = (code & 0x3F) == 0x3F ? "No CVM performed" : CvmMethod.describe(code);
        return method + "; " + CvmCondition.describe(conditionCode) + "; " + resultMeaning();
    }
}
