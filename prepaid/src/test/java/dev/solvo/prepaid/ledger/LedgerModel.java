package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a ledger has to do, as simply as it can be said: two lists, every question answered by looking through all of them. Any
 * engine is compared with it; it shares no code with one.
 */
final class LedgerModel {
    private final boolean oneAccountPerKey;
    private final List<JournalEntry> entries = new ArrayList<>();
    private final List<AccountRow> accounts = new ArrayList<>();

    LedgerModel(boolean oneAccountPerKey) {
        this.oneAccountPerKey = oneAccountPerKey;
    }

    LedgerResult execute(LedgerCommand command, Decider decider) throws LedgerException {
        Optional<OperationRow> known = known(command.id());
        if (known.isPresent()) {
            return again(known.get(), command);
        }
        for (int tries = 0; tries < 8; tries++) {
            Decision decision = decider.decide(view(command.id().tenant()));
            boolean current = true;
            for (JournalEntry entry : decision.entries()) {
                Optional<OperationRow> taken = known(entry.operation().id());
                if (taken.isPresent()
                        && !taken.get().id().equals(entry.operation().id())) {
                    return new LedgerResult.Conflicting(taken.get());
                }
                current &= taken.isEmpty();
            }
            for (AccountRow row : decision.accounts()) {
                current &= row.version()
                        == account(row.tenant(), row.id())
                                .map(AccountRow::version)
                                .orElse(0L);
            }
            for (OperationRow row : decision.progressed()) {
                current &= operations(other -> other.number() == row.number()
                                        && other.id().equals(row.id()))
                                .size()
                        == 1;
            }
            if (current) {
                return new LedgerResult.Decided(store(decision));
            }
        }
        throw new LedgerException(LedgerException.Cause.CONTENTION, "model");
    }

    Optional<LedgerResult> debit(PlainDebit debit) {
        OperationId id = debit.command().id();
        Optional<OperationRow> known = known(id);
        if (known.isPresent()) {
            return Optional.of(again(known.get(), debit.command()));
        }
        Optional<AccountRow> account = account(id.tenant(), id.account());
        if (account.isEmpty()
                || account.get().state() != CardState.ACTIVE
                || !account.get().currency().equals(debit.facts().currency())
                || account.get().pin().isSet()
                || account.get().expires() <= debit.facts().at()
                || account.get().counters().available() < debit.facts().amount()) {
            return Optional.empty();
        }
        AccountRow after = account.get()
                .with(account.get().counters().debited(debit.facts().amount()));
        OperationRow row = debit.operation(after.counters());
        return Optional.of(new LedgerResult.Decided(
                store(new Decision(List.of(new JournalEntry(row, debit.postings())), List.of(after), List.of()))));
    }

    private static LedgerResult again(OperationRow known, LedgerCommand command) {
        return known.id().equals(command.id()) && known.fingerprint().equals(command.fingerprint())
                ? new LedgerResult.Replayed(known)
                : new LedgerResult.Conflicting(known);
    }

    private Optional<OperationRow> known(OperationId id) {
        return operations(row -> row.id().tenant().equals(id.tenant())
                        && row.id().key().equals(id.key())
                        && (oneAccountPerKey || row.id().account().equals(id.account())))
                .stream()
                .findFirst();
    }

    private OperationRow store(Decision decision) {
        int first = entries.size();
        for (JournalEntry entry : decision.entries()) {
            entries.add(new JournalEntry(entry.operation().numbered(entries.size() + 1), entry.postings()));
        }
        for (AccountRow row : decision.accounts()) {
            accounts.removeIf(
                    old -> old.tenant().equals(row.tenant()) && old.id().equals(row.id()));
            accounts.add(row.atVersion(row.version() + 1));
        }
        for (OperationRow row : decision.progressed()) {
            entries.replaceAll(entry -> entry.operation().number() == row.number()
                    ? new JournalEntry(entry.operation().with(row.progress()), entry.postings())
                    : entry);
        }
        return entries.get(first).operation();
    }

    long forget(long before) {
        long[] forgotten = {0};
        entries.replaceAll(entry -> {
            OperationRow row = entry.operation();
            if (row.facts().at() >= before || row.fingerprint().isEmpty()) {
                return entry;
            }
            forgotten[0]++;
            AnswerRow answer = row.answer();
            AnswerRow shorter = new AnswerRow(
                    answer.done(),
                    answer.reason(),
                    answer.approved(),
                    answer.ledger(),
                    answer.held(),
                    answer.state(),
                    "");
            return new JournalEntry(
                    new OperationRow(row.id(), Bytes.EMPTY, row.facts(), shorter, row.progress(), row.number()),
                    entry.postings());
        });
        return forgotten[0];
    }

    List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    List<AccountRow> accounts() {
        return List.copyOf(accounts);
    }

    List<OperationRow> operations(Predicate<OperationRow> condition) {
        return entries.stream().map(JournalEntry::operation).filter(condition).toList();
    }

    Optional<AccountRow> account(TenantId tenant, AccountId account) {
        return accounts.stream()
                .filter(row -> row.tenant().equals(tenant) && row.id().equals(account))
                .findFirst();
    }

    List<JournalEntry> statement(TenantId tenant, AccountId account, long from, long to) {
        return entries.stream()
                .filter(entry -> isOf(entry.operation(), tenant, account)
                        && entry.operation().facts().at() >= from
                        && entry.operation().facts().at() < to)
                .toList();
    }

