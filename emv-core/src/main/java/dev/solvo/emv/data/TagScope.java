package dev.solvo.emv.data;

/** Where a tag has the meaning that {@link DataElement} gives. Outside of EMV's own tags, one tag has several meanings. */
public enum TagScope {
    /** EMV's own elements, valid in every application. */
    EMV("emv"),
    /** Inside the biometric templates A1, BF4C, BF4D and BF4E only. */
    BIOMETRIC("biometric"),
    /** Mastercard's applications; contactless kernel 2. */
    MASTERCARD("mastercard"),
    /** Visa's applications; contactless kernel 3. */
    VISA("visa"),
    /** UnionPay's applications; contactless kernel 7. */
    UNIONPAY("unionpay"),
    /** American Express's applications; contactless kernel 4. */
    AMERICAN_EXPRESS("american-express"),
    /** The magnetic stripe modes of the older contactless kernels. */
    MAGNETIC_STRIPE("magnetic-stripe"),
    /** Contactless kernel 8. */
    KERNEL_8("kernel-8"),
    /** Meanings that single vendors and acquirers use in their own messages and tables. */
    PROPRIETARY("proprietary");

    private final String symbol;

    TagScope(String symbol) {
        this.symbol = symbol;
    }

    /**
     * The scope as the dictionary's file writes it.
     *
     * @return a short word
     */
    public String symbol() {
        return symbol;
    }
}
