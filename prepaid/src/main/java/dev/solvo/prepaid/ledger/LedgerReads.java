package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import java.util.List;
import java.util.Optional;

/** Questions to the books. They see what was committed before they were asked. Times are milliseconds since 1970-01-01T00:00Z. */
public interface LedgerReads {
    /** An account. */
    Optional<AccountRow> account(TenantId tenant, AccountId account) throws LedgerException;

    /** An operation of an account with its postings. */
    Optional<JournalEntry> entry(OperationId id) throws LedgerException;

    /** All operations of a tenant under one key: at most one on a store that is not sharded. */
    List<JournalEntry> entries(TenantId tenant, OperationKey key) throws LedgerException;

    /**
     * A page of an account's operations, by number.
     *
     * @param after the last number of the page before; 0 for the first page
     * @param from the earliest time
     * @param to the first time that is too late
     * @param most how many at most
     */
    List<JournalEntry> statement(TenantId tenant, AccountId account, long after, long from, long to, int most)
            throws LedgerException;

    /** What was posted to an account before a time: credits less debits, in minor units. */
    long balanceAt(TenantId tenant, AccountId account, long time) throws LedgerException;

    /** An account's holds that still hold something, oldest first. */
    List<OperationRow> openHolds(TenantId tenant, AccountId account, int most) throws LedgerException;

    /** A tenant's holds that ended before a time and still hold something, the earliest first. */
    List<OperationRow> dueHolds(TenantId tenant, long time, int most) throws LedgerException;

    /** A tenant's accounts whose date is before a time and that are not {@link CardState#EXPIRED} or REPLACED, the earliest first. */
    List<AccountRow> dueAccounts(TenantId tenant, long time, int most) throws LedgerException;

    /** Transfers between shards that gave and were neither finished nor given back, before a time, the earliest first. */
    List<OperationRow> openTransfers(TenantId tenant, long time, int most) throws LedgerException;

    /** Balances of a tenant's system accounts (credits less debits), by account and currency. */
    List<SystemBalance> systemBalances(TenantId tenant) throws LedgerException;

    /** What a terminal's batch comes to, by kind and currency; only what was done. */
    List<BatchTotal> batchTotals(TenantId tenant, TerminalId terminal, int batch) throws LedgerException;

    /** A page of the operations of a terminal's batch, by number. */
    List<OperationRow> batchOperations(TenantId tenant, TerminalId terminal, int batch, long after, int most)
            throws LedgerException;

    /** Tenants that have accounts. */
    List<TenantId> tenants() throws LedgerException;
}