    long balanceAt(TenantId tenant, AccountId account, long time) {
        return entries.stream()
                .filter(entry -> isOf(entry.operation(), tenant, account)
                        && entry.operation().facts().at() < time)
                .flatMap(entry -> entry.postings().stream())
                .filter(posting -> posting.account().equals(LedgerAccount.card(account)))
                .mapToLong(posting -> posting.side() == Side.CREDIT ? posting.amount() : -posting.amount())
                .sum();
    }

    List<OperationRow> openHolds(TenantId tenant, AccountId account) {
        return operations(row -> isOf(row, tenant, account) && row.progress().holdRemaining() > 0);
    }

    List<OperationRow> dueHolds(TenantId tenant, long time) {
        return operations(row -> row.id().tenant().equals(tenant)
                        && row.progress().holdRemaining() > 0
                        && row.progress().holdExpires() < time)
                .stream()
                .sorted(Comparator.comparing(row -> row.progress().holdExpires()))
                .toList();
    }

    List<OperationRow> openTransfers(TenantId tenant, long time) {
        return operations(row -> row.id().tenant().equals(tenant)
                        && row.facts().kind() == OperationKind.TRANSFER
                        && row.progress().holdRemaining() > 0
                        && row.facts().at() < time)
                .stream()
                .sorted(Comparator.comparing(row -> row.facts().at()))
                .toList();
    }

    Set<AccountRow> dueAccounts(TenantId tenant, long time) {
        Set<AccountRow> due = new java.util.HashSet<>();
        for (AccountRow row : accounts) {
            if (row.tenant().equals(tenant)
                    && row.expires() < time
                    && row.state() != CardState.EXPIRED
                    && row.state() != CardState.REPLACED) {
                due.add(row);
            }
        }
        return due;
    }

    List<SystemBalance> systemBalances(TenantId tenant) {
        Map<String, Map<String, Long>> sums = new TreeMap<>();
        for (JournalEntry entry : entries) {
            if (!entry.operation().id().tenant().equals(tenant)) {
                continue;
            }
            for (Posting posting : entry.postings()) {
                if (!posting.account().isCard()) {
                    sums.computeIfAbsent(posting.account().name(), name -> new TreeMap<>())
                            .merge(
                                    entry.operation().facts().currency(),
                                    posting.side() == Side.CREDIT ? posting.amount() : -posting.amount(),
                                    Long::sum);
                }
            }
        }
        List<SystemBalance> balances = new ArrayList<>();
        sums.forEach((name, byCurrency) -> byCurrency.forEach(
                (currency, sum) -> balances.add(new SystemBalance(new LedgerAccount(name), currency, sum))));
        return balances;
    }

    List<OperationRow> batch(TenantId tenant, TerminalId terminal, int batch) {
        return operations(row -> row.id().tenant().equals(tenant)
                && row.facts().terminal().equals(terminal.value())
                && row.facts().batch() == batch);
    }

    List<BatchTotal> batchTotals(TenantId tenant, TerminalId terminal, int batch) {
        Map<OperationKind, Map<String, BatchTotal>> totals = new TreeMap<>();
        for (OperationRow row : batch(tenant, terminal, batch)) {
            if (row.answer().done()) {
                long approved = row.answer().approved();
                boolean reversed = row.progress().reversed();
                totals.computeIfAbsent(row.facts().kind(), kind -> new TreeMap<>())
                        .merge(
                                row.facts().currency(),
                                new BatchTotal(
                                        row.facts().kind(),
                                        row.facts().currency(),
                                        1,
                                        approved,
                                        reversed ? 1 : 0,
                                        reversed ? approved : 0),
                                (a, b) -> new BatchTotal(
                                        a.kind(),
                                        a.currency(),
                                        a.count() + b.count(),
                                        a.amount() + b.amount(),
                                        a.reversedCount() + b.reversedCount(),
                                        a.reversedAmount() + b.reversedAmount()));
            }
        }
        return totals.values().stream()
                .flatMap(byCurrency -> byCurrency.values().stream())
                .toList();
    }

    List<TenantId> tenants() {
        Set<String> names = new TreeSet<>();
        accounts.forEach(row -> names.add(row.tenant().value()));
        return names.stream().map(TenantId::new).toList();
    }

    /** Entries by their ids. */
    Map<OperationId, JournalEntry> byId() {
        Map<OperationId, JournalEntry> all = new LinkedHashMap<>();
        entries.forEach(entry -> all.put(entry.operation().id(), entry));
        return all;
    }

    private static boolean isOf(OperationRow row, TenantId tenant, AccountId account) {
        return row.id().tenant().equals(tenant) && row.id().account().equals(account);
    }

    private LedgerView view(TenantId tenant) {
        return new LedgerView() {
            @Override
            public Optional<AccountRow> account(AccountId account) {
                return LedgerModel.this.account(tenant, account);
            }

            @Override
            public Optional<OperationRow> operation(AccountId account, OperationKey key) {
                return operations(row ->
                                isOf(row, tenant, account) && row.id().key().equals(key))
                        .stream()
                        .findFirst();
            }

            @Override
            public Usage usage(AccountId account, Set<OperationKind> kinds, long since) {
                List<OperationRow> rows = operations(row -> isOf(row, tenant, account)
                        && row.answer().done()
                        && !row.progress().reversed()
                        && kinds.contains(row.facts().kind())
                        && row.facts().at() >= since);
                return new Usage(
                        rows.size(),
                        rows.stream().mapToLong(row -> row.answer().approved()).sum());
            }

            @Override
            public List<OperationRow> openHolds(AccountId account, int most) {
                return LedgerModel.this.openHolds(tenant, account).stream()
                        .limit(most)
                        .toList();
            }
        };
    }
}
