package dev.solvo.prepaid.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Entries of the journal by their numbers, some hundred with one statement. */
final class JdbcEntries {
    /** The most numbers of {@link #in}. */
    static final int CHUNK = 250;

    private static final int SMALL_CHUNK = 8;

    private JdbcEntries() {}

    /** The lines of one entry as they are stored, credits positive. */
    record Line(String account, long amount) {}

    /** An operation with its lines as they are stored, balanced or not. */
    record Stored(OperationRow operation, List<Line> lines) {
        long sum() {
            long sum = 0;
            for (Line line : lines) {
                sum = Math.addExact(sum, line.amount());
            }
            return sum;
        }

        JournalEntry entry() throws JdbcRows.Unreadable {
            try {
                return new JournalEntry(
                        operation,
                        lines.stream()
                                .map(line -> JdbcRows.posting(operation.id().account(), line.account(), line.amount()))
                                .toList());
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new JdbcRows.Unreadable("entry " + operation.number(), e);
            }
        }
    }

    static List<JournalEntry> withPostings(Connection connection, List<OperationRow> operations) throws SQLException {
        List<JournalEntry> entries = new ArrayList<>();
        for (Stored stored : stored(connection, operations)) {
            entries.add(stored.entry());
        }
        return entries;
    }

    /** Adds the lines to operations, in their order. */
    static List<Stored> stored(Connection connection, List<OperationRow> operations) throws SQLException {
        Map<Long, List<Line>> lines = new HashMap<>();
        List<Long> numbers = operations.stream().map(OperationRow::number).toList();
        for (List<Long> chunk : chunks(numbers)) {
            readLines(connection, chunk, lines);
        }
        return operations.stream()
                .map(row -> new Stored(row, lines.getOrDefault(row.number(), List.of())))
                .toList();
    }

    private static void readLines(Connection connection, List<Long> numbers, Map<Long, List<Line>> into)
            throws SQLException {
        try (PreparedStatement statement = in(
                        connection,
                        "SELECT entry_number, line_number, ledger_account, amount FROM solvo_posting"
                                + " WHERE entry_number IN (",
                        numbers,
                        ") ORDER BY entry_number, line_number");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                into.computeIfAbsent(rows.getLong("entry_number"), number -> new ArrayList<>())
                        .add(new Line(rows.getString("ledger_account"), rows.getLong("amount")));
            }
        }
    }

    /** Operations by number, as far as they are there; what cannot be read is left out and told. */
    static Map<Long, OperationRow> byNumber(Connection connection, List<Long> numbers, UnreadableRows unreadable)
            throws SQLException {
        Map<Long, OperationRow> found = new HashMap<>();
        for (List<Long> chunk : chunks(numbers)) {
            try (PreparedStatement statement =
                            in(connection, JdbcRows.SELECT_OPERATION + "WHERE o.entry_number IN (", chunk, ")");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    try {
                        OperationRow row = JdbcRows.operation(rows);
                        found.put(row.number(), row);
                    } catch (JdbcRows.Unreadable e) {
                        unreadable.found(rows.getLong("entry_number"), e);
                    }
                }
            }
        }
        return found;
    }

    /** What to do about rows that cannot be read. */
    @FunctionalInterface
    interface UnreadableRows {
        void found(long number, JdbcRows.Unreadable error) throws SQLException;
    }

    /** Parts that are not too long for {@link #in}. */
    static List<List<Long>> chunks(List<Long> numbers) {
        List<List<Long>> chunks = new ArrayList<>();
        for (int from = 0; from < numbers.size(); from += CHUNK) {
            chunks.add(numbers.subList(from, Math.min(numbers.size(), from + CHUNK)));
        }
        return chunks;
    }

    /** A list of numbers as a condition. Only two lengths are prepared; the last number fills up. */
    static PreparedStatement in(Connection connection, String before, List<Long> numbers, String after)
            throws SQLException {
        int length = numbers.size() <= SMALL_CHUNK ? SMALL_CHUNK : CHUNK;
        PreparedStatement statement = connection.prepareStatement(before + JdbcRows.marks(length) + after);
        try {
            for (int i = 0; i < length; i++) {
                statement.setLong(i + 1, numbers.get(Math.min(i, numbers.size() - 1)));
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
