package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.tlv.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Operations on cards that are simple, and use all that a decision can have: what the tests of ledgers let them do. They are not
 * those of the product.
 */
final class BookOperations {
    static final String CURRENCY = "CNY";

    private final TenantId tenant;
    private final TerminalId terminal;

    BookOperations(TenantId tenant, TerminalId terminal) {
        this.tenant = tenant;
        this.terminal = terminal;
    }

    /** What to ask a ledger for. */
    record Asked(LedgerCommand command, Decider decider) {}

    /** The account of the card with a number. */
    static AccountId card(long number) {
        return new AccountId(Bytes.of(ByteBuffer.allocate(AccountId.LENGTH)
                .putLong(number * 0x9E3779B97F4A7C15L)
                .putLong(number)
                .array()));
    }

    static Bytes fingerprint(String text) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    TenantId tenant() {
        return tenant;
    }

    LedgerCommand command(AccountId card, String key, String body) {
        return new LedgerCommand(new OperationId(tenant, card, new OperationKey(key)), fingerprint(body));
    }

    private OperationFacts facts(
            OperationKind kind, long at, int batch, long amount, String original, AccountId other) {
        return new OperationFacts(
                kind, at, terminal.value(), batch, CURRENCY, amount, original, other, "operator", "because of it");
    }

    AccountRow newAccount(AccountId card, long at, long expires) {
        return new AccountRow(
                tenant,
                card,
                CURRENCY,
                CardState.ACTIVE,
                "standard",
                AccountCounters.ZERO,
                PinRow.NONE,
                expires,
                at,
                card,
                1,
                "1234",
                0);
    }

    Asked issue(AccountId card, String key, long at, long expires) {
        LedgerCommand command = command(card, key, "issue");
        return new Asked(command, view -> {
            Optional<AccountRow> known = view.account(card);
            OperationFacts facts =
                    new OperationFacts(OperationKind.ISSUE, at, "", 0, CURRENCY, 0, "", card, "operator", "a new card");
            if (known.isPresent()) {
                return refused(command, facts, "EXISTS", known.get());
            }
            AccountRow account = newAccount(card, at, expires);
            return new Decision(
                    List.of(new JournalEntry(done(command, facts, 0, account, ""), List.of())),
                    List.of(account),
                    List.of());
        });
    }

    Asked load(AccountId card, String key, long at, long amount) {
        LedgerCommand command = command(card, key, "load " + amount);
        return new Asked(command, view -> {
            OperationFacts facts = facts(OperationKind.LOAD, at, 1, amount, "", card);
            Optional<AccountRow> account = view.account(card);
            if (account.isEmpty()) {
                return unknown(command, facts);
            }
            AccountRow after = account.get().with(account.get().counters().credited(amount));
            return new Decision(
                    List.of(new JournalEntry(
                            done(command, facts, amount, after, "{\"detail\":\"" + key + "\"}"),
                            lines(LedgerAccount.FUNDING, LedgerAccount.card(card), amount))),
                    List.of(after),
                    List.of());
        });
    }

    PlainDebit plainDebit(AccountId card, String key, long at, int batch, long amount) {
        return new PlainDebit(
                command(card, key, "debit " + amount), facts(OperationKind.DEBIT, at, batch, amount, "", card));
    }

    /** A debit, but at most {@code most} of them since {@code since}. */
    Asked debit(AccountId card, String key, long at, int batch, long amount, long since, long most) {
        LedgerCommand command = command(card, key, "debit " + amount);
        return new Asked(command, view -> {
            OperationFacts facts = facts(OperationKind.DEBIT, at, batch, amount, "", card);
            Optional<AccountRow> account = view.account(card);
            if (account.isEmpty()) {
                return unknown(command, facts);
            }
            Usage usage = view.usage(card, EnumSet.of(OperationKind.DEBIT, OperationKind.CAPTURE), since);
            if (usage.count() >= most) {
                return refused(command, facts, "VELOCITY", account.get());
            }
            if (account.get().counters().available() < amount || account.get().state() != CardState.ACTIVE) {
                return refused(command, facts, "INSUFFICIENT", account.get());
            }
            AccountRow after = account.get().with(account.get().counters().debited(amount));
            return new Decision(
                    List.of(new JournalEntry(
                            done(command, facts, amount, after, "used " + usage.approved()),
                            lines(LedgerAccount.card(card), LedgerAccount.settlement(terminal), amount))),
                    List.of(after),
                    List.of());
        });
    }

