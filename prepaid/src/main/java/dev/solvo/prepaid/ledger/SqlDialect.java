package dev.solvo.prepaid.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Where databases differ in what the books need beyond the SQL that all of them take. */
enum SqlDialect {
    /** PostgreSQL, and what speaks like it: a number that is given does not move the sequence. */
    POSTGRESQL("postgresql") {
        private static final String SEQUENCE = "pg_get_serial_sequence('solvo_operation', 'entry_number')";

        @Override
        void goOnNumbering(Connection connection) throws SQLException {
            // A sharded source sends this to each shard, whose own sequence goes on after its own entries.
            try (PreparedStatement statement = connection.prepareStatement("SELECT setval(" + SEQUENCE
                    + ", GREATEST(entry_number, nextval(" + SEQUENCE
                    + "))) AS gone FROM solvo_operation ORDER BY entry_number DESC LIMIT 1")) {
                statement.executeQuery().close();
            }
        }

        @Override
        boolean hasStrangeNumbers(Connection connection, long range) throws SQLException {
            try (PreparedStatement statement = JdbcReads.prepare(
                            connection,
                            "SELECT entry_number FROM solvo_operation WHERE entry_number >= ?"
                                    + " AND entry_number / ? <> nextval(" + SEQUENCE + ") / ? LIMIT 1",
                            range,
                            range,
                            range);
                    ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    },
    /** MariaDB and Galera: the next number is greater than all that were given. */
    MARIADB("mariadb") {
        @Override
        void goOnNumbering(Connection connection) {
            // Nothing is left to do.
        }
    },
    /** HSQLDB, and others that take standard SQL: as with MariaDB. */
    GENERIC("generic") {
        @Override
        void goOnNumbering(Connection connection) {
            // Nothing is left to do.
        }
    };

    private final String folder;

    SqlDialect(String folder) {
        this.folder = folder;
    }

    static SqlDialect of(Connection connection) throws SQLException {
        return switch (connection.getMetaData().getDatabaseProductName()) {
            case "PostgreSQL" -> POSTGRESQL;
            case "MariaDB", "MySQL" -> MARIADB;
            default -> GENERIC;
        };
    }

    /** Where its migrations lie. */
    String folder() {
        return folder;
    }

    /** Lets the database go on with numbers that are greater than all that were stored. */
    abstract void goOnNumbering(Connection connection) throws SQLException;

    /**
     * Whether a shard holds entries with numbers of another one, so that both would give the same number one day.
     *
     * @param range how many numbers a shard has; those below are of no shard
     */
    boolean hasStrangeNumbers(Connection connection, long range) throws SQLException {
        try (PreparedStatement statement = JdbcReads.prepare(
                connection, "SELECT COUNT(*) AS strange FROM solvo_operation WHERE entry_number >= ?", range)) {
            return JdbcReads.one(statement) > 0;
        }
    }
}
