package dev.solvo.prepaid.ledger;

/**
 * The balance of a system account.
 *
 * @param account which one
 * @param currency ISO 4217 alphabetic code
 * @param balance credits less debits, in minor units
 */
public record SystemBalance(LedgerAccount account, String currency, long balance) {}
