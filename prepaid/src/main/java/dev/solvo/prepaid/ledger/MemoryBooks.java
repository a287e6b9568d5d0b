package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a {@link MemoryLedger} holds, and every question to it. Its caller sees to it that one thread at a time is here. */
final class MemoryBooks {
    private static final Comparator<OperationRow> BY_NUMBER = Comparator.comparingLong(OperationRow::number);

    private final Map<Holder, AccountRow> accounts = new HashMap<>();
    private final TreeMap<Long, JournalEntry> journal = new TreeMap<>();
    private final Map<OperationId, Long> numbers = new HashMap<>();
    private final Map<Holder, List<Long>> numbersOfAccount = new HashMap<>();
    private final Map<TenantKey, List<Long>> numbersOfKey = new HashMap<>();

    boolean isEmpty() {
        return accounts.isEmpty() && journal.isEmpty();
    }

    long lastNumber() {
        return journal.isEmpty() ? 0 : journal.lastKey();
    }

    Stream<JournalEntry> entriesAfter(long number) {
        return journal.tailMap(number, false).values().stream();
    }

    List<AccountRow> accounts() {
        return accounts.values().stream()
                .sorted(Comparator.comparing((AccountRow row) -> row.tenant().value())
                        .thenComparing(AccountRow::id))
                .toList();
    }

    void put(AccountRow account) {
        accounts.put(new Holder(account.tenant(), account.id()), account);
    }

    /** Adds an entry whose operation has its number. */
    void add(JournalEntry entry) {
        OperationRow operation = entry.operation();
        OperationId id = operation.id();
        journal.put(operation.number(), entry);
        numbers.put(id, operation.number());
        numbersOfAccount
                .computeIfAbsent(new Holder(id.tenant(), id.account()), any -> new ArrayList<>())
                .add(operation.number());
        numbersOfKey
                .computeIfAbsent(new TenantKey(id.tenant(), id.key()), any -> new ArrayList<>())
                .add(operation.number());
    }

    void replace(OperationRow operation) {
        journal.computeIfPresent(operation.number(), (number, entry) -> new JournalEntry(operation, entry.postings()));
    }

    Optional<AccountRow> account(TenantId tenant, AccountId account) {
        return Optional.ofNullable(accounts.get(new Holder(tenant, account)));
    }

    Optional<JournalEntry> entry(OperationId id) {
        return Optional.ofNullable(numbers.get(id)).map(journal::get);
    }

    List<JournalEntry> entries(TenantId tenant, OperationKey key) {
        return numbersOfKey.getOrDefault(new TenantKey(tenant, key), List.of()).stream()
                .map(journal::get)
                .toList();
    }

    private Stream<JournalEntry> entriesOf(TenantId tenant, AccountId account) {
        return numbersOfAccount.getOrDefault(new Holder(tenant, account), List.of()).stream()
                .map(journal::get);
    }

    Usage usage(TenantId tenant, AccountId account, Set<OperationKind> kinds, long since) {
        long count = 0;
        long approved = 0;
        for (OperationRow operation : operations(entriesOf(tenant, account)).toList()) {
            if (kinds.contains(operation.facts().kind())
                    && operation.facts().at() >= since
                    && operation.answer().done()
                    && !operation.progress().reversed()) {
                count++;
                approved = Math.addExact(approved, operation.answer().approved());
            }
        }
        return new Usage(count, approved);
    }

    List<OperationRow> openHolds(TenantId tenant, AccountId account, int most) {
        return operations(entriesOf(tenant, account))
                .filter(MemoryBooks::holds)
                .limit(most)
                .toList();
    }

    List<JournalEntry> statement(TenantId tenant, AccountId account, long after, long from, long to, int most) {
        return entriesOf(tenant, account)
                .filter(entry -> entry.operation().number() > after
                        && entry.operation().facts().at() >= from
                        && entry.operation().facts().at() < to)
                .limit(most)
                .toList();
    }

    long balanceAt(TenantId tenant, AccountId account, long time) {
        LedgerAccount name = LedgerAccount.card(account);
        long balance = 0;
        for (JournalEntry entry : entriesOf(tenant, account).toList()) {
            if (entry.operation().facts().at() < time) {
                for (Posting posting : entry.postings()) {
                    balance += posting.account().equals(name) ? signed(posting) : 0;
                }
            }
        }
        return balance;
    }

    List<OperationRow> dueHolds(TenantId tenant, long time, int most) {
        return operations(tenant, row -> holds(row) && row.progress().holdExpires() < time)
                .sorted(Comparator.comparingLong(
                                (OperationRow row) -> row.progress().holdExpires())
                        .thenComparing(BY_NUMBER))
                .limit(most)
                .toList();
    }

    List<AccountRow> dueAccounts(TenantId tenant, long time, int most) {
        return accounts.values().stream()
                .filter(row -> row.tenant().equals(tenant)
                        && row.expires() < time
                        && row.state() != CardState.EXPIRED
                        && row.state() != CardState.REPLACED)
                .sorted(Comparator.comparingLong(AccountRow::expires).thenComparing(AccountRow::id))
                .limit(most)
                .toList();
    }

    List<OperationRow> openTransfers(TenantId tenant, long time, int most) {
        return operations(
                        tenant,
                        row -> holds(row)
                                && row.facts().kind() == OperationKind.TRANSFER
                                && row.facts().at() < time)
                .sorted(Comparator.comparingLong(
                                (OperationRow row) -> row.facts().at())
                        .thenComparing(BY_NUMBER))
                .limit(most)
                .toList();
    }

