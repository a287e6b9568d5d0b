package dev.solvo.prepaid.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks the books in one transaction that sees them at one time, some hundred rows after the other: the chain with every entry
 * in it, the entries that are not sealed yet, each account's counters against its lines, the sums of system accounts.
 */
final class JdbcAudit {
    private static final int SEALS_PAGE = 20;
    private static final int ROWS_PAGE = 250;

    private final Connection connection;
    private final List<LedgerAudit.Finding> findings = new ArrayList<>();
    private final Map<JdbcBalances.Account, Long> sums = new TreeMap<>();
    private LedgerSeal holds = LedgerSeal.EMPTY;
    private LedgerSeal last = LedgerSeal.EMPTY;
    private boolean broken;
    private long holdsSeen;
    private long cardDebits;
    private long cardCredits;

    private JdbcAudit(Connection connection) {
        this.connection = connection;
    }

    static LedgerAudit of(Connection connection) throws SQLException {
        return new JdbcAudit(connection).run();
    }

    private LedgerAudit run() throws SQLException {
        long entries = count("SELECT COUNT(*) FROM solvo_operation");
        long unsealed = count("SELECT COUNT(*) FROM solvo_operation WHERE sealed = 0");
        checkChain();
        if (entries - unsealed != last.entries()) {
            find(
                    LedgerAudit.Fault.CHAIN,
                    "chain",
                    (entries - unsealed) + " entries are marked as sealed, " + last.entries() + " are in the chain");
        }
        compareBalances();
        checkUnsealed();
        checkHolds();
        long accounts = checkAccounts();
        return new LedgerAudit(holds, unsealed, entries, accounts, findings);
    }

    private void checkChain() throws SQLException {
        long number = 0;
        List<JdbcSeals.Batch> page = JdbcSeals.after(connection, number, SEALS_PAGE);
        while (!page.isEmpty()) {
            for (JdbcSeals.Batch batch : page) {
                if (batch.number() != number + 1) {
                    breakChain("batch " + (number + 1), "it is missing");
                }
                number = batch.number();
                checkBatch(batch);
                last = batch.seal();
            }
            page = JdbcSeals.after(connection, number, SEALS_PAGE);
        }
    }

    private void checkBatch(JdbcSeals.Batch batch) throws SQLException {
        List<Long> numbers;
        try {
            numbers = JdbcSeals.numbers(batch);
        } catch (JdbcRows.Unreadable e) {
            find(LedgerAudit.Fault.UNREADABLE, "batch " + batch.number(), "its numbers cannot be read");
            broken = true;
            return;
        }
        List<JournalEntry> entries = read(numbers);
        if (entries.size() != numbers.size()) {
            broken = true;
            return;
        }
        HashChain chain = new HashChain(last);
        for (JournalEntry entry : entries) {
            chain.add(entry);
        }
        if (!chain.seal().equals(batch.seal())) {
            breakChain(batch.numbers(), "these entries are not what was sealed");
        } else if (!broken) {
            holds = batch.seal();
        }
    }

    private void breakChain(String where, String text) {
        broken = true;
        find(LedgerAudit.Fault.CHAIN, where, text);
    }

    /** Entries as far as they are there and sound; the others become findings. */
    private List<JournalEntry> read(List<Long> numbers) throws SQLException {
        TreeSet<Long> unreadable = new TreeSet<>();
        Map<Long, OperationRow> found = JdbcEntries.byNumber(connection, numbers, (number, error) -> {
            unreadable.add(number);
            find(LedgerAudit.Fault.UNREADABLE, Long.toString(number), "the operation cannot be read");
        });
        List<OperationRow> operations = new ArrayList<>();
        for (long number : numbers) {
            OperationRow operation = found.get(number);
            if (operation != null) {
                operations.add(operation);
            } else if (!unreadable.contains(number)) {
                breakChain(Long.toString(number), "the entry is missing");
            }
        }
        List<JournalEntry> entries = new ArrayList<>();
        for (JdbcEntries.Stored stored : JdbcEntries.stored(connection, operations)) {
            check(stored, entries);
        }
        return entries;
    }

    private void check(JdbcEntries.Stored stored, List<JournalEntry> sound) {
        String where = Long.toString(stored.operation().number());
        if (stored.operation().progress().holdRemaining() > 0) {
            holdsSeen++;
        }
        try {
            long sum = stored.sum();
            if (sum != 0) {
                find(LedgerAudit.Fault.UNBALANCED, where, "credits less debits are " + sum);
                return;
            }
            JournalEntry entry = stored.entry();
            for (Posting posting : entry.postings()) {
                addCardLine(posting);
            }
            JdbcBalances.add(sums, entry);
            sound.add(entry);
        } catch (ArithmeticException | JdbcRows.Unreadable e) {
            find(LedgerAudit.Fault.UNREADABLE, where, "its lines cannot be read");
        }
    }

    /** These totals are only compared with each other, so that it does not matter if they overflow. */
    private void addCardLine(Posting posting) {
        if (posting.account().isCard()) {
            if (posting.side() == Side.DEBIT) {
                cardDebits += posting.amount();
            } else {
                cardCredits += posting.amount();
            }
        }
    }

    private void compareBalances() throws SQLException {
        Map<JdbcBalances.Account, Long> stored = JdbcBalances.stored(connection);
        TreeSet<JdbcBalances.Account> accounts = new TreeSet<>(stored.keySet());
        accounts.addAll(sums.keySet());
        for (JdbcBalances.Account account : accounts) {
            Long expected = sums.get(account);
            if (expected == null || !expected.equals(stored.get(account))) {
                find(
                        LedgerAudit.Fault.COUNTERS,
                        account.tenant() + " " + account.name() + " " + account.currency(),
                        "sealed lines come to " + expected + ", the sealer's sum is " + stored.get(account));
            }
        }
        sums.clear();
    }

