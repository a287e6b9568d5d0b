package dev.solvo.benchmarks.prepaid;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import org.sqlite.SQLiteConfig;

/**
 * A store's tables without this library: one connection as durable as its own, with its cache and its length of the write-ahead log,
 * and statements that stay prepared.
 */
final class PlainSqlite implements AutoCloseable {
    private static final int CACHE_KIBIBYTES = 64 << 10;
    private static final int CHECKPOINT_PAGES = 8_192;

    private final Connection connection;
    private final PreparedStatement find;
    private final PreparedStatement insert;
    private final PreparedStatement post;
    private final PreparedStatement endBatch;
    private final long[] accounts;
    private final long[] lastOfCard;
    private final long[] terminals = new long[Cards.TERMINALS.size()];
    private final long[] lastOfBatch = new long[Cards.TERMINALS.size()];
    private final BitSet touchedBatches = new BitSet();
    private final long tenant;
    private long lastNumber;

    PlainSqlite(Path file, Cards cards) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setGetGeneratedKeys(false);
        config.setPragma(SQLiteConfig.Pragma.CACHE_SIZE, "-" + CACHE_KIBIBYTES);
        connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        }
        tenant = number("SELECT nr FROM tenant");
        lastNumber = number("SELECT MAX(number) FROM operation");
        accounts = new long[cards.count()];
        lastOfCard = new long[cards.count()];
        for (int card = 0; card < accounts.length; card++) {
            accounts[card] = party(cards.account(card).value().toByteArray());
            lastOfCard[card] = number("SELECT last FROM account WHERE nr = " + accounts[card]);
        }
        for (int terminal = 0; terminal < terminals.length; terminal++) {
            terminals[terminal] = party("settlement:" + Cards.TERMINALS.get(terminal));
            lastOfBatch[terminal] = number(
                    "SELECT last FROM batch WHERE batch = " + Cards.BATCH + " AND terminal = " + terminals[terminal]);
        }
        connection.setAutoCommit(false);
        find = prepare("SELECT ledger, held, key FROM operation WHERE key_hash = ?");
        insert = prepare("INSERT INTO operation VALUES"
                + " (?,?,?,?,?,?,'DEBIT',?,?,?,'EUR',?,'',NULL,'','',1,'',?,?,?,'ACTIVE','',0,NULL,0,0,0,?,NULL,?)");
        post = prepare("INSERT INTO posting VALUES (?1, 0, ?2, ?3), (?1, 1, ?4, ?5)");
        endBatch = prepare("INSERT INTO batch VALUES (?1, " + Cards.BATCH + ", ?2)"
                + " ON CONFLICT (terminal, batch) DO UPDATE SET last = ?2");
    }

    private long party(Object name) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT nr FROM party WHERE tenant = ? AND name = ?")) {
            select.setLong(1, tenant);
            select.setObject(2, name);
            try (ResultSet row = select.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    long account(int card) {
        return accounts[card];
    }

    /** Spreads keys over the index as evenly as a digest does. */
    private static long hash(String key) {
        long hash = 0xCBF2_9CE4_8422_2325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x0000_0100_0000_01B3L;
        }
        return hash * 0x9E37_79B9_7F4A_7C15L;
    }

    /** What was left after the debit under a key, or {@link Debits#REFUSED} if there is none. */
    long known(String key) throws SQLException {
        find.setLong(1, hash(key));
        try (ResultSet rows = find.executeQuery()) {
            while (rows.next()) {
                if (rows.getString(3).equals(key)) {
                    return rows.getLong(1) - rows.getLong(2);
                }
            }
            return Debits.REFUSED;
        }
    }

    /** Appends a debit and its two lines. */
    void append(DebitRequest request, long ledger, long held) throws SQLException {
        long number = ++lastNumber;
        insert.setLong(1, number);
        insert.setLong(2, tenant);
        insert.setLong(3, accounts[request.card()]);
        insert.setLong(4, hash(request.key()));
        insert.setString(5, request.key());
        insert.setBytes(6, request.fingerprint().toByteArray());
        insert.setLong(7, Cards.NOW);
        insert.setLong(8, terminals[request.terminal()]);
        insert.setInt(9, Cards.BATCH);
        insert.setLong(10, request.amount());
        insert.setLong(11, request.amount());
        insert.setLong(12, ledger);
        insert.setLong(13, held);
        insert.setLong(14, lastOfCard[request.card()]);
        insert.setLong(15, lastOfBatch[request.terminal()]);
        insert.executeUpdate();
        post.setLong(1, number);
        post.setLong(2, accounts[request.card()]);
        post.setLong(3, -request.amount());
        post.setLong(4, terminals[request.terminal()]);
        post.setLong(5, request.amount());
        post.executeUpdate();
        lastOfCard[request.card()] = number;
        lastOfBatch[request.terminal()] = number;
        touchedBatches.set(request.terminal());
    }

    /** The number of a card's last operation. */
    long lastOf(int card) {
        return lastOfCard[card];
    }

    long lastNumber() {
        return lastNumber;
    }

    void commit() throws SQLException {
        for (int terminal = touchedBatches.nextSetBit(0); terminal >= 0; ) {
            endBatch.setLong(1, terminals[terminal]);
            endBatch.setLong(2, lastOfBatch[terminal]);
            endBatch.executeUpdate();
            terminal = touchedBatches.nextSetBit(terminal + 1);
        }
        touchedBatches.clear();
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
