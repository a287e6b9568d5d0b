package dev.solvo.emv.data;

import java.util.List;
import java.util.Optional;

/** When a cardholder verification rule applies: its second byte. EMV 4.4 Book 3, Annex C3. */
public enum CvmCondition {
    /** 00: always. */
    ALWAYS(0x00, "Always"),
    /** 01: cash at a terminal without attendant. */
    UNATTENDED_CASH(0x01, "If unattended cash"),
    /** 02: none of unattended cash, manual cash and purchase with cashback. */
    NOT_UNATTENDED_CASH_NOT_MANUAL_CASH_NOT_CASHBACK(
            0x02, "If not unattended cash and not manual cash and not purchase with cashback"),
    /** 03: the terminal supports the rule's method. */
    TERMINAL_SUPPORTS_CVM(0x03, "If terminal supports the CVM"),
    /** 04: cash paid out by an attendant. */
    MANUAL_CASH(0x04, "If manual cash"),
    /** 05: the transaction has a cashback amount. */
    PURCHASE_WITH_CASHBACK(0x05, "If purchase with cashback"),
    /** 06: in the application's currency, and less than X. */
    UNDER_X(0x06, "If transaction is in the application currency and is under X value"),
    /** 07: in the application's currency, and more than X. */
    OVER_X(0x07, "If transaction is in the application currency and is over X value"),
    /** 08: in the application's currency, and less than Y. */
    UNDER_Y(0x08, "If transaction is in the application currency and is under Y value"),
    /** 09: in the application's currency, and more than Y. */
    OVER_Y(0x09, "If transaction is in the application currency and is over Y value");

    /** Each call of values() makes an array. */
    private static final List<CvmCondition> ALL = List.of(values());

    private final int code;
    private final String meaning;

    CvmCondition(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /**
     * The condition's number.
     *
     * @return 00 to 09
     */
    public int code() {
        return code;
    }

    /**
     * The condition in the specification's words.
     *
     * @return a short text
     */
    public String meaning() {
        return meaning;
    }

    /**
     * Finds the condition EMV gives to a code.
     *
     * @param code a rule's second byte
     * @return the condition, or nothing if the code is reserved
     */
    public static Optional<CvmCondition> find(int code) {
        for (CvmCondition condition : ALL) {
            if (condition.code == code) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    /**
     * Puts any code into words, those without a condition too.
     *
     * @param code a rule's second byte
     * @return a short text
     */
    public static String describe(int code) {
        return find(code)
                .map(CvmCondition::meaning)
                .orElse(code < 0x80 ? "Reserved for future use" : "Reserved for use by the payment system");
    }
}
