package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Books in this process's memory, for tests and demonstrations: as exact as any other ledger, and gone with the process. One
 * operation at a time, so the shortest implementation there is, which others are compared with.
 */
public final class MemoryLedger implements Ledger, LedgerRows {
    private static final int MOST_SHARDS = 256;

    private final int shards;
    private static final int MOST_TRIES = 8;

    private final Object lock = new Object();
    private final MemoryReads reads = new MemoryReads();
    private MemoryBooks books = new MemoryBooks();
    private LedgerSeal seal = LedgerSeal.EMPTY;
    private boolean closed;

    /** Empty books that are not sharded: every two accounts can be changed together, and a key stands for one card of a tenant. */
    public MemoryLedger() {
        this(1);
    }

    private MemoryLedger(int shards) {
        this.shards = shards;
    }

    /**
     * Empty books that behave as if they were spread over shards: only accounts of one shard can be changed together, an operation sees
     * its own shard only, and a key stands for an operation of one card.
     *
     * @param count how many, 2 to 256; an account is in the one that its id's last byte says, modulo this
     */
    public static MemoryLedger inShards(int count) {
        if (count < 2 || count > MOST_SHARDS) {
            throw new IllegalArgumentException("there are 2 to " + MOST_SHARDS + " shards, not " + count);
        }
        return new MemoryLedger(count);
    }

    @Override
    public LedgerResult execute(LedgerCommand command, Decider decider) throws LedgerException {
        synchronized (lock) {
            requireOpen();
            Optional<LedgerResult> known = known(command);
            if (known.isPresent()) {
                return known.get();
            }
            for (int tries = 0; tries < MOST_TRIES; tries++) {
                Decision decision = decider.decide(new MemoryView(command.id()));
                DecisionRules.check(command, decision);
                requireNear(decision, command);
                boolean current = isCurrent(decision);
                for (JournalEntry entailed :
                        decision.entries().subList(1, decision.entries().size())) {
                    OperationId id = entailed.operation().id();
                    Optional<OperationRow> taken = taken(id);
                    if (taken.isPresent() && !taken.get().id().equals(id)) {
                        return new LedgerResult.Conflicting(taken.get());
                    }
                    current &= taken.isEmpty();
                }
                if (current) {
                    return new LedgerResult.Decided(store(decision));
                }
            }
            throw new LedgerException(
                    LedgerException.Cause.CONTENTION, "the decision was made from other versions than the stored ones");
        }
    }

    @Override
    public Optional<LedgerResult> debit(PlainDebit debit) throws LedgerException {
        synchronized (lock) {
            requireOpen();
            LedgerCommand command = debit.command();
            Optional<LedgerResult> known = known(command);
            if (known.isPresent()) {
                return known;
            }
            Optional<AccountRow> account =
                    books.account(command.id().tenant(), command.id().account());
            if (account.isEmpty() || !debit.isAllowedBy(account.get())) {
                return Optional.empty();
            }
            AccountCounters after =
                    account.get().counters().debited(debit.facts().amount());
            JournalEntry entry = new JournalEntry(debit.operation(after), debit.postings());
            return Optional.of(new LedgerResult.Decided(
                    store(new Decision(List.of(entry), List.of(account.get().with(after)), List.of()))));
        }
    }

    @Override
    public boolean together(TenantId tenant, AccountId first, AccountId second) {
        return shard(first) == shard(second);
    }

    @Override
    public LedgerReads reads() {
        return reads;
    }

    @Override
    public long forgetKeys(long before) throws LedgerException {
        synchronized (lock) {
            requireOpen();
            return books.forgetKeys(before);
        }
    }

    @Override
    public LedgerSeal seal() throws LedgerException {
        synchronized (lock) {
            requireOpen();
            HashChain chain = new HashChain(seal);
            books.entriesAfter(seal.lastNumber()).forEach(chain::add);
            seal = chain.seal();
            return seal;
        }
    }

    @Override
    public LedgerAudit audit() throws LedgerException {
        synchronized (lock) {
            requireOpen();
            HashChain chain = new HashChain(LedgerSeal.EMPTY);
            books.entriesAfter(0)
                    .takeWhile(entry -> entry.operation().number() <= seal.lastNumber())
                    .forEach(chain::add);
            List<LedgerAudit.Finding> findings = new ArrayList<>(books.wrongCounters());
            if (!chain.seal().equals(seal)) {
                findings.add(new LedgerAudit.Finding(
                        LedgerAudit.Fault.CHAIN, Long.toString(seal.lastNumber()), "the chain has another hash"));
            }
            return new LedgerAudit(
                    seal,
                    books.size() - seal.entries(),
                    books.size(),
                    books.accounts().size(),
                    findings.subList(0, Math.min(findings.size(), LedgerAudit.MOST_FINDINGS)));
        }
    }

