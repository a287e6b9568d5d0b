package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A ledger that is wrong on purpose, as many are: it reads a balance, looks whether that is enough, and writes the new one, in one
 * transaction on HSQLDB, whose default isolation lets another one do the same in between. All else is right.
 */
final class WrongLedger implements Ledger {
    private final String url;
    private final Connection held;
    private final Map<OperationId, JournalEntry> journal = new HashMap<>();
    private final Map<AccountId, AccountRow> issued = new HashMap<>();
    private final CountDownLatch firstTwo = new CountDownLatch(2);

    WrongLedger(String name) throws SQLException {
        url = "jdbc:hsqldb:mem:" + name + ";hsqldb.tx=mvcc";
        held = DriverManager.getConnection(url, "SA", "");
        try (var statement = held.createStatement()) {
            statement.execute("CREATE TABLE account (id VARCHAR(32) PRIMARY KEY, debits BIGINT, credits BIGINT)");
        }
    }

    @Override
    public LedgerResult execute(LedgerCommand command, Decider decider) throws LedgerException {
        try (Connection connection = DriverManager.getConnection(url, "SA", "")) {
            connection.setAutoCommit(false);
            Decision decision = decider.decide(new View(connection, command.id().tenant()));
            if (spends(decision)) {
                meet();
            }
            for (AccountRow row : decision.accounts()) {
                write(connection, row);
            }
            connection.commit();
            return new LedgerResult.Decided(record(decision));
        } catch (SQLException e) {
            throw new LedgerException(LedgerException.Cause.CONTENTION, "again", e);
        }
    }

    /** Leaves all debits to decisions. */
    @Override
    public Optional<LedgerResult> debit(PlainDebit debit) {
        return Optional.empty();
    }

    private static boolean spends(Decision decision) {
        OperationRow operation = decision.entries().get(0).operation();
        return operation.facts().kind() == OperationKind.DEBIT
                && operation.answer().approved() > 0;
    }

    /** The first two debits have both read before either writes, so that one is lost even where threads take long turns. */
    private void meet() throws SQLException {
        firstTwo.countDown();
        try {
            if (!firstTwo.await(60, TimeUnit.SECONDS)) {
                throw new SQLException("nobody else debits");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException(e);
        }
    }

    private synchronized OperationRow record(Decision decision) {
        OperationRow first = decision.entries().get(0).operation().numbered(journal.size() + 1L);
        for (JournalEntry entry : decision.entries()) {
            journal.put(
                    entry.operation().id(),
                    new JournalEntry(entry.operation().numbered(journal.size() + 1L), entry.postings()));
        }
        return first;
    }

    private void write(Connection connection, AccountRow row) throws SQLException {
        boolean isNew;
        synchronized (this) {
            isNew = issued.put(row.id(), row) == null;
        }
        String sql = isNew
                ? "INSERT INTO account (debits, credits, id) VALUES (?, ?, ?)"
                : "UPDATE account SET debits = ?, credits = ? WHERE id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, row.counters().debitsPosted());
            statement.setLong(2, row.counters().creditsPosted());
            statement.setString(3, row.id().toString());
            statement.executeUpdate();
        }
    }

    private Optional<AccountRow> read(Connection connection, AccountId account) throws LedgerException {
        AccountRow row;
        synchronized (this) {
            row = issued.get(account);
        }
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT debits, credits FROM account WHERE id = ?")) {
            statement.setString(1, account.toString());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && row != null
                        ? Optional.of(row.with(new AccountCounters(rows.getLong(1), rows.getLong(2), 0, 0)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new LedgerException(LedgerException.Cause.UNAVAILABLE, "unreadable", e);
        }
    }

    private synchronized List<JournalEntry> journal(AccountId account) {
        return journal.values().stream()
                .filter(entry -> entry.operation().id().account().equals(account))
                .toList();
    }

    @Override
    public boolean together(TenantId tenant, AccountId first, AccountId second) {
        return true;
    }

    @Override
    public long forgetKeys(long before) {
        return 0;
    }

    @Override
    public synchronized LedgerSeal seal() {
        return new LedgerSeal(journal.size(), 0, LedgerSeal.EMPTY.hash());
    }

    @Override
    public synchronized LedgerAudit audit() {
        return new LedgerAudit(seal(), 0, journal.size(), issued.size(), List.of());
    }

    @Override
    public void close() throws LedgerException {
        try (var statement = held.createStatement()) {
            statement.execute("SHUTDOWN");
            held.close();
        } catch (SQLException e) {
            throw new LedgerException(LedgerException.Cause.STORAGE, "not closed", e);
        }
    }

    @Override
    public LedgerReads reads() {
        return new Reads();
    }

    private final class View implements LedgerView {
        private final Connection connection;
        private final TenantId tenant;

        private View(Connection connection, TenantId tenant) {
            this.connection = connection;
            this.tenant = tenant;
        }

        @Override
        public Optional<AccountRow> account(AccountId account) throws LedgerException {
            return read(connection, account);
        }

        @Override
        public Optional<OperationRow> operation(AccountId account, OperationKey key) {
            synchronized (WrongLedger.this) {
                return Optional.ofNullable(journal.get(new OperationId(tenant, account, key)))
                        .map(JournalEntry::operation);
            }
        }

        @Override
        public Usage usage(AccountId account, Set<OperationKind> kinds, long since) {
            return new Usage(0, 0);
        }

        @Override
        public List<OperationRow> openHolds(AccountId account, int most) {
            return List.of();
        }
    }

    /** The questions that a test of concurrency asks. */
    private final class Reads implements LedgerReads {
        @Override
        public Optional<AccountRow> account(TenantId tenant, AccountId account) throws LedgerException {
            return read(held, account);
        }

        @Override
        public long balanceAt(TenantId tenant, AccountId account, long time) {
            return journal(account).stream()
                    .flatMap(entry -> entry.postings().stream())
                    .filter(posting -> posting.account().isCard())
                    .mapToLong(posting -> posting.side() == Side.CREDIT ? posting.amount() : -posting.amount())
                    .sum();
        }

        @Override
        public List<SystemBalance> systemBalances(TenantId tenant) {
            List<SystemBalance> balances = new ArrayList<>();
            synchronized (WrongLedger.this) {
                for (JournalEntry entry : journal.values()) {
                    for (Posting posting : entry.postings()) {
                        if (!posting.account().isCard()) {
                            balances.add(new SystemBalance(
                                    posting.account(),
                                    BookOperations.CURRENCY,
                                    posting.side() == Side.CREDIT ? posting.amount() : -posting.amount()));
                        }
                    }
                }
            }
            return balances;
        }

        @Override
        public List<JournalEntry> statement(
                TenantId tenant, AccountId account, long after, long from, long to, int most) {
            return after > 0 ? List.of() : journal(account);
        }

        @Override
        public Optional<JournalEntry> entry(OperationId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<JournalEntry> entries(TenantId tenant, OperationKey key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<OperationRow> openHolds(TenantId tenant, AccountId account, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<OperationRow> dueHolds(TenantId tenant, long time, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<AccountRow> dueAccounts(TenantId tenant, long time, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<OperationRow> openTransfers(TenantId tenant, long time, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<BatchTotal> batchTotals(TenantId tenant, TerminalId terminal, int batch) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<OperationRow> batchOperations(
                TenantId tenant, TerminalId terminal, int batch, long after, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<TenantId> tenants() {
            throw new UnsupportedOperationException();
        }
    }
}
