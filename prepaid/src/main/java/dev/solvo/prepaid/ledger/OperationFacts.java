package dev.solvo.prepaid.ledger;

/**
 * What was asked for. Never changes once it is stored, and is part of the hash chain. A text that does not apply is empty.
 *
 * @param kind what it does
 * @param at when, by the clock of who decided, in milliseconds since 1970-01-01T00:00Z
 * @param terminal the terminal, or empty for an operator
 * @param batch the terminal's batch; 0 for none
 * @param currency ISO 4217 alphabetic code
 * @param amount what was asked for in minor units; 0 if it is not about money
 * @param original key of the operation that this one refers to, or empty
 * @param other the other card of a transfer or a replacement; the own account if there is none
 * @param operator who ordered it, at most 64 characters
 * @param reason why, at most 200 characters
 */
public record OperationFacts(
        OperationKind kind,
        long at,
        String terminal,
        int batch,
        String currency,
        long amount,
        String original,
        AccountId other,
        String operator,
        String reason) {

    /** The longest operator. */
    public static final int OPERATOR_LENGTH = 64;

    /** The longest reason. */
    public static final int REASON_LENGTH = 200;
}
