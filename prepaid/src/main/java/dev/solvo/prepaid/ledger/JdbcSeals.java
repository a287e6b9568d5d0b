package dev.solvo.prepaid.ledger;

import dev.solvo.tlv.Bytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The rows of the hash chain. */
final class JdbcSeals {
    private static final String SELECT = "SELECT seal_number, entries, last_number, link, numbers FROM solvo_seal ";

    private JdbcSeals() {}

    /**
     * A batch of the chain.
     *
     * @param number batches are numbered from 1
     * @param seal the chain after it
     * @param numbers its entries as {@link SealedNumbers} writes them
     */
    record Batch(long number, LedgerSeal seal, String numbers) {}

    static Optional<Batch> last(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT + "ORDER BY seal_number DESC LIMIT 1")) {
            return JdbcRows.all(statement, JdbcSeals::batch).stream().findFirst();
        }
    }

    static List<Batch> after(Connection connection, long number, int most) throws SQLException {
        try (PreparedStatement statement = JdbcReads.prepare(
                connection, SELECT + "WHERE seal_number > ? ORDER BY seal_number LIMIT ?", number, most)) {
            return JdbcRows.all(statement, JdbcSeals::batch);
        }
    }

    private static Batch batch(ResultSet row) throws SQLException {
        return new Batch(
                row.getLong("seal_number"),
                new LedgerSeal(row.getLong("entries"), row.getLong("last_number"), Bytes.of(row.getBytes("link"))),
                row.getString("numbers"));
    }

    static void insert(Connection connection, Batch batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO solvo_seal (seal_number, entries, last_number, link, numbers) VALUES (?, ?, ?, ?, ?)")) {
            statement.setLong(1, batch.number());
            statement.setLong(2, batch.seal().entries());
            statement.setLong(3, batch.seal().lastNumber());
            statement.setBytes(4, batch.seal().hash().toByteArray());
            statement.setString(5, batch.numbers());
            statement.executeUpdate();
        }
    }

    static List<Long> numbers(Batch batch) throws SQLException {
        try {
            return SealedNumbers.parse(batch.numbers());
        } catch (IllegalArgumentException e) {
            throw new JdbcRows.Unreadable("batch " + batch.number() + " of the chain", e);
        }
    }
}
