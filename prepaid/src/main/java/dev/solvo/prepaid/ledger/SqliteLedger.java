package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.TenantId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * Books in one file, by SQLite, without any set-up. What {@link #execute} and {@link #debit} answered is on the disk: it survives
 * the end of the process and of the power. Operations of many callers share one transaction and one write to the disk.
 *
 * <p>One process at a time has a store: another one, or a second one in this process, gets {@link LedgerException.Cause#IN_USE}.
 * Beside the file are {@code -wal} and {@code -shm} while it is open, and a {@code .lock} for ever; only their owner may read
 * them. Never copy an open store's file: {@link #backup} makes a copy that is whole.
 *
 * <p>If the disk is full, what is asked for is refused with {@link LedgerException.Cause#STORAGE} until there is room. If the
 * device fails, nothing more is stored until the store is opened again.
 */
public final class SqliteLedger implements Ledger, LedgerRows {
    private static final int FORGOTTEN_AT_A_TIME = 1_000;

    private final Path file;
    private final SqliteSettings settings;
    private final SqliteSession lock;
    private final SqliteSession session;
    private final SqliteWriter writer;
    private final SqliteReaders readers;
    private final SqliteReads reads;
    private final Object closing = new Object();
    private @Nullable SqliteRestoration restoration;
    private boolean isClosed;

    private SqliteLedger(Path file, SqliteSettings settings, SqliteSession lock, SqliteSession session)
            throws SQLException {
        this.file = file;
        this.settings = settings;
        this.lock = lock;
        this.session = session;
        writer = new SqliteWriter(session, new SqliteBooks(session), settings);
        readers = new SqliteReaders(file, settings);
        reads = new SqliteReads(readers);
    }

    /** Opens a store with {@link SqliteSettings#DEFAULT}; see {@link #open(Path, SqliteSettings)}. */
    public static SqliteLedger open(Path file) throws LedgerException {
        return open(file, SqliteSettings.DEFAULT);
    }

    /**
     * Opens a store, and makes it if there is none.
     *
     * @param file the store's file, on a local disk, in a directory that exists
     * @throws LedgerException {@code IN_USE} if it is open already, {@code INCOMPATIBLE} if it is not a store, a newer version's, or
     *     was filled only in part, {@code CORRUPT} or {@code STORAGE} if it cannot be read or made
     */
    public static SqliteLedger open(Path file, SqliteSettings settings) throws LedgerException {
        return open(file, settings, false);
    }

    /**
     * Opens a store to be filled: one whose filling was broken off by the end of the process is emptied first. Any other store is
     * opened as it is.
     *
     * @param file as for {@link #open(Path, SqliteSettings)}
     * @throws LedgerException as {@link #open(Path, SqliteSettings)} says
     * @see #restore
     */
    public static SqliteLedger openEmptied(Path file, SqliteSettings settings) throws LedgerException {
        return open(file, settings, true);
    }

    private static SqliteLedger open(Path file, SqliteSettings settings, boolean emptied) throws LedgerException {
        Path store = SqliteFiles.resolved(file);
        SqliteSession lock = SqliteFiles.lock(store);
        SqliteSession session = null;
        try {
            if (!Files.exists(store)) {
                SqliteFiles.create(store);
                SqliteFiles.forceDirectory(store);
            }
            session = SqliteSession.writing(store, settings);
            if (emptied && SqliteFiles.isBeingRestored(session)) {
                SqliteFiles.empty(session);
            }
            SqliteFiles.prepare(store, session);
            SqliteLedger ledger = new SqliteLedger(store, settings, lock, session);
            ledger.writer.start();
            lock = null;
            session = null;
            return ledger;
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Cause.STORAGE, "the store cannot be made", e);
        } catch (SQLException e) {
            throw SqliteFailure.of(e);
        } finally {
            SqliteSession.closeQuietly(session);
            SqliteSession.closeQuietly(lock);
        }
    }

    @Override
    public LedgerResult execute(LedgerCommand command, Decider decider) throws LedgerException {
        return writer.call(books -> books.execute(command, decider));
    }

    @Override
    public Optional<LedgerResult> debit(PlainDebit debit) throws LedgerException {
        return writer.call(books -> books.debit(debit));
    }

    /** Always: the store is one file. */
    @Override
    public boolean together(TenantId tenant, AccountId first, AccountId second) {
        return true;
    }

    @Override
    public LedgerReads reads() {
        return reads;
    }

    @Override
    public long forgetKeys(long before) throws LedgerException {
        long forgotten = 0;
        long after = 0;
        while (true) {
            List<Long> numbers = remembered(after, before);
            if (numbers.isEmpty()) {
                return forgotten;
            }
            // A part at a time: debits go on in between.
            forgotten += writer.call(books -> books.forget(numbers));
            after = numbers.get(numbers.size() - 1);
        }
    }

    private List<Long> remembered(long after, long before) throws LedgerException {
        return readers.read(reader -> {
            PreparedStatement select = reader.statement("SELECT number FROM operation WHERE number > ? AND at < ?"
                    + " AND fingerprint IS NOT NULL ORDER BY number LIMIT " + FORGOTTEN_AT_A_TIME);
            select.setLong(1, after);
            select.setLong(2, before);
            List<Long> numbers = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    numbers.add(rows.getLong(1));
                }
            }
            return numbers;
        });
    }

    /** Each transaction is sealed when it is written, so this only says up to where. */
    @Override
    public LedgerSeal seal() throws LedgerException {
        return writer.call(SqliteBooks::seal);
    }

    /** Checks the books as they are at one moment; operations go on meanwhile. */
    @Override
    public LedgerAudit audit() throws LedgerException {
        return readers.readSnapshot(SqliteAudit::of);
    }

    @Override
    public void export(LedgerRowSink sink) throws LedgerException {
        readers.readSnapshot(reader -> {
            try (ResultSet rows =
                    reader.statement(SqliteRows.ACCOUNTS + "ORDER BY a.nr").executeQuery()) {
                while (rows.next()) {
                    sink.account(SqliteRows.account(rows));
                }
            }
            new SqliteJournal(reader, new Exporting(sink)).walk();
            return true;
        });
    }

    /**
     * Fills the empty store, some thousand rows at a time; until it is finished or closed, nobody else can read it or write to it.
     * If the process ends before, the store is half full and is not opened any more, except by {@link #openEmptied}.
     */
    @Override
    public Restoration restore() throws LedgerException {
        synchronized (closing) {
            if (isClosed) {
                throw SqliteWriter.closed();
            }
            SqliteRestoration begun = SqliteRestoration.begin(file, settings, readers);
            restoration = begun;
            return begun;
        }
    }

    /**
     * Copies the books, as they are at one moment, into a file of their own; operations go on meanwhile. When this returns, the
     * copy is whole and durable; before, there is no file of that name.
     *
     * @param target a file that does not exist
     * @throws LedgerException if it exists or cannot be written
     */
    public void backup(Path target) throws LedgerException {
        Path copy = SqliteFiles.resolved(target);
        Path part = SqliteFiles.sibling(copy, ".part");
        refuseExisting(copy);
        readers.read(reader -> {
            try {
                Files.deleteIfExists(part);
                SqliteFiles.create(part);
                PreparedStatement vacuum = reader.statement("VACUUM INTO ?");
                vacuum.setString(1, part.toString());
                vacuum.execute();
                SqliteFiles.force(part);
                SqliteFiles.publish(part, copy);
                return true;
            } catch (IOException e) {
                throw new LedgerException(LedgerException.Cause.STORAGE, "the copy cannot be written", e);
            }
        });
    }

    /**
     * Makes a store from a copy, after all of it was checked. An existing store is never touched.
     *
     * @param backup what {@link #backup} wrote
     * @param file the store's file, which does not exist
     * @return what the check said, which is sound
     * @throws LedgerException {@code CORRUPT} if the copy is not sound, {@code INCOMPATIBLE} if it is none or there is a store
     *     already, {@code IN_USE} if somebody is making one
     */
    public static LedgerAudit restoreBackup(Path backup, Path file) throws LedgerException {
        Path store = SqliteFiles.resolved(file);
        SqliteSession lock = SqliteFiles.lock(store);
        Path part = SqliteFiles.sibling(store, ".part");
        try {
            refuseExisting(store);
            refuseExisting(SqliteFiles.sibling(store, "-wal"));
            Files.deleteIfExists(part);
            SqliteFiles.create(part);
            SqliteFiles.copy(backup, part);
            LedgerAudit audit = audited(part);
            SqliteFiles.force(part);
            SqliteFiles.publish(part, store);
            return audit;
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Cause.STORAGE, "the store cannot be made from the copy", e);
        } finally {
            SqliteFiles.deleteQuietly(part);
            SqliteSession.closeQuietly(lock);
        }
    }

    private static LedgerAudit audited(Path part) throws LedgerException {
        try (SqliteSession reader = SqliteSession.open(part, new SQLiteConfig(), 0)) {
            SqliteFiles.checkVersion(part, reader);
            reader.run("BEGIN");
            LedgerAudit audit = SqliteAudit.of(reader);
            reader.run("ROLLBACK");
            if (!audit.isSound()) {
                throw new LedgerException(
                        LedgerException.Cause.CORRUPT,
                        "the copy is not sound: " + audit.findings().get(0));
            }
            return audit;
        } catch (SQLException e) {
            throw SqliteFailure.of(e);
        }
    }

    private static void refuseExisting(Path path) throws LedgerException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new LedgerException(
                    LedgerException.Cause.INCOMPATIBLE,
                    path.getFileName() + " exists",
                    new FileAlreadyExistsException(path.toString()));
        }
    }

    /** For tests: how large the store may become. */
    void limitPages(long most) throws LedgerException {
        writer.call(books -> {
            session.run("PRAGMA max_page_count = " + most);
            return true;
        });
    }

    /** For tests: how many wait for the writer. */
    int waiting() {
        return writer.waiting();
    }

    @Override
    public void close() throws LedgerException {
        synchronized (closing) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            if (restoration != null) {
                restoration.close();
            }
        }
        writer.close();
        // The connection that wrote is the last one: it takes the write-ahead log into the file. Then others may come.
        try (lock;
                session) {
            readers.close();
        } catch (SQLException e) {
            throw SqliteFailure.of(e);
        }
    }

    private static final class Exporting implements SqliteJournal.Visitor {
        private final LedgerRowSink sink;

        private Exporting(LedgerRowSink sink) {
            this.sink = sink;
        }

        @Override
        public void entry(OperationRow operation, List<Posting> postings, long keyHash) throws LedgerException {
            JournalEntry entry;
            try {
                entry = new JournalEntry(operation, postings);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw SqliteRows.unreadable("entry " + operation.number(), e);
            }
            sink.entry(entry);
        }

        @Override
        public void unreadable(long number, LedgerException why) throws LedgerException {
            throw why;
        }
    }
}