    @Override
    public void export(LedgerRowSink sink) throws LedgerException {
        List<AccountRow> accounts;
        List<JournalEntry> entries;
        synchronized (lock) {
            seal();
            accounts = books.accounts();
            entries = books.entriesAfter(0).toList();
        }
        for (AccountRow account : accounts) {
            sink.account(account);
        }
        for (JournalEntry entry : entries) {
            sink.entry(entry);
        }
    }

    @Override
    public Restoration restore() throws LedgerException {
        synchronized (lock) {
            requireOpen();
            requireEmpty();
            return new MemoryRestoration();
        }
    }

    /** Nothing can be asked any more. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
    }

    private Optional<LedgerResult> known(LedgerCommand command) {
        return taken(command.id()).map(earlier -> {
            boolean same = earlier.id().equals(command.id())
                    && !earlier.fingerprint().isEmpty()
                    && earlier.fingerprint().equals(command.fingerprint());
            return same ? new LedgerResult.Replayed(earlier) : new LedgerResult.Conflicting(earlier);
        });
    }

    /** The operation that has the key already: on this account, or on any one if the books are not sharded. */
    private Optional<OperationRow> taken(OperationId id) {
        return shards == 1
                ? books.entries(id.tenant(), id.key()).stream().findFirst().map(JournalEntry::operation)
                : books.entry(id).map(JournalEntry::operation);
    }

    /** A decision about several shards is its decider's mistake. */
    private void requireNear(Decision decision, LedgerCommand command) {
        boolean near = decision.entries().stream()
                        .allMatch(entry -> isNear(entry.operation().id(), command.id()))
                && decision.progressed().stream().allMatch(row -> isNear(row.id(), command.id()))
                && decision.accounts().stream()
                        .allMatch(row -> shard(row.id()) == shard(command.id().account()));
        if (!near) {
            throw new IllegalArgumentException("a decision about accounts that cannot be changed together");
        }
    }