    Asked hold(AccountId card, String key, long at, long amount, long expires) {
        LedgerCommand command = command(card, key, "hold " + amount);
        return new Asked(command, view -> {
            OperationFacts facts = facts(OperationKind.AUTHORISE, at, 1, amount, "", card);
            Optional<AccountRow> account = view.account(card);
            if (account.isEmpty()) {
                return unknown(command, facts);
            }
            if (account.get().counters().available() < amount
                    || view.openHolds(card, 4).size() == 4) {
                return refused(command, facts, "INSUFFICIENT", account.get());
            }
            AccountRow after = account.get().with(account.get().counters().held(amount));
            OperationRow row =
                    done(command, facts, amount, after, "").with(new OperationProgress(amount, expires, 0, 0, false));
            return new Decision(List.of(new JournalEntry(row, List.of())), List.of(after), List.of());
        });
    }

    /** Captures what is asked for of a hold, or what it has; {@code last} gives the rest back. */
    Asked capture(AccountId card, String key, long at, String hold, long amount, boolean last) {
        LedgerCommand command = command(card, key, "capture " + hold + " " + amount + last);
        return new Asked(command, view -> {
            OperationFacts facts = facts(OperationKind.CAPTURE, at, 1, amount, hold, card);
            Optional<AccountRow> account = view.account(card);
            Optional<OperationRow> held = view.operation(card, new OperationKey(hold));
            if (account.isEmpty()) {
                return unknown(command, facts);
            }
            if (held.isEmpty() || held.get().progress().holdRemaining() == 0) {
                return refused(command, facts, "NO_HOLD", account.get());
            }
            OperationProgress before = held.get().progress();
            long captured = Math.min(amount, before.holdRemaining());
            long remaining = last ? 0 : before.holdRemaining() - captured;
            AccountRow after = account.get()
                    .with(account.get()
                            .counters()
                            .released(before.holdRemaining() - remaining)
                            .debited(captured));
            return new Decision(
                    List.of(new JournalEntry(
                            done(command, facts, captured, after, ""),
                            lines(LedgerAccount.card(card), LedgerAccount.settlement(terminal), captured))),
                    List.of(after),
                    List.of(held.get()
                            .with(new OperationProgress(
                                    remaining, before.holdExpires(), before.captured() + captured, 0, false))));
        });
    }

    /** Undoes a debit, or leaves a tombstone under its key. */
    Asked reverse(AccountId card, String key, long at, String original) {
        LedgerCommand command = command(card, key, "reverse " + original);
        return new Asked(command, view -> {
            OperationFacts facts = facts(OperationKind.REVERSE, at, 1, 0, original, card);
            Optional<AccountRow> account = view.account(card);
            if (account.isEmpty()) {
                return unknown(command, facts);
            }
            if (original.equals(key)) {
                return refused(command, facts, "ITSELF", account.get());
            }
            Optional<OperationRow> known = view.operation(card, new OperationKey(original));
            if (known.isEmpty()) {
                return new Decision(
                        List.of(
                                new JournalEntry(done(command, facts, 0, account.get(), ""), List.of()),
                                new JournalEntry(tombstone(card, original, at, account.get()), List.of())),
                        List.of(account.get()),
                        List.of());
            }
            OperationRow row = known.get();
            if (row.facts().kind() != OperationKind.DEBIT
                    || !row.answer().done()
                    || row.progress().reversed()) {
                return refused(command, facts, "NOT_REVERSIBLE", account.get());
            }
            long amount = row.answer().approved();
            AccountRow after = account.get().with(account.get().counters().credited(amount));
            return new Decision(
                    List.of(new JournalEntry(
                            done(command, facts, amount, after, ""),
                            lines(
                                    LedgerAccount.settlement(
                                            new TerminalId(row.facts().terminal())),
                                    LedgerAccount.card(card),
                                    amount))),
                    List.of(after),
                    List.of(row.with(new OperationProgress(0, AccountRow.NEVER, 0, amount, true))));
        });
    }

