package dev.solvo.prepaid.account;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.AccountId;
import java.time.Instant;

/**
 * Keeps terminals from trying out codes and PINs: counts what was not accepted, by terminal and by card. Implementations may share
 * their counts between processes. They treat an id of a card that does not exist like any other one.
 */
public interface AttemptLimit {
    /** Whether the terminal may go on with this card now. Called before anything is looked up. */
    boolean admits(TenantId tenant, TerminalId terminal, AccountId card, Instant now);

    /** Counts what was not accepted. */
    void notAccepted(TenantId tenant, TerminalId terminal, AccountId card, Instant now);
}
