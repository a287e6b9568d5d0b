package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Balances of system accounts: what the sealer summed up over all that is sealed, and the sum over what is not sealed yet. No
 * operation ever updates them, so that none waits for another one at the same merchant.
 */
final class JdbcBalances {
    private static final int QUIET_TRIES = 3;
    private static final String UNSEALED = "AND o.sealed = 0 ";

    private JdbcBalances() {}

    /** A system account in one currency. */
    record Account(String tenant, String name, String currency) implements Comparable<Account> {
        @Override
        public int compareTo(Account other) {
            int byTenant = tenant.compareTo(other.tenant);
            int byName = byTenant == 0 ? name.compareTo(other.name) : byTenant;
            return byName == 0 ? currency.compareTo(other.currency) : byName;
        }
    }

    /** Adds an entry's lines. */
    static void add(Map<Account, Long> sums, JournalEntry entry) {
        OperationRow operation = entry.operation();
        for (Posting posting : entry.postings()) {
            if (!posting.account().isCard()) {
                add(
                        sums,
                        new Account(
                                operation.id().tenant().value(),
                                posting.account().name(),
                                operation.facts().currency()),
                        JdbcRows.signed(posting));
            }
        }
    }

    private static void add(Map<Account, Long> sums, Account account, long amount) {
        sums.merge(account, amount, Math::addExact);
    }

    /** Adds sums to what is stored, in an order that no two get stuck in. */
    static void store(Connection connection, Map<Account, Long> sums) throws SQLException {
        for (Map.Entry<Account, Long> sum : new TreeMap<>(sums).entrySet()) {
            Account account = sum.getKey();
            try (PreparedStatement update = JdbcReads.prepare(
                    connection,
                    "UPDATE solvo_balance SET balance = balance + ?"
                            + " WHERE tenant = ? AND ledger_account = ? AND currency = ?",
                    sum.getValue(),
                    account.tenant(),
                    account.name(),
                    account.currency())) {
                if (update.executeUpdate() == 1) {
                    continue;
                }
            }
            try (PreparedStatement insert = JdbcReads.prepare(
                    connection,
                    "INSERT INTO solvo_balance (balance, tenant, ledger_account, currency) VALUES (?, ?, ?, ?)",
                    sum.getValue(),
                    account.tenant(),
                    account.name(),
                    account.currency())) {
                insert.executeUpdate();
            }
        }
    }

    /** All that is stored, of all tenants. */
    static Map<Account, Long> stored(Connection connection) throws SQLException {
        Map<Account, Long> sums = new TreeMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT tenant, ledger_account, currency, balance FROM solvo_balance")) {
            addRows(sums, statement);
        }
        return sums;
    }

    static List<SystemBalance> of(JdbcWork.Attempt attempt, TenantId tenant, boolean sharded)
            throws SQLException, LedgerException {
        Map<Account, Long> sums = sharded
                ? ofShards(attempt.connection(), tenant)
                : attempt.snapshot(connection -> storedAndUnsealed(connection, tenant));
        List<SystemBalance> balances = new ArrayList<>();
        sums.forEach((account, sum) ->
                balances.add(new SystemBalance(new LedgerAccount(account.name()), account.currency(), sum)));
        return balances;
    }

    /** No snapshot spans shards: if a sealer was at work meanwhile, it is asked again, and in the end all is summed up. */
    private static Map<Account, Long> ofShards(Connection connection, TenantId tenant)
            throws SQLException, LedgerException {
        for (int tried = 0; tried < QUIET_TRIES; tried++) {
            long before = JdbcSealer.finishLast(connection).number();
            Map<Account, Long> sums = storedAndUnsealed(connection, tenant);
            if (JdbcSeals.last(connection).map(JdbcSeals.Batch::number).orElse(0L) == before) {
                return sums;
            }
        }
        Map<Account, Long> sums = new TreeMap<>();
        addJournal(connection, tenant, "", sums);
        return sums;
    }

    private static Map<Account, Long> storedAndUnsealed(Connection connection, TenantId tenant) throws SQLException {
        Map<Account, Long> sums = new TreeMap<>();
        try (PreparedStatement statement = JdbcReads.prepare(
                connection,
                "SELECT tenant, ledger_account, currency, balance FROM solvo_balance WHERE tenant = ?",
                tenant.value())) {
            addRows(sums, statement);
        }
        addJournal(connection, tenant, UNSEALED, sums);
        return sums;
    }

    private static void addJournal(Connection connection, TenantId tenant, String which, Map<Account, Long> sums)
            throws SQLException {
        try (PreparedStatement statement = JdbcReads.prepare(
                connection,
                "SELECT o.tenant, p.ledger_account, o.currency, SUM(p.amount) AS balance FROM solvo_operation o"
                        + " JOIN solvo_posting p ON p.account = o.account AND p.entry_number = o.entry_number"
                        + " WHERE o.tenant = ? " + which + "AND p.ledger_account <> 'card'"
                        + " GROUP BY o.tenant, p.ledger_account, o.currency",
                tenant.value())) {
            addRows(sums, statement);
        }
    }

    private static void addRows(Map<Account, Long> sums, PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                add(
                        sums,
                        new Account(
                                rows.getString("tenant"), rows.getString("ledger_account"), rows.getString("currency")),
                        rows.getLong("balance"));
            }
        }
    }
}
