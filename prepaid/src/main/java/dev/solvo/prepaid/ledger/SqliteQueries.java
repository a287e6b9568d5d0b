package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Questions to the tables, on one session. */
final class SqliteQueries {
    private static final String TENANT = "(SELECT nr FROM tenant WHERE name = ?)";
    private static final String PARTY = "(SELECT nr FROM party WHERE tenant = " + TENANT + " AND name = ?)";

    /** The operations of an account, the last one first, back to those at a time, of which there is none before it. */
    private static final String OWN_SINCE = own("COALESCE(n.latest, n.at) >= ?3");

    /** The same, back to a number as well. */
    private static final String OWN_SINCE_AFTER = own("COALESCE(n.latest, n.at) >= ?3 AND n.number > ?4");

    /** The operations of a batch, the last one first, back to a number. */
    private static final String BATCH_AFTER =
            "WITH RECURSIVE own (number, previous) AS (SELECT n.number, n.batch_previous FROM operation n"
                    + " WHERE n.number = (SELECT last FROM batch WHERE terminal = " + PARTY + " AND batch = ?3)"
                    + " AND n.number > ?4 UNION ALL SELECT n.number, n.batch_previous FROM own"
                    + " CROSS JOIN operation n ON n.number = own.previous AND n.number < own.number"
                    + " WHERE n.number > ?4) ";

    private final SqliteSession session;
    private final MessageDigest digest;

    SqliteQueries(SqliteSession session) {
        this.session = session;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** That numbers fall ends the walk on a damaged store, too. */
    private static String own(String condition) {
        return "WITH RECURSIVE card (nr) AS " + PARTY + ","
                + " own (number, previous, at) AS (SELECT n.number, n.previous, n.at FROM operation n"
                + " WHERE n.number = (SELECT last FROM account WHERE nr = (SELECT nr FROM card)"
                + " UNION ALL SELECT last FROM unopened WHERE nr = (SELECT nr FROM card)) AND " + condition
                + " UNION ALL SELECT n.number, n.previous, n.at FROM own"
                + " CROSS JOIN operation n ON n.number = own.previous AND n.number < own.number WHERE " + condition
                + ") ";
    }

    /** Where a key stands in the index: keys are random and long, and the index shall be small. */
    long keyHash(TenantId tenant, OperationKey key) {
        digest.update(tenant.value().getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) 0);
        return ByteBuffer.wrap(digest.digest(key.value().getBytes(StandardCharsets.US_ASCII)))
                .getLong();
    }

    /** The operation of a tenant under a key, whatever its account. */
    Optional<OperationRow> operation(TenantId tenant, OperationKey key, long keyHash)
            throws SQLException, LedgerException {
        return isHashKnown(keyHash) ? find(tenant, key, keyHash) : Optional.empty();
    }

