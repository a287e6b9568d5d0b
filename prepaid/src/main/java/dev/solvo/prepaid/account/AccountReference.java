package dev.solvo.prepaid.account;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.AccountId;

/**
 * A card by its account's id, which is no secret: nothing can be spent with it at a terminal.
 *
 * @param account the account
 */
public record AccountReference(AccountId account) implements CardReference {
    /** What stands for a terminal in the books: its closed batches, and what was spent offline with cards that nobody knows. */
    public static AccountReference ofTerminal(TenantId tenant, TerminalId terminal) {
        return new AccountReference(DerivedKeys.terminal(tenant, terminal));
    }
}