    private OperationRow tombstone(AccountId card, String original, long at, AccountRow account) {
        return new OperationRow(
                new OperationId(tenant, card, new OperationKey(original)),
                fingerprint("tombstone"),
                new OperationFacts(OperationKind.TOMBSTONE, at, terminal.value(), 1, CURRENCY, 0, "", card, "", ""),
                new AnswerRow(
                        false,
                        "REVERSED",
                        0,
                        account.counters().ledger(),
                        account.counters().held(),
                        account.state(),
                        ""),
                OperationProgress.NONE,
                0);
    }

    /** From one card to another, by two entries. */
    Asked transfer(AccountId from, AccountId to, String key, long at, long amount) {
        LedgerCommand command = command(from, key, "transfer " + to + " " + amount);
        return new Asked(command, view -> {
            OperationFacts facts = facts(OperationKind.TRANSFER, at, 0, amount, "", to);
            Optional<AccountRow> source = view.account(from);
            Optional<AccountRow> target = view.account(to);
            if (source.isEmpty() || target.isEmpty()) {
                return unknown(command, facts);
            }
            if (source.get().counters().available() < amount) {
                return refused(command, facts, "INSUFFICIENT", source.get());
            }
            AccountRow given = source.get().with(source.get().counters().debited(amount));
            AccountRow taken = target.get().with(target.get().counters().credited(amount));
            LedgerCommand in = new LedgerCommand(
                    new OperationId(tenant, to, command.id().key().derived("in")), command.fingerprint());
            OperationFacts inFacts = facts(OperationKind.TRANSFER_IN, at, 0, amount, key, from);
            return new Decision(
                    List.of(
                            new JournalEntry(
                                    done(command, facts, amount, given, ""),
                                    lines(LedgerAccount.card(from), LedgerAccount.TRANSIT, amount)),
                            new JournalEntry(
                                    done(in, inFacts, amount, taken, ""),
                                    lines(LedgerAccount.TRANSIT, LedgerAccount.card(to), amount))),
                    List.of(given, taken),
                    List.of());
        });
    }

    /** Another state, PIN, date and successor: all that can be changed in an account besides its counters. */
    Asked change(AccountId card, String key, long at, CardState state, int pin, long expires) {
        LedgerCommand command = command(card, key, "change " + state + pin + expires);
        return new Asked(command, view -> {
            OperationFacts facts =
                    new OperationFacts(OperationKind.BLOCK, at, "", 0, CURRENCY, 0, "", card, "operator", "changed");
            Optional<AccountRow> account = view.account(card);
            if (account.isEmpty()) {
                return unknown(command, facts);
            }
            PinRow row =
                    pin == 0 ? PinRow.NONE : new PinRow(Bytes.repeat(pin, 32), Bytes.repeat(pin + 1, 16), pin, pin % 4);
            AccountRow after = state == CardState.REPLACED
                    ? account.get().replacedBy(card(4711))
                    : account.get().with(state);
            after = after.with(row).expiring(expires);
            return new Decision(
                    List.of(new JournalEntry(done(command, facts, 0, after, ""), List.of())),
                    List.of(after),
                    List.of());
        });
    }

    OperationRow done(LedgerCommand command, OperationFacts facts, long approved, AccountRow after, String detail) {
        return new OperationRow(
                command.id(),
                command.fingerprint(),
                facts,
                new AnswerRow(
                        true,
                        "",
                        approved,
                        after.counters().ledger(),
                        after.counters().held(),
                        after.state(),
                        detail),
                OperationProgress.NONE,
                0);
    }

    private static Decision refused(LedgerCommand command, OperationFacts facts, String reason, AccountRow account) {
        return Decision.remembered(new OperationRow(
                command.id(),
                command.fingerprint(),
                facts,
                new AnswerRow(
                        false,
                        reason,
                        0,
                        account.counters().ledger(),
                        account.counters().held(),
                        account.state(),
                        ""),
                OperationProgress.NONE,
                0));
    }

    private static Decision unknown(LedgerCommand command, OperationFacts facts) {
        return Decision.remembered(new OperationRow(
                command.id(),
                command.fingerprint(),
                facts,
                new AnswerRow(false, "UNKNOWN_CARD", 0, 0, 0, CardState.INACTIVE, ""),
                OperationProgress.NONE,
                0));
    }

    static List<Posting> lines(LedgerAccount debited, LedgerAccount credited, long amount) {
        return List.of(new Posting(debited, Side.DEBIT, amount), new Posting(credited, Side.CREDIT, amount));
    }
}
