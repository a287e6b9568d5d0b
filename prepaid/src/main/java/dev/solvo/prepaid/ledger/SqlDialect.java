package dev.solvo.prepaid.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Where databases differ in what the books need beyond the SQL that all of them take. */
enum SqlDialect {
    /** PostgreSQL, and what speaks like it: a number that is given does not move the sequence. */
    POSTGRESQL("postgresql") {
        @Override
        void numberAfter(Connection connection, long greatest) throws SQLException {
            if (greatest == 0) {
                return;
            }
            try (PreparedStatement statement = JdbcReads.prepare(
                    connection,
                    "SELECT setval(pg_get_serial_sequence('solvo_operation', 'entry_number'), ?)",
                    greatest)) {
                JdbcReads.one(statement);
            }
        }
    },
    /** MariaDB and Galera: the next number is greater than all that were given. */
    MARIADB("mariadb") {
        @Override
        void numberAfter(Connection connection, long greatest) {
            // Nothing is left to do.
        }
    },
    /** HSQLDB, and others that take standard SQL: as with MariaDB. */
    GENERIC("generic") {
        @Override
        void numberAfter(Connection connection, long greatest) {
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
    abstract void numberAfter(Connection connection, long greatest) throws SQLException;
}