    List<SystemBalance> systemBalances(TenantId tenant) {
        TreeMap<String, TreeMap<String, Long>> sums = new TreeMap<>();
        for (JournalEntry entry : journal.values()) {
            if (entry.operation().id().tenant().equals(tenant)) {
                String currency = entry.operation().facts().currency();
                for (Posting posting : entry.postings()) {
                    if (!posting.account().isCard()) {
                        sums.computeIfAbsent(posting.account().name(), any -> new TreeMap<>())
                                .merge(currency, signed(posting), Math::addExact);
                    }
                }
            }
        }
        List<SystemBalance> balances = new ArrayList<>();
        sums.forEach((account, byCurrency) -> byCurrency.forEach(
                (currency, balance) -> balances.add(new SystemBalance(new LedgerAccount(account), currency, balance))));
        return balances;
    }

    List<BatchTotal> batchTotals(TenantId tenant, TerminalId terminal, int batch) {
        Map<OperationKind, TreeMap<String, BatchTotal>> totals = new EnumMap<>(OperationKind.class);
        operations(tenant, row -> isIn(row, terminal, batch) && row.answer().done())
                .forEach(row -> totals.computeIfAbsent(row.facts().kind(), any -> new TreeMap<>())
                        .merge(row.facts().currency(), total(row), MemoryBooks::sum));
        return totals.values().stream()
                .flatMap(byCurrency -> byCurrency.values().stream())
                .toList();
    }

    List<OperationRow> batchOperations(TenantId tenant, TerminalId terminal, int batch, long after, int most) {
        return operations(tenant, row -> isIn(row, terminal, batch) && row.number() > after)
                .limit(most)
                .toList();
    }

    List<TenantId> tenants() {
        TreeSet<String> names = new TreeSet<>();
        accounts.keySet().forEach(holder -> names.add(holder.tenant().value()));
        return names.stream().map(TenantId::new).toList();
    }

    long forgetKeys(long before) {
        List<OperationRow> old = operations(journal.values().stream())
                .filter(row -> row.facts().at() < before && !row.fingerprint().isEmpty())
                .toList();
        for (OperationRow row : old) {
            AnswerRow answer = row.answer();
            replace(new OperationRow(
                    row.id(),
                    Bytes.EMPTY,
                    row.facts(),
                    new AnswerRow(
                            answer.done(),
                            answer.reason(),
                            answer.approved(),
                            answer.ledger(),
                            answer.held(),
                            answer.state(),
                            ""),
                    row.progress(),
                    row.number()));
        }
        return old.size();
    }

    /** Where an account's counters are not what its entries come to. */
    List<LedgerAudit.Finding> wrongCounters() {
        Map<Holder, long[]> sums = new HashMap<>();
        for (JournalEntry entry : journal.values()) {
            OperationId id = entry.operation().id();
            LedgerAccount own = LedgerAccount.card(id.account());
            long[] sum = sums.computeIfAbsent(new Holder(id.tenant(), id.account()), any -> new long[3]);
            for (Posting posting : entry.postings()) {
                if (posting.account().equals(own)) {
                    sum[posting.side() == Side.DEBIT ? 0 : 1] += posting.amount();
                } else if (posting.account().isCard()) {
                    return List.of(new LedgerAudit.Finding(
                            LedgerAudit.Fault.COUNTERS,
                            Long.toString(entry.operation().number()),
                            "an entry posts to its own card only"));
                }
            }
            sum[2] += entry.operation().progress().holdRemaining();
        }
        List<LedgerAudit.Finding> findings = new ArrayList<>();
        for (AccountRow row : accounts()) {
            long[] sum = sums.getOrDefault(new Holder(row.tenant(), row.id()), new long[3]);
            AccountCounters counters = row.counters();
            if (counters.debitsPosted() != sum[0]
                    || counters.creditsPosted() != sum[1]
                    || counters.debitsPending() != sum[2]) {
                findings.add(new LedgerAudit.Finding(
                        LedgerAudit.Fault.COUNTERS,
                        row.id().toString(),
                        "debited " + sum[0] + ", credited " + sum[1] + ", held " + sum[2]
                                + " by the journal; the counters say " + counters.debitsPosted() + ", "
                                + counters.creditsPosted() + ", " + counters.debitsPending()));
            }
        }
        return findings;
    }

    int size() {
        return journal.size();
    }

    private Stream<OperationRow> operations(TenantId tenant, Predicate<OperationRow> which) {
        return operations(journal.values().stream())
                .filter(row -> row.id().tenant().equals(tenant))
                .filter(which);
    }

    private static Stream<OperationRow> operations(Stream<JournalEntry> entries) {
        return entries.map(JournalEntry::operation);
    }

    private static boolean holds(OperationRow row) {
        return row.progress().holdRemaining() > 0;
    }

    private static boolean isIn(OperationRow row, TerminalId terminal, int batch) {
        return row.facts().terminal().equals(terminal.value()) && row.facts().batch() == batch;
    }

    private static long signed(Posting posting) {
        return posting.side() == Side.CREDIT ? posting.amount() : -posting.amount();
    }

    private static BatchTotal total(OperationRow row) {
        boolean reversed = row.progress().reversed();
        long approved = row.answer().approved();
        return new BatchTotal(
                row.facts().kind(), row.facts().currency(), 1, approved, reversed ? 1 : 0, reversed ? approved : 0);
    }

    private static BatchTotal sum(BatchTotal first, BatchTotal second) {
        return new BatchTotal(
                first.kind(),
                first.currency(),
                first.count() + second.count(),
                Math.addExact(first.amount(), second.amount()),
                first.reversedCount() + second.reversedCount(),
                Math.addExact(first.reversedAmount(), second.reversedAmount()));
    }

    private record Holder(TenantId tenant, AccountId account) {}

    private record TenantKey(TenantId tenant, OperationKey key) {}
}
