package dev.solvo.prepaid.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/** The files of a store: made for their owner alone, locked for one process, and of a version that is known. */
final class SqliteFiles {
    /** "SLVO": tells a store from another program's SQLite file. */
    static final int APPLICATION_ID = 0x534C564F;

    /** "SLVR": a store that is being filled, and is not to be used before. */
    private static final int RESTORED_APPLICATION_ID = 0x534C5652;

    /** The newest version of the tables. */
    static final int VERSION = 1;

    private static final List<String> TABLES = List.of(
            "tenant",
            "party",
            "account",
            "unopened",
            "batch",
            "operation",
            "posting",
            "seal",
            "chain_order",
            "system_balance",
            "snapshot");

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private SqliteFiles() {}

    /** The path as a store has it: whoever comes to a file by another way meets the same lock. */
    static Path resolved(Path file) throws LedgerException {
        Path absolute = file.toAbsolutePath().normalize();
        Path directory = absolute.getParent();
        Path name = absolute.getFileName();
        if (directory == null || name == null) {
            throw new IllegalArgumentException(file + " is not a file's name");
        }
        try {
            Path real = Files.exists(absolute)
                    ? absolute.toRealPath()
                    : directory.toRealPath().resolve(name);
            // The driver would take what follows for settings.
            if (real.toString().indexOf('?') >= 0) {
                throw new IllegalArgumentException("a store's path has no question mark");
            }
            return real;
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Cause.STORAGE, "no store can be in " + directory, e);
        }
    }

    /**
     * Locks a store for this process, or says that it is in use. The lock is SQLite's own on a file beside the store: unlike one
     * of the Java platform, it is not lost when another part of the process opens and closes that file.
     */
    static SqliteSession lock(Path store) throws LedgerException {
        Path file = sibling(store, ".lock");
        try {
            create(file);
        } catch (FileAlreadyExistsException e) {
            // Left by whoever had the store before.
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Cause.STORAGE, "the store cannot be locked", e);
        }
        SqliteSession lock = null;
        try {
            lock = SqliteSession.open(file, new SQLiteConfig(), 0);
            // Nothing is ever written to that file: it needs no journal on the disk.
            lock.run("PRAGMA journal_mode = MEMORY");
            lock.run("BEGIN EXCLUSIVE");
            return lock;
        } catch (SQLException e) {
            SqliteSession.closeQuietly(lock);
            if (SqliteFailure.isBusy(e)) {
                throw new LedgerException(LedgerException.Cause.IN_USE, store.getFileName() + " is open already", e);
            }
            throw SqliteFailure.of(e);
        }
    }

    /** Makes a store if there is none, and brings its tables to the newest version. */
    static void prepare(Path store, SqliteSession session) throws SQLException, LedgerException {
        boolean isNew = session.number("PRAGMA application_id") == 0
                && session.number("PRAGMA user_version") == 0
                && session.number("SELECT COUNT(*) FROM sqlite_schema") == 0;
        long version = isNew ? 0 : checkVersion(store, session);
        session.run("PRAGMA journal_mode = WAL");
        if (version < VERSION) {
            session.run("BEGIN IMMEDIATE");
            for (long next = version + 1; next <= VERSION; next++) {
                for (String statement : script(next).split(";\\s*\n", -1)) {
                    if (!statement.isBlank()) {
                        session.run(statement);
                    }
                }
            }
            session.run("PRAGMA application_id = " + APPLICATION_ID);
            session.run("PRAGMA user_version = " + VERSION);
            session.run("COMMIT");
        }
    }

    /**
     * The version of a store's tables.
     *
     * @throws LedgerException if it is not a store, or a newer one
     */
    static long checkVersion(Path store, SqliteSession session) throws SQLException, LedgerException {
        long version = session.number("PRAGMA user_version");
        if (isBeingRestored(session)) {
            throw new LedgerException(
                    LedgerException.Cause.INCOMPATIBLE,
                    store.getFileName() + " was filled only in part: empty it and restore it again");
        }
        if (session.number("PRAGMA application_id") != APPLICATION_ID) {
            throw new LedgerException(
                    LedgerException.Cause.INCOMPATIBLE, store.getFileName() + " is another program's file");
        }
        if (version < 1 || version > VERSION) {
            throw new LedgerException(
                    LedgerException.Cause.INCOMPATIBLE,
                    store.getFileName() + " has version " + version + ", this program knows " + VERSION);
        }
        return version;
    }

    /** Whether a store is being filled, or was when that was broken off. */
    static boolean isBeingRestored(SqliteSession session) throws SQLException {
        return session.number("PRAGMA application_id") == RESTORED_APPLICATION_ID;
    }

    /** Says within a transaction whether the store is being filled. */
    static void setBeingRestored(SqliteSession session, boolean isBeingRestored) throws SQLException {
        session.run("PRAGMA application_id = " + (isBeingRestored ? RESTORED_APPLICATION_ID : APPLICATION_ID));
    }

    /** Empties a store that was filled only in part, in one transaction. */
    static void empty(SqliteSession session) throws SQLException {
        session.run("BEGIN IMMEDIATE");
        for (String table : TABLES) {
            session.run("DELETE FROM " + table);
        }
        session.run("INSERT INTO snapshot VALUES (0)");
        setBeingRestored(session, false);
        session.run("COMMIT");
    }

    private static String script(long version) {
        String name = "sqlite-" + version + ".sql";
        try (InputStream in = SqliteFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the library");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }

    static Path sibling(Path store, String suffix) {
        return store.resolveSibling(store.getFileName() + suffix);
    }

    /** Makes an empty file that only its owner may read. SQLite gives the files that it makes beside it the same rights. */
    static void create(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createFile(file);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.WRITE)) {
            Files.copy(from, out);
        }
    }

    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is in nobody's way: who makes such a file deletes it first.
        }
    }

    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Makes names in a directory durable, where the system can. */
    static void forceDirectory(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory != null
                && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Gives a finished file its name, unless there is a file of that name. */
    static void publish(Path part, Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Files.move(part, file);
        forceDirectory(file);
    }
}
