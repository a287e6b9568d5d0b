package dev.solvo.emv.config;

/** Switches of contactless kernels, set per combination and transaction type. A kernel ignores those of the others. */
public enum KernelOption {
    /** Kernels 3 and 7: what the card has left to spend is shown. */
    DISPLAY_AVAILABLE_AMOUNT("displayAvailableAmount"),
    /** Kernel 3: the application usage control is checked for cash. */
    CASH_USAGE_CHECK("cashUsageCheck"),
    /** Kernel 3: the application usage control is checked for cashback. */
    CASHBACK_USAGE_CHECK("cashbackUsageCheck"),
    /** Kernels 3 and 7: the terminal has an exception file, which is asked before an offline approval. */
    EXCEPTION_FILE("exceptionFile"),
    /** Kernel 2: the offline balance is read before the cryptogram is asked for (DF8104). */
    READ_BALANCE_BEFORE_GENERATE_AC("readBalanceBeforeGenerateAc"),
    /** Kernel 2: the offline balance is read after the cryptogram (DF8105). */
    READ_BALANCE_AFTER_GENERATE_AC("readBalanceAfterGenerateAc"),
    /** Kernel 2: the terminal is asked for data that the card's lists name and nobody has configured. */
    DATA_EXCHANGE("dataExchange");

    private final String key;

    KernelOption(String key) {
        this.key = key;
    }

    /**
     * The option as configuration files write it.
     *
     * @return a word
     */
    public String key() {
        return key;
    }
}
