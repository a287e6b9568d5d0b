package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The books of the command's tenant as a {@link Decider} sees them: everything that was committed, and nothing else. */
public interface LedgerView {
    /** An account, if it is stored. */
    Optional<AccountRow> account(AccountId account) throws LedgerException;

    /** An operation of an account, if it is stored. */
    Optional<OperationRow> operation(AccountId account, OperationKey key) throws LedgerException;

    /**
     * How often and how much: of the account's operations that were done and not reversed.
     *
     * @param kinds which kinds count
     * @param since from when on, in milliseconds since 1970-01-01T00:00Z
     */
    Usage usage(AccountId account, Set<OperationKind> kinds, long since) throws LedgerException;

    /**
     * The account's holds that still hold something, oldest first.
     *
     * @param most how many at most
     */
    List<OperationRow> openHolds(AccountId account, int most) throws LedgerException;
}
