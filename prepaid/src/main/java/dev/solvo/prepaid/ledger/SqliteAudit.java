package dev.solvo.prepaid.ledger;

import dev.solvo.tlv.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks all that is stored, as it is at one moment, with as much memory for many entries as for few. */
final class SqliteAudit implements SqliteJournal.Visitor {
    private static final String COUNTERS = "SELECT p.name, a.debits_posted, COALESCE(s.debits, 0), a.credits_posted,"
            + " COALESCE(s.credits, 0), a.debits_pending, COALESCE(h.held, 0) FROM account a"
            + " CROSS JOIN party p ON p.nr = a.nr"
            + " LEFT JOIN (SELECT party, SUM(CASE WHEN amount < 0 THEN -amount ELSE 0 END) AS debits,"
            + " SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS credits"
            + " FROM posting WHERE party > 0 GROUP BY party) s ON s.party = a.nr"
            + " LEFT JOIN (SELECT account, SUM(hold_remaining) AS held"
            + " FROM operation NOT INDEXED WHERE hold_remaining > 0 GROUP BY account) h ON h.account = a.nr"
            + " WHERE a.debits_posted <> COALESCE(s.debits, 0) OR a.credits_posted <> COALESCE(s.credits, 0)"
            + " OR a.debits_pending <> COALESCE(h.held, 0) LIMIT " + (LedgerAudit.MOST_FINDINGS + 1);

    private static final String WITHOUT_ACCOUNT = "SELECT p.name FROM party p WHERE p.nr > 0"
            + " AND NOT EXISTS (SELECT 1 FROM account a WHERE a.nr = p.nr)"
            + " AND (p.nr IN (SELECT party FROM posting WHERE party > 0)"
            + " OR p.nr IN (SELECT account FROM operation NOT INDEXED WHERE hold_remaining > 0))"
            + " LIMIT " + (LedgerAudit.MOST_FINDINGS + 1);

    private static final String SNAPSHOT = "SELECT p.name, x.currency, SUM(x.amount) FROM"
            + " (SELECT party, currency, -balance AS amount FROM system_balance UNION ALL"
            + " SELECT g.party, o.currency, g.amount FROM posting g CROSS JOIN operation o ON o.number = g.number"
            + " WHERE g.party < 0 AND g.number <= (SELECT number FROM snapshot)) x LEFT JOIN party p ON p.nr = x.party"
            + " GROUP BY x.party, x.currency HAVING SUM(x.amount) <> 0 LIMIT " + (LedgerAudit.MOST_FINDINGS + 1);

    private static final String OPERATIONS_OF_ACCOUNTS = "SELECT o.account, o.number, o.previous, o.at,"
            + " COALESCE(o.latest, o.at), COALESCE(a.last, u.last), COALESCE(a.latest, u.latest)"
            + " FROM operation o LEFT JOIN account a ON a.nr = o.account LEFT JOIN unopened u ON u.nr = o.account"
            + " ORDER BY o.account, o.number";

    private static final String OPERATIONS_OF_BATCHES = "SELECT o.terminal, o.batch, o.number, o.batch_previous, b.last"
            + " FROM operation o LEFT JOIN batch b ON b.terminal = o.terminal AND b.batch = o.batch"
            + " WHERE o.terminal IS NOT NULL ORDER BY o.terminal, o.batch, o.number";

    private final SqliteSession session;
    private final SqliteQueries queries;
    private final List<LedgerAudit.Finding> findings = new ArrayList<>();
    private final HashChain chain = new HashChain(LedgerSeal.EMPTY);
    private LedgerSeal next = LedgerSeal.EMPTY;
    private LedgerSeal held = LedgerSeal.EMPTY;
    private boolean isBroken;
    private long entries;

    private SqliteAudit(SqliteSession session) {
        this.session = session;
        queries = new SqliteQueries(session);
    }

    /** What is found in a session that is in a transaction. */
    static LedgerAudit of(SqliteSession session) throws SQLException, LedgerException {
        return new SqliteAudit(session).audit();
    }

    private LedgerAudit audit() throws SQLException, LedgerException {
        nextSeal();
        new SqliteJournal(session, this).walk();
        // Every transaction ends with a seal: what follows the last one was not written by a ledger.
        long lastSealed = session.number("SELECT MAX(entries) FROM seal");
        if (!isBroken && chain.seal().entries() != lastSealed) {
            find(
                    LedgerAudit.Fault.CHAIN,
                    String.valueOf(held.lastNumber()),
                    lastSealed + " entries are sealed, " + entries + " are there");
        }
        long accounts = readAccounts();
        checkSums();
        checkAccountLists();
        checkBatchLists();
        return new LedgerAudit(held, Math.max(0, entries - lastSealed), entries, accounts, findings);
    }

    @Override
    public void entry(OperationRow operation, List<Posting> postings, long keyHash) throws LedgerException {
        entries++;
        String where = String.valueOf(operation.number());
        if (keyHash != queries.keyHash(operation.id().tenant(), operation.id().key())) {
            find(LedgerAudit.Fault.CHAIN, where, "the entry is not found by its key");
        }
        JournalEntry entry;
        try {
            entry = new JournalEntry(operation, postings);
        } catch (IllegalArgumentException | ArithmeticException e) {
            find(LedgerAudit.Fault.UNBALANCED, where, String.valueOf(e.getMessage()));
            isBroken = true;
            return;
        }
        if (isBroken) {
            return;
        }
        chain.add(entry);
        LedgerSeal seal = chain.seal();
        if (next.entries() == seal.entries()) {
            if (next.equals(seal)) {
                held = seal;
                nextSeal();
            } else {
                isBroken = true;
                find(
                        LedgerAudit.Fault.CHAIN,
                        where,
                        "an entry up to here, after " + held.lastNumber() + ", is not what was sealed");
            }
        }
    }

