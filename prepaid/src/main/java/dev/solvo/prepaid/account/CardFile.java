package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.AnswerRow;
import dev.solvo.prepaid.ledger.JournalEntry;
import dev.solvo.prepaid.ledger.LedgerAccount;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationFacts;
import dev.solvo.prepaid.ledger.OperationRow;
import dev.solvo.prepaid.ledger.Posting;
import dev.solvo.prepaid.ledger.Side;
import dev.solvo.prepaid.ledger.SystemBalance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What an operator looks up. */
final class CardFile {
    private static final int LONGEST_PAGE = 1_000;

    private final Teller teller;
    private final Office office;
    private final TenantId tenant;

    CardFile(Teller teller) {
        this.teller = teller;
        this.office = teller.office();
        this.tenant = teller.caller().tenant();
    }

    Optional<CardRecord> card(CardReference card) throws LedgerException {
        Optional<AccountRow> known = office.find(tenant, card);
        return known.isEmpty() ? Optional.empty() : Optional.of(record(new BalanceInquiry(teller).read(known.get())));
    }

    private static CardRecord record(BalanceInquiry.Balance balance) throws LedgerException {
        AccountRow row = balance.row();
        List<OpenHold> holds = new ArrayList<>();
        for (OperationRow hold : balance.holds()) {
            holds.add(hold(hold));
        }
        return new CardRecord(
                row.id(),
                row.codeHint(),
                row.codeVersion(),
                row.product(),
                row.state(),
                Instant.ofEpochMilli(row.opened()),
                time(row.expires()),
                balance.shown(),
                holds,
                row.successor().equals(row.id()) ? Optional.empty() : Optional.of(row.successor()),
                row.pin().isSet(),
                row.pin().triesLeft());
    }

    private static OpenHold hold(OperationRow hold) throws LedgerException {
        CurrencyUnit currency = Answers.currency(hold.facts().currency());
        return new OpenHold(
                hold.id().key(),
                hold.facts().terminal(),
                Money.ofMinor(currency, hold.answer().approved()),
                Money.ofMinor(currency, hold.progress().captured()),
                Money.ofMinor(currency, hold.progress().holdRemaining()),
                Instant.ofEpochMilli(hold.facts().at()),
                time(hold.progress().holdExpires()));
    }

    private static Optional<Instant> time(long millis) {
        return millis == AccountRow.NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    List<OperationRecord> operations(OperationKey key) throws LedgerException {
        List<OperationRecord> records = new ArrayList<>();
        for (JournalEntry entry : office.ledger().reads().entries(tenant, key)) {
            records.add(record(entry));
        }
        return records;
    }

    StatementPage statement(CardReference card, long after, Instant from, Instant to, int most) throws LedgerException {
        if (most < 1 || most > LONGEST_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + LONGEST_PAGE + " operations");
        }
        Optional<AccountId> account = account(card);
        if (account.isEmpty()) {
            return new StatementPage(List.of(), OptionalLong.empty());
        }
        List<JournalEntry> entries =
                office.ledger().reads().statement(tenant, account.get(), after, millis(from), millis(to), most + 1);
        List<OperationRecord> records = new ArrayList<>();
        for (JournalEntry entry : entries.subList(0, Math.min(most, entries.size()))) {
            records.add(record(entry));
        }
        return new StatementPage(
                records,
                entries.size() > most
                        ? OptionalLong.of(records.get(records.size() - 1).journal())
                        : OptionalLong.empty());
    }

    /** Also an id that stands for a terminal, which has no card. */
    private Optional<AccountId> account(CardReference card) throws LedgerException {
        return card instanceof AccountReference reference
                ? Optional.of(reference.account())
                : office.find(tenant, card).map(AccountRow::id);
    }

    Optional<Money> balanceAt(CardReference card, Instant time) throws LedgerException {
        Optional<AccountRow> known = office.find(tenant, card);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        long balance = office.ledger().reads().balanceAt(tenant, known.get().id(), millis(time));
        return Optional.of(Money.ofMinor(Answers.currency(known.get().currency()), balance));
    }

    TenantTotals totals() throws LedgerException {
        List<SystemBalance> system = office.ledger().reads().systemBalances(tenant);
        Map<String, Long> owed = new TreeMap<>();
        for (SystemBalance balance : system) {
            owed.merge(balance.currency(), -balance.balance(), Math::addExact);
        }
        List<Money> owedToCards = new ArrayList<>();
        for (Map.Entry<String, Long> sum : owed.entrySet()) {
            owedToCards.add(Money.ofMinor(Answers.currency(sum.getKey()), sum.getValue()));
        }
        return new TenantTotals(owedToCards, system);
    }

    private static OperationRecord record(JournalEntry entry) throws LedgerException {
        OperationRow row = entry.operation();
        OperationFacts facts = row.facts();
        AnswerRow answer = row.answer();
        CurrencyUnit currency = Answers.currency(facts.currency());
        return new OperationRecord(
                row.number(),
                row.id().account(),
                row.id().key(),
                facts.kind(),
                Instant.ofEpochMilli(facts.at()),
                facts.terminal(),
                facts.batch(),
                Money.ofMinor(currency, facts.amount()),
                Money.ofMinor(currency, answer.approved()),
                Money.ofMinor(currency, change(entry)),
                Money.ofMinor(currency, answer.ledger()),
                Money.ofMinor(currency, answer.held()),
                answer.state(),
                answer.done() ? Optional.empty() : Optional.of(Answers.reason(answer)),
                AnswerDetail.parse(answer.detail()).get(AnswerDetail.CAUSE),
                facts.original().isEmpty() ? Optional.empty() : Optional.of(new OperationKey(facts.original())),
                facts.other().equals(row.id().account()) ? Optional.empty() : Optional.of(facts.other()),
                facts.operator(),
                facts.reason(),
                Money.ofMinor(currency, row.progress().captured()),
                Money.ofMinor(currency, row.progress().refunded()),
                row.progress().reversed(),
                entry.postings());
    }

    private static long change(JournalEntry entry) {
        LedgerAccount own = LedgerAccount.card(entry.operation().id().account());
        long change = 0;
        for (Posting posting : entry.postings()) {
            if (posting.account().equals(own)) {
                change += posting.side() == Side.CREDIT ? posting.amount() : -posting.amount();
            }
        }
        return change;
    }

    /** Times beyond what the books count are the first or the last one. */
    private static long millis(Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
