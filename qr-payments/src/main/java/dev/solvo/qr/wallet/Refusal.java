package dev.solvo.qr.wallet;

/**
 * Why a wallet refused, and what to do now.
 *
 * @param walletCode the wallet's own code, to tell to its support
 * @param cashier what the cashier reads
 * @param customer what the customer reads
 */
public record Refusal(String walletCode, NextStep nextStep, BilingualText cashier, BilingualText customer) {
    /** What helps after a refusal. */
    public enum NextStep {
        /** The customer shows a fresh code; the order takes a new number. */
        FRESH_CODE,
        /** The customer pays in another way: other card, other wallet, cash. */
        OTHER_MEANS,
        /** The same order under a new number. */
        NEW_ORDER_NUMBER,
        /** The merchant's account, contract or keys have to be put in order; paying again does not help. */
        MERCHANT_SETUP,
        /** The request itself is wrong: a fault of the till's software. */
        TILL_SOFTWARE,
        /** The cashier decides. */
        ASK_CASHIER,
        /** There is no network, and nothing was sent. */
        RESTORE_NETWORK,
    }
}