    private boolean isCurrent(Decision decision) {
        for (AccountRow account : decision.accounts()) {
            long stored = books.account(account.tenant(), account.id())
                    .map(AccountRow::version)
                    .orElse(0L);
            if (account.version() != stored) {
                return false;
            }
        }
        for (OperationRow progressed : decision.progressed()) {
            if (books.entry(progressed.id())
                    .filter(stored -> stored.operation().number() == progressed.number())
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private boolean isNear(OperationId id, OperationId command) {
        return id.tenant().equals(command.tenant()) && shard(id.account()) == shard(command.account());
    }

    private OperationRow store(Decision decision) {
        for (AccountRow account : decision.accounts()) {
            books.put(account.atVersion(account.version() + 1));
        }
        decision.progressed().forEach(books::replace);
        List<OperationRow> stored = new ArrayList<>();
        for (JournalEntry entry : decision.entries()) {
            OperationRow operation = entry.operation().numbered(books.lastNumber() + 1);
            books.add(new JournalEntry(operation, entry.postings()));
            stored.add(operation);
        }
        return stored.get(0);
    }

    private int shard(AccountId account) {
        return account.value().unsigned(AccountId.LENGTH - 1) % shards;
    }

    private void requireOpen() throws LedgerException {
        if (closed) {
            throw new LedgerException(LedgerException.Cause.CLOSED, "the books are closed");
        }
    }

    private void requireEmpty() throws LedgerException {
        if (!books.isEmpty()) {
            throw new LedgerException(LedgerException.Cause.INCOMPATIBLE, "the books are not empty");
        }
    }

    private final class MemoryView implements LedgerView {
        private final OperationId command;

        MemoryView(OperationId command) {
            this.command = command;
        }

        @Override
        public Optional<AccountRow> account(AccountId account) {
            return sees(account) ? books.account(command.tenant(), account) : Optional.empty();
        }

        @Override
        public Optional<OperationRow> operation(AccountId account, OperationKey key) {
            return sees(account)
                    ? books.entry(new OperationId(command.tenant(), account, key))
                            .map(JournalEntry::operation)
                    : Optional.empty();
        }

        @Override
        public Usage usage(AccountId account, Set<OperationKind> kinds, long since) {
            return sees(account) ? books.usage(command.tenant(), account, kinds, since) : new Usage(0, 0);
        }

        @Override
        public List<OperationRow> openHolds(AccountId account, int most) {
            return sees(account) ? books.openHolds(command.tenant(), account, most) : List.of();
        }

        private boolean sees(AccountId account) {
            return shard(account) == shard(command.account());
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T answer(MemoryBooks books);
    }

    private final class MemoryReads implements LedgerReads {
        private <T> T ask(Question<T> question) throws LedgerException {
            synchronized (lock) {
                requireOpen();
                return question.answer(books);
            }
        }

        @Override
        public Optional<AccountRow> account(TenantId tenant, AccountId account) throws LedgerException {
            return ask(asked -> asked.account(tenant, account));
        }

        @Override
        public Optional<JournalEntry> entry(OperationId id) throws LedgerException {
            return ask(asked -> asked.entry(id));
        }

        @Override
        public List<JournalEntry> entries(TenantId tenant, OperationKey key) throws LedgerException {
            return ask(asked -> asked.entries(tenant, key));
        }

        @Override
        public List<JournalEntry> statement(
                TenantId tenant, AccountId account, long after, long from, long to, int most) throws LedgerException {
            return ask(asked -> asked.statement(tenant, account, after, from, to, most));
        }

        @Override
        public long balanceAt(TenantId tenant, AccountId account, long time) throws LedgerException {
            return ask(asked -> asked.balanceAt(tenant, account, time));
        }

        @Override
        public List<OperationRow> openHolds(TenantId tenant, AccountId account, int most) throws LedgerException {
            return ask(asked -> asked.openHolds(tenant, account, most));
        }

        @Override
        public List<OperationRow> dueHolds(TenantId tenant, long time, int most) throws LedgerException {
            return ask(asked -> asked.dueHolds(tenant, time, most));
        }

        @Override
        public List<AccountRow> dueAccounts(TenantId tenant, long time, int most) throws LedgerException {
            return ask(asked -> asked.dueAccounts(tenant, time, most));
        }

        @Override
        public List<OperationRow> openTransfers(TenantId tenant, long time, int most) throws LedgerException {
            return ask(asked -> asked.openTransfers(tenant, time, most));
        }

        @Override
        public List<SystemBalance> systemBalances(TenantId tenant) throws LedgerException {
            return ask(asked -> asked.systemBalances(tenant));
        }

        @Override
        public List<BatchTotal> batchTotals(TenantId tenant, TerminalId terminal, int batch) throws LedgerException {
            return ask(asked -> asked.batchTotals(tenant, terminal, batch));
        }

        @Override
        public List<OperationRow> batchOperations(TenantId tenant, TerminalId terminal, int batch, long after, int most)
                throws LedgerException {
            return ask(asked -> asked.batchOperations(tenant, terminal, batch, after, most));
        }

        @Override
        public List<TenantId> tenants() throws LedgerException {
            return ask(MemoryBooks::tenants);
        }
    }

    private final class MemoryRestoration implements Restoration {
        private final MemoryBooks restored = new MemoryBooks();
        private final HashChain chain = new HashChain(LedgerSeal.EMPTY);
        private boolean over;

        @Override
        public void account(AccountRow account) {
            requireUnderWay();
            restored.put(account);
        }

        @Override
        public void entry(JournalEntry entry) throws LedgerException {
            requireUnderWay();
            if (entry.operation().number() <= restored.lastNumber()) {
                throw new LedgerException(LedgerException.Cause.CORRUPT, "the entries are not in their order");
            }
            restored.add(entry);
            chain.add(entry);
        }

        @Override
        public void finish(LedgerSeal expected) throws LedgerException {
            requireUnderWay();
            if (!chain.seal().equals(expected)) {
                throw new LedgerException(LedgerException.Cause.CORRUPT, "the chain has another hash");
            }
            List<LedgerAudit.Finding> wrong = restored.wrongCounters();
            if (!wrong.isEmpty()) {
                throw new LedgerException(LedgerException.Cause.CORRUPT, "what came in is not sound: " + wrong.get(0));
            }
            synchronized (lock) {
                requireOpen();
                requireEmpty();
                books = restored;
                seal = expected;
            }
            over = true;
        }

        @Override
        public void close() {
            over = true;
        }

        private void requireUnderWay() {
            if (over) {
                throw new IllegalStateException("the restoration is over");
            }
        }
    }
}
