package dev.solvo.emv.data;

import java.util.Optional;

/**
 * A Cardholder Verification Rule: a method and when it applies. EMV 4.4 Book 3, 10.5 and Annex C3.
 *
 * @param code the first byte, 00 to FF: method in bits 6 to 1, bit 7 says what follows a failure
 * @param conditionCode the second byte, 00 to FF
 */
public record CvmRule(int code, int conditionCode) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number does not fit a byte
     */
    public CvmRule {
        if (code < 0 || code > 0xFF || conditionCode < 0 || conditionCode > 0xFF) {
            throw new IllegalArgumentException("the bytes of a cardholder verification rule are 00 to FF");
        }
    }

    /**
     * The rule's method.
     *
     * @return the method, or nothing if EMV gives none to the code
     */
    public Optional<CvmMethod> method() {
        return CvmMethod.find(code);
    }

    /**
     * The rule's condition.
     *
     * @return the condition, or nothing if EMV gives none to the code
     */
    public Optional<CvmCondition> condition() {
        return CvmCondition.find(conditionCode);
    }

    /**
     * Tells what follows when the method was not successful.
     *
     * @return true: the next rule (bit 7 is 1); false: cardholder verification has failed
     */
    public boolean appliesNextRuleIfUnsuccessful() {
        return (code & 0x40) != 0;
    }

    /** The rule as a sentence. */
    @Override
    public String toString() {
        return CvmMethod.describe(code) + "; " + CvmCondition.describe(conditionCode) + "; "
                + (appliesNextRuleIfUnsuccessful() ? "next rule" : "fail") + " if unsuccessful";
    }
}
