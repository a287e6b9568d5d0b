package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Questions to a store, each on a connection of its own that sees what is committed. */
final class SqliteReads implements LedgerReads {
    private final SqliteReaders readers;

    SqliteReads(SqliteReaders readers) {
        this.readers = readers;
    }

    @Override
    public Optional<AccountRow> account(TenantId tenant, AccountId account) throws LedgerException {
        return ask(queries -> queries.account(tenant, account));
    }

    @Override
    public Optional<JournalEntry> entry(OperationId id) throws LedgerException {
        return ask(queries -> {
            Optional<OperationRow> row =
                    queries.operation(id.tenant(), id.key(), queries.keyHash(id.tenant(), id.key()));
            return row.isPresent() && row.get().id().equals(id)
                    ? Optional.of(queries.entry(row.get()))
                    : Optional.empty();
        });
    }

    @Override
    public List<JournalEntry> entries(TenantId tenant, OperationKey key) throws LedgerException {
        return ask(queries -> {
            Optional<OperationRow> row = queries.operation(tenant, key, queries.keyHash(tenant, key));
            return row.isPresent() ? List.of(queries.entry(row.get())) : List.of();
        });
    }

    @Override
    public List<JournalEntry> statement(TenantId tenant, AccountId account, long after, long from, long to, int most)
            throws LedgerException {
        return ask(queries -> queries.statement(tenant, account, after, from, to, most));
    }

    @Override
    public long balanceAt(TenantId tenant, AccountId account, long time) throws LedgerException {
        return ask(queries -> queries.balanceAt(tenant, account, time));
    }

    @Override
    public List<OperationRow> openHolds(TenantId tenant, AccountId account, int most) throws LedgerException {
        return ask(queries -> queries.openHolds(tenant, account, most));
    }

    @Override
    public List<OperationRow> dueHolds(TenantId tenant, long time, int most) throws LedgerException {
        return ask(queries -> queries.dueHolds(tenant, time, most));
    }

    @Override
    public List<AccountRow> dueAccounts(TenantId tenant, long time, int most) throws LedgerException {
        return ask(queries -> queries.dueAccounts(tenant, time, most));
    }

    @Override
    public List<OperationRow> openTransfers(TenantId tenant, long time, int most) throws LedgerException {
        return ask(queries -> queries.openTransfers(tenant, time, most));
    }

    @Override
    public List<SystemBalance> systemBalances(TenantId tenant) throws LedgerException {
        return ask(queries -> queries.systemBalances(tenant));
    }

    @Override
    public List<BatchTotal> batchTotals(TenantId tenant, TerminalId terminal, int batch) throws LedgerException {
        return ask(queries -> queries.batchTotals(tenant, terminal, batch));
    }

    @Override
    public List<OperationRow> batchOperations(TenantId tenant, TerminalId terminal, int batch, long after, int most)
            throws LedgerException {
        return ask(queries -> queries.batchOperations(tenant, terminal, batch, after, most));
    }

    @Override
    public List<TenantId> tenants() throws LedgerException {
        return ask(SqliteQueries::tenants);
    }

    private <T> T ask(Question<T> question) throws LedgerException {
        return readers.read(session -> question.on(new SqliteQueries(session)));
    }

    private interface Question<T> {
        T on(SqliteQueries queries) throws SQLException, LedgerException;
    }
}
