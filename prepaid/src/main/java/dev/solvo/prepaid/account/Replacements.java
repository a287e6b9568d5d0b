package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.ledger.AccountCounters;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.Decision;
import dev.solvo.prepaid.ledger.JournalEntry;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerResult;
import dev.solvo.prepaid.ledger.OperationId;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.OperationRow;
import dev.solvo.prepaid.ledger.PinRow;
import java.util.Optional;

/**
 * Cards in the place of others. On one shard it is one decision. Else the new card is issued first and waits; the old one is
 * replaced and its money held; the money is taken by the new one; the new one may be used. Each step has a key that follows from the
 * order's, so the same order takes up where it stopped.
 */
final class Replacements {
    private final Teller teller;
    private final Office office;
    private final TenantId tenant;

    Replacements(Teller teller) {
        this.teller = teller;
        this.office = teller.office();
        this.tenant = teller.caller().tenant();
    }

    Answer replace(AccountRow old, CardCode code, Order order) throws LedgerException {
        Optional<AccountRow> existing = office.find(tenant, code);
        AccountId id = existing.map(AccountRow::id).orElseGet(() -> office.newest(tenant, code));
        order.other(id);
        AccountRow card = new AccountRow(
                tenant,
                id,
                old.currency(),
                CardState.ACTIVE,
                old.product(),
                AccountCounters.ZERO,
                PinRow.NONE,
                old.expires(),
                office.now(),
                id,
                office.keys().codeVersion(),
                code.hint(),
                0);
        if (teller.together(old.id(), id)) {
            boolean taken = existing.isPresent();
            LedgerResult result = teller.execute(
                    old,
                    order,
                    draft -> taken ? draft.refused(RefusalReason.CODE_TAKEN) : CardDecisions.replace(draft, card));
            return teller.answer(old, order, result);
        }
        return replaceInSteps(old, card, order);
    }

    private Answer replaceInSteps(AccountRow old, AccountRow card, Order order) throws LedgerException {
        boolean begun = office.ledger()
                .reads()
                .entry(new OperationId(tenant, old.id(), order.key()))
                .isPresent();
        boolean free = begun || !CardDecisions.isReplaceable(old) || isIssued(old, card, order.key());
        LedgerResult result = teller.execute(
                old,
                order,
                draft -> free
                        ? CardDecisions.beginReplacement(draft, card.id())
                        : draft.refused(RefusalReason.CODE_TAKEN));
        if (!(result instanceof LedgerResult.Conflicting)
                && Transfers.operation(result).answer().done()) {
            try {
                finish(old.id(), card.id(), order.key());
            } catch (LedgerException e) {
                // The old card is replaced; the same order goes on, and the sweep of transfers moves the money.
                return new Answer.Unknown(order.key());
            }
        }
        return teller.answer(old, order, result);
    }

    /** Whether the new card is there and is this order's. */
    private boolean isIssued(AccountRow old, AccountRow card, OperationKey key) throws LedgerException {
        Order order = new Order(DerivedKeys.step(key, DerivedKeys.NEW_CARD), OperationKind.ISSUE)
                .original(key)
                .other(old.id());
        LedgerResult result =
                teller.of(Caller.nobody(teller.caller().policy())).issue(card.with(CardState.INACTIVE), order);
        return !(result instanceof LedgerResult.Conflicting)
                && Transfers.operation(result).answer().done();
    }

    private void finish(AccountId old, AccountId card, OperationKey key) throws LedgerException {
        Optional<OperationRow> moved = office.ledger()
                .reads()
                .entry(new OperationId(tenant, old, DerivedKeys.step(key, DerivedKeys.MOVED)))
                .map(JournalEntry::operation);
        if (moved.isPresent() && Transfers.isOpen(moved.get())) {
            new Transfers(office, teller.caller().policy()).finish(moved.get());
        }
        Optional<AccountRow> waiting = office.ledger().reads().account(tenant, card);
        if (waiting.isPresent() && waiting.get().state() == CardState.INACTIVE) {
            Order order = new Order(DerivedKeys.step(key, DerivedKeys.ACTIVATION), OperationKind.ACTIVATE);
            teller.of(Caller.nobody(teller.caller().policy())).execute(waiting.get(), order, Replacements::activate);
        }
    }

    private static Decision activate(Draft draft) throws LedgerException {
        if (draft.row().state() != CardState.INACTIVE) {
            return draft.refused(RefusalReason.ALREADY_ACTIVE);
        }
        draft.change(draft.row().with(CardState.ACTIVE));
        return draft.done(0);
    }
}
