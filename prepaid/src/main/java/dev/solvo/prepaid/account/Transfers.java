package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.Decision;
import dev.solvo.prepaid.ledger.LedgerAccount;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerResult;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.OperationProgress;
import dev.solvo.prepaid.ledger.OperationRow;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Transfers between shards, in three steps under keys that follow from the transfer's: the giver's money is held; the taker takes it
 * or refuses; the giver's is spent or given back. Each step is decided once, so whoever comes by may take a transfer to its end, and its
 * answer is that of the last step.
 */
final class Transfers {
    private final Office office;
    private final TenantPolicy policy;

    Transfers(Office office, TenantPolicy policy) {
        this.office = office;
        this.policy = policy;
    }

    static boolean isOpen(OperationRow transfer) {
        return transfer.facts().kind() == OperationKind.TRANSFER
                && transfer.progress().holdRemaining() > 0;
    }

    /** The transfer, if it was begun in steps, so that its answer is that of the last one. */
    static Optional<OperationRow> begun(LedgerResult result) {
        if (result instanceof LedgerResult.Conflicting) {
            return Optional.empty();
        }
        OperationRow transfer = operation(result);
        return transfer.answer().done()
                        && AnswerDetail.parse(transfer.answer().detail()).has(AnswerDetail.STEPS)
                ? Optional.of(transfer)
                : Optional.empty();
    }

    /** What was decided, now or before. */
    static OperationRow operation(LedgerResult result) {
        if (result instanceof LedgerResult.Decided decided) {
            return decided.operation();
        }
        if (result instanceof LedgerResult.Replayed replayed) {
            return replayed.operation();
        }
        return ((LedgerResult.Conflicting) result).earlier();
    }

    /** The last step, taken now or before. */
    LedgerResult finish(OperationRow transfer) throws LedgerException {
        LedgerResult taken = take(transfer);
        Optional<RefusalReason> refusal = refusal(taken);
        return end(transfer, refusal);
    }

    private static Optional<RefusalReason> refusal(LedgerResult taken) throws LedgerException {
        if (taken instanceof LedgerResult.Conflicting) {
            // The same key stands for another giver's transfer to this card, which a sharded store cannot refuse
            // earlier.
            return Optional.of(RefusalReason.NOT_ACCEPTED);
        }
        OperationRow operation = operation(taken);
        return operation.answer().done() ? Optional.empty() : Optional.of(Answers.reason(operation.answer()));
    }

    private LedgerResult take(OperationRow transfer) throws LedgerException {
        AccountId giver = transfer.id().account();
        AccountId taker = transfer.facts().other();
        long amount = transfer.answer().approved();
        OperationKey key = DerivedKeys.step(transfer.id().key(), DerivedKeys.IN);
        Caller caller = Caller.of(policy, transfer.facts());
        return step(caller, transfer, taker, key, OperationKind.TRANSFER_IN, giver, draft -> {
            Optional<RefusalReason> refusal = MoneyDecisions.refusalToTake(caller, draft.row(), draft.at(), amount);
            if (refusal.isPresent()) {
                return draft.refused(refusal.get());
            }
            draft.credit(LedgerAccount.TRANSIT, amount);
            return draft.done(amount);
        });
    }

    private LedgerResult end(OperationRow transfer, Optional<RefusalReason> refusal) throws LedgerException {
        OperationKey key = DerivedKeys.step(transfer.id().key(), DerivedKeys.END);
        Caller caller = Caller.of(policy, transfer.facts());
        return step(
                caller,
                transfer,
                transfer.id().account(),
                key,
                OperationKind.TRANSFER_END,
                transfer.facts().other(),
                draft -> end(draft, refusal));
    }

    private static Decision end(Draft draft, Optional<RefusalReason> refusal) throws LedgerException {
        OperationRow transfer = draft.original()
                .orElseThrow(() ->
                        new LedgerException(LedgerException.Cause.CORRUPT, "a transfer is not in the books any more"));
        OperationProgress before = transfer.progress();
        long amount = before.holdRemaining();
        if (refusal.isPresent()) {
            draft.free(amount);
            draft.progress(transfer, new OperationProgress(0, before.holdExpires(), 0, before.refunded(), true));
            return draft.refused(refusal.get());
        }
        draft.showsBalance(!AnswerDetail.parse(transfer.answer().detail())
                .get(AnswerDetail.BALANCE)
                .equals(AnswerDetail.HIDDEN));
        draft.unhold(amount);
        draft.debit(LedgerAccount.TRANSIT, amount);
        draft.progress(transfer, new OperationProgress(0, before.holdExpires(), amount, before.refunded(), false));
        return draft.done(amount);
    }

    private LedgerResult step(
            Caller caller,
            OperationRow transfer,
            AccountId account,
            OperationKey key,
            OperationKind kind,
            AccountId other,
            Order.Logic logic)
            throws LedgerException {
        AccountRow known = office.ledger()
                .reads()
                .account(policy.tenant(), account)
                .orElseThrow(() -> new LedgerException(
                        LedgerException.Cause.CORRUPT, "account " + account + " is not in the books any more"));
        // The giver is in the fingerprint, for the key of the taker's step follows from the giver's key only.
        Order order = new Order(key, kind)
                .amount(Money.ofMinor(
                        Answers.currency(transfer.facts().currency()),
                        transfer.answer().approved()))
                .original(transfer.id().key())
                .other(other)
                .with(transfer.id().account().toString());
        return new Teller(office, caller).execute(known, order, logic);
    }
}
