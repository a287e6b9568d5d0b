package dev.solvo.prepaid.ledger;

/**
 * A line of a batch's totals.
 *
 * @param kind of which operations
 * @param currency ISO 4217 alphabetic code
 * @param count how many were done
 * @param amount the sum of what was approved, in minor units
 * @param reversedCount how many of them were reversed later
 * @param reversedAmount the sum of what was approved by those
 */
public record BatchTotal(
        OperationKind kind, String currency, long count, long amount, long reversedCount, long reversedAmount) {}
