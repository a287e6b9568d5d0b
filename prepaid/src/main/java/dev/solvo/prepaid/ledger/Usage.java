package dev.solvo.prepaid.ledger;

/**
 * How much a card was used.
 *
 * @param count operations
 * @param approved the sum of what was approved, in minor units
 */
public record Usage(long count, long approved) {}