    private void checkUnsealed() throws SQLException {
        long after = 0;
        List<Long> page = unsealed(after);
        while (!page.isEmpty()) {
            read(page);
            after = page.get(page.size() - 1);
            page = unsealed(after);
        }
    }

    private List<Long> unsealed(long after) throws SQLException {
        try (PreparedStatement statement = JdbcReads.prepare(
                connection,
                "SELECT entry_number FROM solvo_operation WHERE sealed = 0 AND entry_number > ?"
                        + " ORDER BY entry_number LIMIT ?",
                after,
                ROWS_PAGE)) {
            return JdbcRows.all(statement, row -> row.getLong(1));
        }
    }

    private void checkHolds() throws SQLException {
        long listed = count("SELECT COUNT(*) FROM solvo_hold");
        long matching = count("SELECT COUNT(*) FROM solvo_operation o JOIN solvo_hold h ON h.account = o.account"
                + " AND h.entry_number = o.entry_number WHERE o.hold_remaining > 0 AND h.tenant = o.tenant"
                + " AND h.hold_expires = o.hold_expires");
        if (listed != matching || listed != holdsSeen) {
            find(
                    LedgerAudit.Fault.COUNTERS,
                    "holds",
                    holdsSeen + " operations hold something, " + listed + " are listed, " + matching + " match");
        }
    }

    private long checkAccounts() throws SQLException {
        long accounts = 0;
        List<Counted> page = accountsAfter(JdbcRows.FIRST_ACCOUNT, "");
        while (!page.isEmpty()) {
            accounts += page.size();
            checkCounters(page);
            Counted end = page.get(page.size() - 1);
            page = accountsAfter(end.account(), end.tenant());
        }
        if (cardDebits != 0 || cardCredits != 0) {
            find(LedgerAudit.Fault.COUNTERS, "accounts", "lines of cards have no account, or are counted twice");
        }
        return accounts;
    }

    private record Counted(String account, String tenant, long debits, long credits, long held) {
        String key() {
            return account + tenant;
        }
    }

    private List<Counted> accountsAfter(String account, String tenant) throws SQLException {
        List<Counted> page = new ArrayList<>();
        try (PreparedStatement statement = JdbcReads.prepare(
                        connection,
                        "SELECT " + JdbcRows.ACCOUNT_COLUMNS + " FROM solvo_account"
                                + " WHERE account > ? OR (account = ? AND tenant > ?) ORDER BY account, tenant LIMIT ?",
                        account,
                        account,
                        tenant,
                        ROWS_PAGE);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                page.add(new Counted(
                        rows.getString("account"),
                        rows.getString("tenant"),
                        rows.getLong("debits_posted"),
                        rows.getLong("credits_posted"),
                        rows.getLong("debits_pending")));
                try {
                    JdbcRows.account(rows);
                } catch (JdbcRows.Unreadable e) {
                    find(LedgerAudit.Fault.UNREADABLE, rows.getString("account"), "the account cannot be read");
                }
            }
        }
        return page;
    }

    private void checkCounters(List<Counted> page) throws SQLException {
        Map<String, long[]> posted = grouped(
                "SELECT o.account, o.tenant, SUM(CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END) AS debits,"
                        + " SUM(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END) AS credits FROM solvo_operation o"
                        + " JOIN solvo_posting p ON p.account = o.account AND p.entry_number = o.entry_number"
                        + " WHERE p.ledger_account = 'card' AND o.account IN (",
                ") GROUP BY o.account, o.tenant",
                page);
        Map<String, long[]> held = grouped(
                "SELECT o.account, o.tenant, SUM(o.hold_remaining) AS held, 0 AS nothing FROM solvo_operation o"
                        + " WHERE o.hold_remaining > 0 AND o.account IN (",
                ") GROUP BY o.account, o.tenant",
                page);
        for (Counted account : page) {
            long[] lines = posted.getOrDefault(account.key(), new long[2]);
            long holding = held.getOrDefault(account.key(), new long[2])[0];
            cardDebits -= lines[0];
            cardCredits -= lines[1];
            if (account.debits() != lines[0] || account.credits() != lines[1] || account.held() != holding) {
                find(
                        LedgerAudit.Fault.COUNTERS,
                        account.account(),
                        "debits " + account.debits() + ", credits " + account.credits() + ", held " + account.held()
                                + "; its entries come to " + lines[0] + ", " + lines[1] + ", " + holding);
            }
        }
    }

    private Map<String, long[]> grouped(String before, String after, List<Counted> page) throws SQLException {
        Map<String, long[]> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(before + JdbcRows.marks(ROWS_PAGE) + after)) {
            for (int i = 0; i < ROWS_PAGE; i++) {
                statement.setString(
                        i + 1, page.get(Math.min(i, page.size() - 1)).account());
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1) + rows.getString(2), new long[] {rows.getLong(3), rows.getLong(4)});
                }
            }
        }
        return found;
    }

    private long count(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return JdbcReads.one(statement);
        }
    }

    private void find(LedgerAudit.Fault fault, String where, String text) {
        if (findings.size() < LedgerAudit.MOST_FINDINGS) {
            findings.add(new LedgerAudit.Finding(fault, where, text));
        }
    }
}
