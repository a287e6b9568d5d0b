package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.tlv.Bytes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The books as the one who writes them has them: within a transaction, operations and postings are inserted as they are decided,
 * accounts are changed in memory and written once. Nobody else writes, so what is in memory is what is in the store. After a
 * transaction was rolled back, {@link #load()} starts again from the store. The file is long because what is in memory must change
 * together: whoever had only a part of it could leave the rest behind.
 */
final class SqliteBooks {
    private static final int MOST_TRIES = 8;
    private static final int KEPT_ACCOUNTS = 20_000;
    private static final int KEPT_PARTIES = 20_000;
    private static final int ENTRIES_PER_SNAPSHOT = 4_096;

    private final SqliteSession session;
    private final SqliteQueries queries;
    private final SqliteLinks links;
    private final Map<TenantId, Long> tenants = new HashMap<>();
    private final Map<CardOf, Account> accounts = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<PartyOf, Long> systemParties = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Account> changed = new ArrayList<>();
    private final Map<BalanceOf, Long> sinceSnapshot = new HashMap<>();

    private HashChain chain = new HashChain(LedgerSeal.EMPTY);
    private LedgerSeal sealed = LedgerSeal.EMPTY;
    private long lastNumber;
    private long snapshotNumber;
    private long lastCard;
    private long lastSystem;
    private long dataVersion;
    private long bytes;
    private boolean isBeingRestored;
    private boolean hasChanges;
    private boolean isStoring;

    SqliteBooks(SqliteSession session) throws SQLException {
        this.session = session;
        queries = new SqliteQueries(session);
        links = new SqliteLinks(session);
        load();
    }

    /** Starts from what is stored. */
    void load() throws SQLException {
        tenants.clear();
        accounts.clear();
        systemParties.clear();
        changed.clear();
        links.load();
        sinceSnapshot.clear();
        hasChanges = false;
        isStoring = false;
        bytes = 0;
        dataVersion = dataVersion();
        isBeingRestored = SqliteFiles.isBeingRestored(session);
        lastNumber = session.number("SELECT MAX(number) FROM operation");
        lastCard = session.number("SELECT MAX(0, MAX(nr)) FROM party");
        lastSystem = session.number("SELECT MIN(0, MIN(nr)) FROM party");
        snapshotNumber = session.number("SELECT number FROM snapshot");
        sealed = seal(session);
        chain = new HashChain(sealed);
        PreparedStatement unsummed = session.statement("SELECT g.party, o.currency, g.amount FROM posting g"
                + " CROSS JOIN operation o ON o.number = g.number WHERE g.number > ? AND g.party < 0");
        unsummed.setLong(1, snapshotNumber);
        try (ResultSet rows = unsummed.executeQuery()) {
            while (rows.next()) {
                sinceSnapshot.merge(new BalanceOf(rows.getLong(1), rows.getString(2)), rows.getLong(3), Math::addExact);
            }
        }
    }

    /** Up to where a store is sealed. */
    static LedgerSeal seal(SqliteSession session) throws SQLException {
        try (ResultSet rows = session.statement("SELECT entries, number, hash FROM seal ORDER BY entries DESC LIMIT 1")
                .executeQuery()) {
            return rows.next()
                    ? new LedgerSeal(rows.getLong(1), rows.getLong(2), Bytes.of(rows.getBytes(3)))
                    : LedgerSeal.EMPTY;
        }
    }

    /**
     * Starts from what is stored, if somebody else wrote since the last transaction: books that were taken over, for instance.
     *
     * @throws LedgerException if they are still being taken over
     */
    void refresh() throws SQLException, LedgerException {
        if (dataVersion() != dataVersion) {
            load();
        }
        if (isBeingRestored) {
            throw new LedgerException(LedgerException.Cause.UNAVAILABLE, "the store is being filled");
        }
    }

    private long dataVersion() throws SQLException {
        try (ResultSet rows = session.statement("PRAGMA data_version").executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Whether there is anything to commit. */
    boolean hasChanges() {
        return hasChanges;
    }

    /** How long the entries of the transaction are. */
    long bytes() {
        return bytes;
    }

    /** Whether an operation ended in the middle of its writes: then the transaction has a part of it, and must be taken back. */
    boolean isStoring() {
        return isStoring;
    }

    LedgerResult execute(LedgerCommand command, Decider decider) throws SQLException, LedgerException {
        OperationId id = command.id();
        long keyHash = queries.keyHash(id.tenant(), id.key());
        Optional<OperationRow> known = queries.operation(id.tenant(), id.key(), keyHash);
        if (known.isPresent()) {
            return again(known.get(), command);
        }
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            View view = new View(id.tenant());
            Decision decision = view.decision(decider);
            DecisionRules.check(command, decision);
            Optional<OperationRow> taken = taken(decision);
            if (taken.isPresent() && !isOneOf(taken.get().id(), decision)) {
                return new LedgerResult.Conflicting(taken.get());
            }
            if (taken.isEmpty() && isCurrent(decision)) {
                return new LedgerResult.Decided(store(decision, keyHash));
            }
        }
        throw new LedgerException(
                LedgerException.Cause.CONTENTION, "the decision was made from other versions than the stored ones");
    }

    Optional<LedgerResult> debit(PlainDebit debit) throws SQLException, LedgerException {
        DecisionRules.check(debit);
        OperationId id = debit.command().id();
        long keyHash = queries.keyHash(id.tenant(), id.key());
        Optional<OperationRow> known = queries.operation(id.tenant(), id.key(), keyHash);
        if (known.isPresent()) {
            return Optional.of(again(known.get(), debit.command()));
        }
        Account account = account(id.tenant(), id.account());
        AccountRow row = account.row;
        if (row == null || !debit.isAllowedBy(row)) {
            return Optional.empty();
        }
        AccountCounters after;
        try {
            after = row.counters().debited(debit.facts().amount());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
        OperationRow operation = debit.operation(after).numbered(lastNumber + 1);
        isStoring = true;
        insert(new JournalEntry(operation, debit.postings()), keyHash);
        change(account, row.with(after));
        isStoring = false;
        return Optional.of(new LedgerResult.Decided(operation));
    }

    private static LedgerResult again(OperationRow known, LedgerCommand command) {
        boolean same = known.id().equals(command.id())
                && !known.fingerprint().isEmpty()
                && known.fingerprint().equals(command.fingerprint());
        return same ? new LedgerResult.Replayed(known) : new LedgerResult.Conflicting(known);
    }

    /** An operation that has a key already which this decision wants to use, besides the command's. */
    private Optional<OperationRow> taken(Decision decision) throws SQLException, LedgerException {
        for (int i = 1; i < decision.entries().size(); i++) {
            OperationId id = decision.entries().get(i).operation().id();
            Optional<OperationRow> known =
                    queries.operation(id.tenant(), id.key(), queries.keyHash(id.tenant(), id.key()));
            if (known.isPresent()) {
                return known;
            }
        }
        return Optional.empty();
    }

    private static boolean isOneOf(OperationId id, Decision decision) {
        return decision.entries().stream()
                .anyMatch(entry -> entry.operation().id().equals(id));
    }

    private boolean isCurrent(Decision decision) throws SQLException, LedgerException {
        for (AccountRow wanted : decision.accounts()) {
            AccountRow row = account(wanted.tenant(), wanted.id()).row;
            long version = row == null ? 0 : row.version();
            if (wanted.version() != version) {
                return false;
            }
        }
        for (OperationRow wanted : decision.progressed()) {
            OperationId id = wanted.id();
            Optional<OperationRow> stored =
                    queries.operation(id.tenant(), id.key(), queries.keyHash(id.tenant(), id.key()));
            if (stored.isEmpty()
                    || stored.get().number() != wanted.number()
                    || !stored.get().id().equals(id)) {
                return false;
            }
        }
        return true;
    }

    private OperationRow store(Decision decision, long keyHash) throws SQLException, LedgerException {
        OperationRow first = null;
        isStoring = true;
        for (JournalEntry entry : decision.entries()) {
            OperationRow operation = entry.operation().numbered(lastNumber + 1);
            OperationId id = operation.id();
            long hash = first == null ? keyHash : queries.keyHash(id.tenant(), id.key());
            insert(new JournalEntry(operation, entry.postings()), hash);
            first = first == null ? operation : first;
        }
        for (AccountRow row : decision.accounts()) {
            change(account(row.tenant(), row.id()), row);
        }
        for (OperationRow row : decision.progressed()) {
            progress(row);
        }
        isStoring = false;
        if (first == null) {
            throw new IllegalStateException("a decision has an entry");
        }
        return first;
    }

    private void progress(OperationRow row) throws SQLException {
        PreparedStatement update = session.statement("UPDATE operation SET hold_remaining = ?, hold_expires = ?,"
                + " captured = ?, refunded = ?, reversed = ? WHERE number = ?");
        OperationProgress progress = row.progress();
        update.setLong(1, progress.holdRemaining());
        SqliteRows.putTime(update, 2, progress.holdExpires());
        update.setLong(3, progress.captured());
        update.setLong(4, progress.refunded());
        update.setInt(5, progress.reversed() ? 1 : 0);
        update.setLong(6, row.number());
        update.executeUpdate();
    }

    /** Appends a numbered entry, whose key was looked up before. */
    private void insert(JournalEntry entry, long keyHash) throws SQLException, LedgerException {
        OperationRow operation = entry.operation();
        OperationId id = operation.id();
        OperationFacts facts = operation.facts();
        Account account = account(id.tenant(), id.account());
        long tenant = tenant(id.tenant());
        Long terminal = facts.terminal().isEmpty()
                ? null
                : (Long) systemParty(id.tenant(), LedgerAccount.settlement(new TerminalId(facts.terminal())));
        long number = operation.number();
        SqliteLinks.Link link = links.account(account.tail, number, facts.at());
        long batchPrevious = terminal == null ? 0 : links.batch(terminal, facts.batch(), number);
        PreparedStatement insert = session.statement(SqliteRows.INSERT_OPERATION);
        SqliteRows.putOperation(insert, operation, tenant, party(account), keyHash, terminal, link, batchPrevious);
        insert.executeUpdate();
        insertPostings(entry, account);
        account.tail = account.tail.with(number, facts.at());
        change(account);
        lastNumber = Math.max(lastNumber, number);
        bytes += chain.add(entry) + operation.answer().detail().length();
        hasChanges = true;
    }

    private void insertPostings(JournalEntry entry, Account own) throws SQLException {
        OperationRow operation = entry.operation();
        List<Posting> postings = entry.postings();
        if (postings.size() == 2) {
            // Nearly all entries have two lines: one statement for both costs a third of two.
            PreparedStatement insert = session.statement("INSERT INTO posting VALUES (?1, 0, ?2, ?3), (?1, 1, ?4, ?5)");
            insert.setLong(1, operation.number());
            putPosting(insert, 2, operation, postings.get(0), own);
            putPosting(insert, 4, operation, postings.get(1), own);
            insert.executeUpdate();
            return;
        }
        PreparedStatement insert = session.statement("INSERT INTO posting VALUES (?1, ?2, ?3, ?4)");
        for (int line = 0; line < postings.size(); line++) {
            insert.setLong(1, operation.number());
            insert.setInt(2, line);
            putPosting(insert, 3, operation, postings.get(line), own);
            insert.executeUpdate();
        }
    }

    private void putPosting(PreparedStatement insert, int at, OperationRow operation, Posting posting, Account own)
            throws SQLException {
        long amount = posting.side() == Side.DEBIT ? -posting.amount() : posting.amount();
        long party;
        if (posting.account().isCard()) {
            party = party(own);
        } else {
            party = systemParty(operation.id().tenant(), posting.account());
            sinceSnapshot.merge(new BalanceOf(party, operation.facts().currency()), amount, Math::addExact);
        }
        insert.setLong(at, party);
        insert.setLong(at + 1, amount);
    }

    private void change(Account account, AccountRow row) {
        account.row = row.atVersion((account.row == null ? 0 : account.row.version()) + 1);
        change(account);
    }

    private void change(Account account) {
        if (!account.isChanged) {
            account.isChanged = true;
            changed.add(account);
        }
    }

    /** Writes what is only in memory, and the chain's new end. */
    void flush() throws SQLException {
        for (Account account : changed) {
            AccountRow row = account.row;
            if (row != null) {
                write(account, row);
            } else {
                writeUnopened(account);
            }
            account.isChanged = false;
            account.stored = row;
        }
        changed.clear();
        links.flush();
        LedgerSeal seal = chain.seal();
        if (!seal.equals(sealed)) {
            PreparedStatement insert = session.statement("INSERT INTO seal VALUES (?,?,?)");
            insert.setLong(1, seal.entries());
            insert.setLong(2, seal.lastNumber());
            insert.setBytes(3, seal.hash().toByteArray());
            insert.executeUpdate();
            sealed = seal;
        }
        if (lastNumber - snapshotNumber >= ENTRIES_PER_SNAPSHOT) {
            snapshot();
        }
        forgetOldest(accounts, KEPT_ACCOUNTS);
        forgetOldest(systemParties, KEPT_PARTIES);
        hasChanges = false;
        bytes = 0;
    }

    private void write(Account account, AccountRow row) throws SQLException {
        AccountRow stored = account.stored;
        if (stored == null) {
            open(account, row);
        } else if (row.with(stored.counters()).atVersion(stored.version()).equals(stored)) {
            PreparedStatement update = session.statement("UPDATE account SET debits_posted = ?, credits_posted = ?,"
                    + " debits_pending = ?, credits_pending = ?, version = ?, last = ?, latest = ? WHERE nr = ?");
            update.setLong(1, row.counters().debitsPosted());
            update.setLong(2, row.counters().creditsPosted());
            update.setLong(3, row.counters().debitsPending());
            update.setLong(4, row.counters().creditsPending());
            update.setLong(5, row.version());
            update.setLong(6, account.tail.last());
            update.setLong(7, account.tail.latest());
            update.setLong(8, account.nr);
            update.executeUpdate();
        } else {
            PreparedStatement update = session.statement(SqliteRows.UPDATE_ACCOUNT);
            SqliteRows.putAccount(update, row, account.nr, account.tail);
            update.executeUpdate();
        }
    }

    private void open(Account account, AccountRow row) throws SQLException {
        PreparedStatement insert = session.statement(SqliteRows.INSERT_ACCOUNT);
        SqliteRows.putNewAccount(insert, row, party(account), tenant(row.tenant()), account.tail);
        insert.executeUpdate();
        if (account.isUnopened) {
            PreparedStatement delete = session.statement("DELETE FROM unopened WHERE nr = ?");
            delete.setLong(1, account.nr);
            delete.executeUpdate();
            account.isUnopened = false;
        }
    }

    private void writeUnopened(Account account) throws SQLException {
        PreparedStatement upsert = session.statement(
                "INSERT INTO unopened VALUES (?1, ?2, ?3) ON CONFLICT (nr) DO UPDATE SET last = ?2, latest = ?3");
        upsert.setLong(1, party(account));
        upsert.setLong(2, account.tail.last());
        upsert.setLong(3, account.tail.latest());
        upsert.executeUpdate();
        account.isUnopened = true;
    }

    private void snapshot() throws SQLException {
        PreparedStatement sum = session.statement("INSERT INTO system_balance VALUES (?,?,?)"
                + " ON CONFLICT (party, currency) DO UPDATE SET balance = balance + excluded.balance");
        for (Map.Entry<BalanceOf, Long> balance : sinceSnapshot.entrySet()) {
            sum.setLong(1, balance.getKey().party());
            sum.setString(2, balance.getKey().currency());
            sum.setLong(3, balance.getValue());
            sum.executeUpdate();
        }
        PreparedStatement update = session.statement("UPDATE snapshot SET number = ?");
        update.setLong(1, lastNumber);
        update.executeUpdate();
        snapshotNumber = lastNumber;
        sinceSnapshot.clear();
    }

    static <K, V> void forgetOldest(Map<K, V> kept, int most) {
        if (kept.size() > most) {
            var oldest = kept.entrySet().iterator();
            while (kept.size() > most - most / 8) {
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** Up to where the books are sealed, this transaction included. */
    LedgerSeal seal() {
        return chain.seal();
    }

    /** Forgets fingerprints and details of the operations with these numbers. */
    long forget(List<Long> numbers) throws SQLException {
        PreparedStatement update = session.statement(
                "UPDATE operation SET fingerprint = NULL, detail = '' WHERE number = ? AND fingerprint IS NOT NULL");
        long forgotten = 0;
        for (long number : numbers) {
            update.setLong(1, number);
            forgotten += update.executeUpdate();
        }
        hasChanges |= forgotten > 0;
        return forgotten;
    }

    /** Takes over an account as it is. */
    void restore(AccountRow row) throws SQLException, LedgerException {
        Account account = account(row.tenant(), row.id());
        if (account.row != null) {
            throw new LedgerException(LedgerException.Cause.CORRUPT, "account " + row.id() + " comes twice");
        }
        open(account, row);
        account.row = row;
        account.stored = row;
    }

    /** Takes over a numbered entry. */
    void restore(JournalEntry entry) throws SQLException, LedgerException {
        OperationId id = entry.operation().id();
        long keyHash = queries.keyHash(id.tenant(), id.key());
        if (queries.operation(id.tenant(), id.key(), keyHash).isPresent()) {
            throw new LedgerException(
                    LedgerException.Cause.CORRUPT,
                    "the key of entry " + entry.operation().number() + " comes twice");
        }
        insert(entry, keyHash);
    }

    /** Sums up what was taken over. */
    void restored() throws SQLException {
        flush();
        snapshot();
    }

    private long tenant(TenantId id) throws SQLException {
        Long known = tenants.get(id);
        if (known != null) {
            return known;
        }
        PreparedStatement select = session.statement("SELECT nr FROM tenant WHERE name = ?");
        select.setString(1, id.value());
        try (ResultSet rows = select.executeQuery()) {
            if (rows.next()) {
                long nr = rows.getLong(1);
                tenants.put(id, nr);
                return nr;
            }
        }
        PreparedStatement insert = session.statement("INSERT INTO tenant (name) VALUES (?)");
        insert.setString(1, id.value());
        insert.executeUpdate();
        return tenant(id);
    }

    private long systemParty(TenantId tenant, LedgerAccount account) throws SQLException {
        PartyOf key = new PartyOf(tenant, account.name());
        Long known = systemParties.get(key);
        if (known != null) {
            return known;
        }
        PreparedStatement select = session.statement("SELECT nr FROM party WHERE tenant = ? AND name = ?");
        select.setLong(1, tenant(tenant));
        select.setString(2, account.name());
        long nr = 0;
        try (ResultSet rows = select.executeQuery()) {
            if (rows.next()) {
                nr = rows.getLong(1);
            }
        }
        if (nr == 0) {
            nr = --lastSystem;
            PreparedStatement insert = session.statement("INSERT INTO party VALUES (?,?,?)");
            insert.setLong(1, nr);
            insert.setLong(2, tenant(tenant));
            insert.setString(3, account.name());
            insert.executeUpdate();
        }
        systemParties.put(key, nr);
        return nr;
    }

    private Account account(TenantId tenant, AccountId id) throws SQLException, LedgerException {
        CardOf key = new CardOf(tenant, id);
        Account known = accounts.get(key);
        if (known != null) {
            return known;
        }
        Account account = new Account(key);
        PreparedStatement select = session.statement(
                "SELECT nr FROM party WHERE tenant = (SELECT nr FROM tenant WHERE name = ?) AND name = ?");
        select.setString(1, tenant.value());
        select.setBytes(2, id.value().toByteArray());
        try (ResultSet rows = select.executeQuery()) {
            if (rows.next()) {
                account.nr = rows.getLong(1);
            }
        }
        if (account.nr != 0) {
            PreparedStatement read = session.statement(SqliteRows.ACCOUNTS + "WHERE a.nr = ?");
            read.setLong(1, account.nr);
            try (ResultSet rows = read.executeQuery()) {
                if (rows.next()) {
                    account.row = SqliteRows.account(rows);
                    account.stored = account.row;
                    account.tail = SqliteRows.tail(rows);
                }
            }
            if (account.row == null) {
                readUnopened(account);
            }
        }
        accounts.put(key, account);
        return account;
    }

    private void readUnopened(Account account) throws SQLException {
        PreparedStatement select = session.statement("SELECT last, latest FROM unopened WHERE nr = ?");
        select.setLong(1, account.nr);
        try (ResultSet rows = select.executeQuery()) {
            if (rows.next()) {
                account.tail = new SqliteTail(rows.getLong(1), rows.getLong(2));
                account.isUnopened = true;
            }
        }
    }

    /** The account's number as a party, which it is given when it is first needed. */
    private long party(Account account) throws SQLException {
        if (account.nr == 0) {
            long nr = ++lastCard;
            PreparedStatement insert = session.statement("INSERT INTO party VALUES (?,?,?)");
            insert.setLong(1, nr);
            insert.setLong(2, tenant(account.key.tenant()));
            insert.setBytes(3, account.key.account().value().toByteArray());
            insert.executeUpdate();
            account.nr = nr;
        }
        return account.nr;
    }

    /** A card's account, or an id that only stands for a terminal: then there is no row. */
    private static final class Account {
        private final CardOf key;
        private long nr;
        private @Nullable AccountRow row;
        private @Nullable AccountRow stored;
        private SqliteTail tail = SqliteTail.NONE;
        private boolean isUnopened;
        private boolean isChanged;

        private Account(CardOf key) {
            this.key = key;
        }
    }

    private record CardOf(TenantId tenant, AccountId account) {}

    private record PartyOf(TenantId tenant, String name) {}

    private record BalanceOf(long party, String currency) {}

    /** The books within the transaction: what it holds was decided before, and is committed before the answer is given. */
    private final class View implements LedgerView {
        private final TenantId tenant;
        private boolean isClosed;
        private @Nullable SQLException failure;

        private View(TenantId tenant) {
            this.tenant = tenant;
        }

        /** @throws SQLException if the store could not be read, whatever the decider made of that */
        private Decision decision(Decider decider) throws SQLException, LedgerException {
            try {
                Decision decision = decider.decide(this);
                if (failure == null) {
                    return decision;
                }
            } catch (LedgerException | RuntimeException e) {
                if (failure == null) {
                    throw e;
                }
            } finally {
                isClosed = true;
            }
            throw failure;
        }

        @Override
        public Optional<AccountRow> account(AccountId account) throws LedgerException {
            return ask(() -> Optional.ofNullable(SqliteBooks.this.account(tenant, account).row));
        }

        @Override
        public Optional<OperationRow> operation(AccountId account, OperationKey key) throws LedgerException {
            return ask(() -> queries.operation(tenant, key, queries.keyHash(tenant, key))
                    .filter(row -> row.id().account().equals(account)));
        }

        @Override
        public Usage usage(AccountId account, Set<OperationKind> kinds, long since) throws LedgerException {
            return ask(() -> queries.usage(tenant, account, kinds, since));
        }

        @Override
        public List<OperationRow> openHolds(AccountId account, int most) throws LedgerException {
            return ask(() -> queries.openHolds(tenant, account, most));
        }

        private <T> T ask(Question<T> question) throws LedgerException {
            if (isClosed) {
                throw new IllegalStateException("a view is only for the decision that it was made for");
            }
            try {
                return question.answer();
            } catch (SQLException e) {
                failure = e;
                throw SqliteFailure.of(e);
            }
        }
    }

    private interface Question<T> {
        T answer() throws SQLException, LedgerException;
    }
}
