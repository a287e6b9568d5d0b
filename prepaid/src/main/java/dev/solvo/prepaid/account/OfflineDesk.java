package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.AnswerRow;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.Decision;
import dev.solvo.prepaid.ledger.JournalEntry;
import dev.solvo.prepaid.ledger.LedgerAccount;
import dev.solvo.prepaid.ledger.LedgerCommand;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerResult;
import dev.solvo.prepaid.ledger.OperationFacts;
import dev.solvo.prepaid.ledger.OperationId;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.OperationProgress;
import dev.solvo.prepaid.ledger.OperationRow;
import dev.solvo.prepaid.ledger.Posting;
import dev.solvo.prepaid.ledger.Side;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** Books what a terminal let customers spend without a network. The customers have left: nothing is refused. */
public final class OfflineDesk {
    private final Teller teller;
    private final Office office;
    private final Caller caller;

    OfflineDesk(Teller teller) {
        this.teller = teller;
        this.office = teller.office();
        this.caller = teller.caller();
    }

    /**
     * The same desk, which notes the terminal's batch with each operation.
     *
     * @param number 1 or more
     */
    public OfflineDesk inBatch(int number) {
        return new OfflineDesk(teller.of(caller.inBatch(number)));
    }

    /**
     * Books an amount: what the card has is debited, the rest goes to suspense. Of a card that is not active, or was past its date when
     * it was spent, all goes to suspense. So does what was spent with a card that the books do not know, or in another currency than the
     * card's; that is noted under the terminal's own id, see {@link AccountReference#ofTerminal}.
     *
     * <p>Upload with the same key until it is {@link OfflineAnswer.Booked}.
     */
    public OfflineAnswer book(OfflineSpending spending, OperationKey key) throws LedgerException {
        try {
            return booked(spending, key);
        } catch (LedgerException e) {
            if (e.outcomeUnknown()) {
                return new OfflineAnswer.Unknown(key);
            }
            throw e;
        }
    }

    private OfflineAnswer booked(OfflineSpending spending, OperationKey key) throws LedgerException {
        Optional<AccountRow> known = office.find(caller.tenant(), spending.card())
                .filter(row -> row.currency()
                        .equals(spending.amount().getCurrencyUnit().getCode()));
        AccountId terminal = DerivedKeys.terminal(caller.tenant(), new TerminalId(caller.terminal()));
        // A card that was unknown when this was booked may have been issued since.
        boolean bookedBefore = office.ledger()
                .reads()
                .entry(new OperationId(caller.tenant(), terminal, key))
                .isPresent();
        return known.isEmpty() || bookedBefore
                ? onTerminal(spending, terminal, key)
                : onCard(spending, known.get(), key);
    }

    private OfflineAnswer onCard(OfflineSpending spending, AccountRow known, OperationKey key) throws LedgerException {
        Order order = new Order(key, OperationKind.OFFLINE_DEBIT)
                .amount(spending.amount())
                .with(spending.spent().toString())
                .with(Long.toString(spending.sequence()));
        LedgerResult result = teller.execute(known, order, draft -> debit(draft, spending));
        return answer(key, known.id(), result, List.of());
    }

    private static Decision debit(Draft draft, OfflineSpending spending) throws LedgerException {
        AccountRow row = draft.row();
        long spent = spending.spent().toEpochMilli();
        boolean pays = row.state() == CardState.ACTIVE && row.expires() > spent;
        long amount = draft.amount();
        long debited = pays ? Math.min(amount, draft.counters().available()) : 0;
        long suspense = amount - debited;
        LedgerAccount merchant =
                LedgerAccount.settlement(new TerminalId(draft.facts().terminal()));
        draft.debit(merchant, debited);
        draft.post(LedgerAccount.SUSPENSE, Side.DEBIT, suspense);
        draft.post(merchant, Side.CREDIT, suspense);
        draft.reason(new OfflineNote(spent, spending.sequence(), suspense).text());
        return draft.done(amount);
    }

    private OfflineAnswer onTerminal(OfflineSpending spending, AccountId terminal, OperationKey key)
            throws LedgerException {
        long amount = Order.minorUnits(spending.amount());
        List<Bytes> fingerprints = new ArrayList<>();
        for (AccountId card : candidates(spending.card())) {
            fingerprints.add(fingerprint(spending, card));
        }
        LedgerCommand command = new LedgerCommand(new OperationId(caller.tenant(), terminal, key), fingerprints.get(0));
        OperationFacts facts = new OperationFacts(
                OperationKind.OFFLINE_DEBIT,
                office.now(),
                caller.terminal(),
                caller.batch(),
                spending.amount().getCurrencyUnit().getCode(),
                amount,
                "",
                candidates(spending.card()).get(0),
                "",
                new OfflineNote(spending.spent().toEpochMilli(), spending.sequence(), amount).text());
        OperationRow row = new OperationRow(
                command.id(),
                command.fingerprint(),
                facts,
                new AnswerRow(true, "", amount, 0, 0, CardState.INACTIVE, ""),
                OperationProgress.NONE,
                0);
        JournalEntry entry = new JournalEntry(
                row,
                List.of(
                        new Posting(LedgerAccount.SUSPENSE, Side.DEBIT, amount),
                        new Posting(LedgerAccount.settlement(new TerminalId(caller.terminal())), Side.CREDIT, amount)));
        LedgerResult result =
                office.ledger().execute(command, view -> new Decision(List.of(entry), List.of(), List.of()));
        return answer(key, terminal, result, fingerprints);
    }

    /** The ids that the card may have had when this was booked first: by its code's key versions, the newest first. */
    private List<AccountId> candidates(CardReference card) {
        if (card instanceof CardCode code) {
            return office.keys().codeVersions().stream()
                    .map(version -> office.keys().account(version, caller.tenant(), code))
                    .toList();
        }
        return List.of(((AccountReference) card).account());
    }

    private Bytes fingerprint(OfflineSpending spending, AccountId card) {
        return new CanonicalBytes()
                .text(OperationKind.OFFLINE_DEBIT.name())
                .text(caller.terminal())
                .bytes(card.value())
                .money(spending.amount())
                .text(spending.spent().toString())
                .number(spending.sequence())
                .sha256();
    }

    private static OfflineAnswer answer(
            OperationKey key, AccountId account, LedgerResult result, List<Bytes> fingerprints) throws LedgerException {
        OperationRow operation = Transfers.operation(result);
        boolean sameAfterAll =
                operation.id().account().equals(account) && fingerprints.contains(operation.fingerprint());
        if (result instanceof LedgerResult.Conflicting && !sameAfterAll) {
            return new OfflineAnswer.Conflict(key);
        }
        long suspense = OfflineNote.parse(operation.facts().reason()).suspense();
        long amount = operation.answer().approved();
        return new OfflineAnswer.Booked(
                key,
                Money.ofMinor(Answers.currency(operation.facts().currency()), amount - suspense),
                Money.ofMinor(Answers.currency(operation.facts().currency()), suspense),
                !(result instanceof LedgerResult.Decided));
    }
}