    @Override
    public void unreadable(long number, LedgerException why) {
        entries++;
        isBroken = true;
        find(LedgerAudit.Fault.UNREADABLE, String.valueOf(number), String.valueOf(why.getMessage()));
    }

    private void nextSeal() throws LedgerException {
        try {
            var select = session.statement(
                    "SELECT entries, number, hash FROM seal WHERE entries > ? ORDER BY entries LIMIT 1");
            select.setLong(1, held.entries());
            try (ResultSet rows = select.executeQuery()) {
                next = rows.next()
                        ? new LedgerSeal(rows.getLong(1), rows.getLong(2), Bytes.of(rows.getBytes(3)))
                        : LedgerSeal.EMPTY;
            }
        } catch (SQLException e) {
            throw SqliteFailure.of(e);
        }
    }

    private long readAccounts() throws SQLException {
        long accounts = 0;
        try (ResultSet rows =
                session.statement(SqliteRows.ACCOUNTS + "ORDER BY a.nr").executeQuery()) {
            while (rows.next()) {
                accounts++;
                try {
                    SqliteRows.account(rows);
                } catch (LedgerException e) {
                    find(LedgerAudit.Fault.UNREADABLE, "account " + rows.getLong(1), String.valueOf(e.getMessage()));
                }
            }
        }
        return accounts;
    }

    private void checkSums() throws SQLException {
        try (ResultSet rows = session.statement(COUNTERS).executeQuery()) {
            while (rows.next()) {
                find(
                        LedgerAudit.Fault.COUNTERS,
                        Bytes.of(rows.getBytes(1)).toHex(),
                        "spent " + rows.getLong(2) + " instead of " + rows.getLong(3) + ", loaded " + rows.getLong(4)
                                + " instead of " + rows.getLong(5) + ", held " + rows.getLong(6) + " instead of "
                                + rows.getLong(7));
            }
        }
        try (ResultSet rows = session.statement(WITHOUT_ACCOUNT).executeQuery()) {
            while (rows.next()) {
                find(
                        LedgerAudit.Fault.COUNTERS,
                        Bytes.of(rows.getBytes(1)).toHex(),
                        "something was posted or held, but there is no account");
            }
        }
        try (ResultSet rows = session.statement(SNAPSHOT).executeQuery()) {
            while (rows.next()) {
                find(
                        LedgerAudit.Fault.COUNTERS,
                        String.valueOf(rows.getString(1)),
                        "its balance in " + rows.getString(2) + " differs by " + rows.getLong(3)
                                + " from what was posted");
            }
        }
    }

    private void checkAccountLists() throws SQLException {
        try (ResultSet rows = session.statement(OPERATIONS_OF_ACCOUNTS).executeQuery()) {
            long account = 0;
            SqliteTail tail = SqliteTail.NONE;
            SqliteTail stored = SqliteTail.NONE;
            while (rows.next()) {
                if (rows.getLong(1) != account) {
                    checkEnd(tail, stored);
                    account = rows.getLong(1);
                    tail = SqliteTail.NONE;
                    stored = new SqliteTail(rows.getLong(6), rows.getLong(7));
                }
                long number = rows.getLong(2);
                SqliteTail next = tail.with(number, rows.getLong(4));
                if (rows.getLong(3) != tail.last() || rows.getLong(5) != next.latest()) {
                    findUnlinked(number, "account");
                }
                tail = next;
            }
            checkEnd(tail, stored);
        }
    }

    private void checkEnd(SqliteTail tail, SqliteTail stored) {
        if (!tail.equals(stored)) {
            findUnlinked(tail.last(), "account");
        }
    }

    private void checkBatchLists() throws SQLException {
        try (ResultSet rows = session.statement(OPERATIONS_OF_BATCHES).executeQuery()) {
            long terminal = 0;
            int batch = 0;
            long last = 0;
            long stored = 0;
            while (rows.next()) {
                if (rows.getLong(1) != terminal || rows.getInt(2) != batch) {
                    checkEnd(last, stored);
                    terminal = rows.getLong(1);
                    batch = rows.getInt(2);
                    last = 0;
                    stored = rows.getLong(5);
                }
                long number = rows.getLong(3);
                if (rows.getLong(4) != last) {
                    findUnlinked(number, "batch");
                }
                last = number;
            }
            checkEnd(last, stored);
        }
    }

    private void checkEnd(long last, long stored) {
        if (last != stored) {
            findUnlinked(last, "batch");
        }
    }

    private void findUnlinked(long number, String of) {
        find(
                LedgerAudit.Fault.CHAIN,
                String.valueOf(number),
                "the entry does not stand in the list of its " + of + " where it belongs");
    }

    private void find(LedgerAudit.Fault fault, String where, String text) {
        if (findings.size() < LedgerAudit.MOST_FINDINGS) {
            findings.add(new LedgerAudit.Finding(fault, where, text));
        }
    }
}
