package dev.solvo.prepaid.account;

import dev.solvo.prepaid.ledger.AccountId;

/**
 * A card by its account's id, which is no secret: nothing can be spent with it at a terminal.
 *
 * @param account the account
 */
public record AccountReference(AccountId account) implements CardReference {}
