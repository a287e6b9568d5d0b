package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;

/**
 * Which operation: unique on every store. A store that is not sharded also refuses one key on two accounts of a tenant.
 *
 * @param tenant whose
 * @param account the card's account, or for a batch the id that stands for the terminal
 * @param key the caller's key
 */
public record OperationId(TenantId tenant, AccountId account, OperationKey key) {}
