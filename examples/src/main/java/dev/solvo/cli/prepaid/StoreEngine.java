package dev.solvo.cli.prepaid;

import dev.solvo.prepaid.ledger.JdbcSettings;
import dev.solvo.prepaid.ledger.LedgerAudit;
import dev.solvo.prepaid.ledger.LedgerDatabase;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.SqliteLedger;
import dev.solvo.prepaid.ledger.SqliteSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The engines that the command line can open. */
final class StoreEngine {
    private static final String BOOKS = "books.db";
    private static final int CONNECTIONS = 16;

    private StoreEngine() {}

    /** Whether there are books in a directory. */
    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(BOOKS));
    }

    /** The books of a directory, which are made if there are none. */
    static BookStore embedded(Path directory) throws LedgerException {
        return BookStore.of(SqliteLedger.open(directory.resolve(BOOKS)));
    }

    /** The books of a directory that are to be imported: what an import that was broken off left is deleted. */
    static BookStore emptied(Path directory) throws LedgerException {
        return BookStore.of(SqliteLedger.openEmptied(directory.resolve(BOOKS), SqliteSettings.DEFAULT));
    }

    /** Makes the books of a directory from a backup. */
    static LedgerAudit restore(Path backup, Path directory) throws LedgerException {
        return SqliteLedger.restoreBackup(backup, directory.resolve(BOOKS));
    }

    /** The books of a database, whose tables are made if there are none. */
    static BookStore database(String url, String user, String password) throws LedgerException {
        StringBuilder whole = new StringBuilder(url);
        append(whole, "user", user);
        append(whole, "password", password);
        return BookStore.of(LedgerDatabase.open(
                whole.toString(), CONNECTIONS, JdbcSettings.ONE_DATABASE, pause -> Thread.sleep(pause.toMillis())));
    }

    /** MariaDB's driver takes what stands in the URL as it is, PostgreSQL's decodes it. */
    private static void append(StringBuilder url, String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        boolean decoded = url.indexOf("jdbc:postgresql:") == 0;
        if (!decoded && value.indexOf('&') >= 0) {
            throw new IllegalArgumentException("the database's " + name + " cannot have an ampersand");
        }
        url.append(url.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(decoded ? URLEncoder.encode(value, StandardCharsets.UTF_8) : value);
    }
}