    /** Almost every key is new, and the driver reads the names of all columns before it reads a row. */
    private boolean isHashKnown(long keyHash) throws SQLException {
        PreparedStatement select =
                session.statement("SELECT 1 FROM operation INDEXED BY operation_key WHERE key_hash = ? LIMIT 1");
        select.setLong(1, keyHash);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next();
        }
    }

    private Optional<OperationRow> find(TenantId tenant, OperationKey key, long keyHash)
            throws SQLException, LedgerException {
        PreparedStatement select = session.statement(SqliteRows.operationsBy("operation_key") + "WHERE o.key_hash = ?");
        select.setLong(1, keyHash);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                OperationRow row = SqliteRows.operation(rows);
                if (row.id().key().equals(key) && row.id().tenant().equals(tenant)) {
                    return Optional.of(row);
                }
            }
            return Optional.empty();
        }
    }

    Optional<AccountRow> account(TenantId tenant, AccountId account) throws SQLException, LedgerException {
        PreparedStatement select = session.statement(SqliteRows.ACCOUNTS + "WHERE a.nr = " + PARTY);
        select.setString(1, tenant.value());
        select.setBytes(2, account.value().toByteArray());
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? Optional.of(SqliteRows.account(rows)) : Optional.empty();
        }
    }

    List<Posting> postings(long number) throws SQLException, LedgerException {
        PreparedStatement select = session.statement("SELECT g.party, p.name, g.amount FROM posting g"
                + " CROSS JOIN party p ON p.nr = g.party WHERE g.number = ? ORDER BY g.line");
        select.setLong(1, number);
        try (ResultSet rows = select.executeQuery()) {
            return SqliteRows.postings(number, rows);
        }
    }

    JournalEntry entry(OperationRow operation) throws SQLException, LedgerException {
        List<Posting> postings = postings(operation.number());
        try {
            return new JournalEntry(operation, postings);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw SqliteRows.unreadable("entry " + operation.number(), e);
        }
    }

    Usage usage(TenantId tenant, AccountId account, Set<OperationKind> kinds, long since)
            throws SQLException, LedgerException {
        PreparedStatement select = session.statement(OWN_SINCE + "SELECT o.kind, o.approved FROM own"
                + " CROSS JOIN operation o ON o.number = own.number"
                + " WHERE own.at >= ?3 AND o.done = 1 AND o.reversed = 0");
        select.setString(1, tenant.value());
        select.setBytes(2, account.value().toByteArray());
        select.setLong(3, since);
        long count = 0;
        long approved = 0;
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                if (kinds.contains(SqliteRows.kind(rows.getString(1)))) {
                    count++;
                    approved = Math.addExact(approved, rows.getLong(2));
                }
            }
        }
        return new Usage(count, approved);
    }

    List<OperationRow> openHolds(TenantId tenant, AccountId account, int most) throws SQLException, LedgerException {
        PreparedStatement select = session.statement(SqliteRows.operationsBy("operation_hold") + "WHERE o.account = "
                + PARTY + " AND o.hold_remaining > 0 ORDER BY o.number LIMIT ?");
        select.setString(1, tenant.value());
        select.setBytes(2, account.value().toByteArray());
        select.setInt(3, checked(most));
        return operations(select);
    }

    List<OperationRow> dueHolds(TenantId tenant, long time, int most) throws SQLException, LedgerException {
        PreparedStatement select =
                session.statement(SqliteRows.operationsBy("operation_due") + "WHERE o.tenant = " + TENANT
                        + " AND o.hold_remaining > 0 AND o.hold_expires < ? ORDER BY o.hold_expires, o.number LIMIT ?");
        select.setString(1, tenant.value());
        select.setLong(2, time);
        select.setInt(3, checked(most));
        return operations(select);
    }

    List<OperationRow> openTransfers(TenantId tenant, long time, int most) throws SQLException, LedgerException {
        PreparedStatement select = session.statement(
                SqliteRows.operationsBy("operation_due") + "WHERE o.tenant = " + TENANT
                        + " AND o.hold_remaining > 0 AND o.kind = 'TRANSFER' AND o.at < ? ORDER BY o.at, o.number LIMIT ?");
        select.setString(1, tenant.value());
        select.setLong(2, time);
        select.setInt(3, checked(most));
        return operations(select);
    }

    List<JournalEntry> statement(TenantId tenant, AccountId account, long after, long from, long to, int most)
            throws SQLException, LedgerException {
        PreparedStatement select = session.statement(OWN_SINCE_AFTER
                + SqliteRows.operationsAfter(
                        "(SELECT number FROM own WHERE at >= ?3 AND at < ?5 ORDER BY number LIMIT ?6) c")
                + "ON o.number = c.number" + SqliteRows.JOINS + "ORDER BY o.number");
        select.setString(1, tenant.value());
        select.setBytes(2, account.value().toByteArray());
        select.setLong(3, from);
        select.setLong(4, after);
        select.setLong(5, to);
        select.setInt(6, checked(most));
        List<JournalEntry> entries = new ArrayList<>();
        for (OperationRow row : operations(select)) {
            entries.add(entry(row));
        }
        return entries;
    }

    long balanceAt(TenantId tenant, AccountId account, long time) throws SQLException {
        // What was posted in all, less what was posted since: most ask for a time not long ago.
        PreparedStatement select = session.statement(OWN_SINCE + "SELECT a.credits_posted - a.debits_posted"
                + " - (SELECT COALESCE(SUM(g.amount), 0) FROM own"
                + " CROSS JOIN posting g ON g.number = own.number AND g.party = a.nr WHERE own.at >= ?3)"
                + " FROM account a WHERE a.nr = (SELECT nr FROM card)");
        select.setString(1, tenant.value());
        select.setBytes(2, account.value().toByteArray());
        select.setLong(3, time);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    List<AccountRow> dueAccounts(TenantId tenant, long time, int most) throws SQLException, LedgerException {
        PreparedStatement select = session.statement(SqliteRows.ACCOUNTS + "WHERE a.tenant = " + TENANT
                + " AND a.expires IS NOT NULL AND a.state NOT IN ('EXPIRED', 'REPLACED') AND a.expires < ?"
                + " ORDER BY a.expires, a.nr LIMIT ?");
        select.setString(1, tenant.value());
        select.setLong(2, time);
        select.setInt(3, checked(most));
        List<AccountRow> accounts = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                accounts.add(SqliteRows.account(rows));
            }
        }
        return accounts;
    }

    List<SystemBalance> systemBalances(TenantId tenant) throws SQLException {
        PreparedStatement select = session.statement("SELECT p.name, x.currency, SUM(x.balance) FROM"
                + " (SELECT party, currency, balance FROM system_balance UNION ALL"
                + " SELECT g.party, o.currency, g.amount FROM posting g CROSS JOIN operation o ON o.number = g.number"
                + " WHERE g.number > (SELECT number FROM snapshot) AND g.party < 0) x"
                + " CROSS JOIN party p ON p.nr = x.party WHERE p.tenant = " + TENANT
                + " GROUP BY p.name, x.currency ORDER BY p.name, x.currency");
        select.setString(1, tenant.value());
        List<SystemBalance> balances = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                balances.add(
                        new SystemBalance(new LedgerAccount(rows.getString(1)), rows.getString(2), rows.getLong(3)));
            }
        }
        return balances;
    }

    List<BatchTotal> batchTotals(TenantId tenant, TerminalId terminal, int batch) throws SQLException, LedgerException {
        PreparedStatement select = session.statement(BATCH_AFTER
                + "SELECT o.kind, o.currency, COUNT(*), SUM(o.approved), SUM(o.reversed), SUM(o.approved * o.reversed)"
                + " FROM own CROSS JOIN operation o ON o.number = own.number WHERE o.done = 1"
                + " GROUP BY o.kind, o.currency");
        putBatch(select, tenant, terminal, batch, 0);
        List<BatchTotal> totals = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                totals.add(new BatchTotal(
                        SqliteRows.kind(rows.getString(1)),
                        rows.getString(2),
                        rows.getLong(3),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getLong(6)));
            }
        }
        totals.sort(Comparator.comparing(BatchTotal::kind).thenComparing(BatchTotal::currency));
        return totals;
    }

    List<OperationRow> batchOperations(TenantId tenant, TerminalId terminal, int batch, long after, int most)
            throws SQLException, LedgerException {
        PreparedStatement select = session.statement(BATCH_AFTER
                + SqliteRows.operationsAfter("(SELECT number FROM own ORDER BY number LIMIT ?5) c")
                + "ON o.number = c.number" + SqliteRows.JOINS + "ORDER BY o.number");
        putBatch(select, tenant, terminal, batch, after);
        select.setInt(5, checked(most));
        return operations(select);
    }

    private static void putBatch(PreparedStatement select, TenantId tenant, TerminalId terminal, int batch, long after)
            throws SQLException {
        select.setString(1, tenant.value());
        select.setString(2, LedgerAccount.settlement(terminal).name());
        select.setInt(3, batch);
        select.setLong(4, after);
    }

    List<TenantId> tenants() throws SQLException {
        List<TenantId> tenants = new ArrayList<>();
        try (ResultSet rows = session.statement("SELECT name FROM tenant n WHERE EXISTS"
                        + " (SELECT 1 FROM party p CROSS JOIN account a ON a.nr = p.nr WHERE p.tenant = n.nr)"
                        + " ORDER BY name")
                .executeQuery()) {
            while (rows.next()) {
                tenants.add(new TenantId(rows.getString(1)));
            }
        }
        return tenants;
    }

    private static List<OperationRow> operations(PreparedStatement select) throws SQLException, LedgerException {
        List<OperationRow> operations = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                operations.add(SqliteRows.operation(rows));
            }
        }
        return operations;
    }

    /** SQLite would take a negative limit for none. */
    private static int checked(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("a page has no negative length");
        }
        return most;
    }
}
