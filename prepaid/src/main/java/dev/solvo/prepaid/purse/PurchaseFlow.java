package dev.solvo.prepaid.purse;

import dev.solvo.apdu.ResponseApdu;
import java.util.List;

/** INITIALIZE FOR PURCHASE, the security module's proof, DEBIT FOR PURCHASE, the card's proof. */
final class PurchaseFlow {
    private final PurseSettings settings;
    private final PurseCard card;
    private final PurseTransactionType type;
    private final long minor;
    private final List<CompoundRecord> records;
    private final TransactionTime time;

    PurchaseFlow(
            PurseSettings settings,
            PurseCard card,
            PurseTransactionType type,
            long minor,
            List<CompoundRecord> records,
            TransactionTime time) {
        this.settings = settings;
        this.card = card;
        this.type = type;
        this.minor = minor;
        this.records = records;
        this.time = time;
    }

    PurseStep<PurchaseOutcome> begin() {
        if (card.blocked()) {
            return notDone(NotDone.Reason.BLOCKED);
        }
        if (!card.isValidOn(time.dateTime().toLocalDate())) {
            return notDone(NotDone.Reason.NOT_VALID);
        }
        return new TransmitApdu<>(
                PurseCommands.initializePurchase(settings, type, minor),
                this::afterInitializing,
                kind -> notDone(NotDone.Reason.CARD_LOST));
    }

    private PurseStep<PurchaseOutcome> afterInitializing(ResponseApdu response) {
        if (!response.statusWord().isSuccess()) {
            return end(NotDone.refused(response.statusWord()));
        }
        InitializedPurchase begun;
        try {
            begun = InitializedPurchase.parse(response.data());
        } catch (PurseException e) {
            return notDone(NotDone.Reason.MALFORMED_ANSWER);
        }
        if (begun.offlineSequence() == CardNumber.MAX_SEQUENCE) {
            return notDone(NotDone.Reason.OUT_OF_RANGE);
        }
        if (minor > begun.oldBalanceMinor()) {
            return notDone(NotDone.Reason.INSUFFICIENT_BALANCE);
        }
        return updateCache(begun, 0);
    }

    private PurseStep<PurchaseOutcome> updateCache(InitializedPurchase begun, int index) {
        if (index == records.size()) {
            return askPsam(begun);
        }
        return new TransmitApdu<>(
                PurseCommands.updateCache(records.get(index)),
                response -> response.statusWord().isSuccess()
                        ? updateCache(begun, index + 1)
                        : end(NotDone.refused(response.statusWord())),
                kind -> notDone(NotDone.Reason.CARD_LOST));
    }

    private PurseStep<PurchaseOutcome> askPsam(InitializedPurchase begun) {
        PsamRequest request = new PsamRequest(
                card.serial(),
                begun.random(),
                begun.offlineSequence(),
                minor,
                type,
                time,
                begun.keyVersion(),
                begun.algorithm());
        return new AskPsam<>(request, answer -> {
            if (answer instanceof PsamAnswer.Proved proof) {
                return store(begun, proof);
            }
            return notDone(
                    answer instanceof PsamAnswer.Refused
                            ? NotDone.Reason.PSAM_REFUSED
                            : NotDone.Reason.PSAM_UNAVAILABLE);
        });
    }

    private PurseStep<PurchaseOutcome> store(InitializedPurchase begun, PsamAnswer.Proved proof) {
        PendingPurchase pending = new PendingPurchase(new PurchaseFacts(
                card.serial(),
                type,
                settings.money(minor),
                settings.money(begun.oldBalanceMinor()),
                begun.offlineSequence(),
                settings.terminal(),
                proof.terminalSequence(),
                time,
                begun.keyVersion(),
                begun.algorithm()));
        return new StorePending<>(pending, () -> debit(pending, proof), () -> notDone(NotDone.Reason.NOT_STORED));
    }

    private PurseStep<PurchaseOutcome> debit(PendingPurchase pending, PsamAnswer.Proved proof) {
        return new TransmitApdu<>(
                PurseCommands.debitForPurchase(proof, time),
                response -> afterDebit(pending, response),
                kind -> unknown(pending, UnknownTransaction.Cause.NO_ANSWER));
    }

    private PurseStep<PurchaseOutcome> afterDebit(PendingPurchase pending, ResponseApdu response) {
        if (response.statusWord().isSuccess()) {
            if (response.data().length() != 8) {
                return unknown(pending, UnknownTransaction.Cause.MALFORMED_ANSWER);
            }
            PurchaseRecord record =
                    new PurchaseRecord(pending.facts(), response.data().slice(0, 4));
            return new ConfirmByPsam<>(
                    response.data().slice(4),
                    confirmation -> end(
                            confirmation == PsamConfirmation.CONFIRMED
                                    ? new Paid(record, confirmation)
                                    : new Unproven(record, confirmation)));
        }
        return DefiniteRefusal.is(response.statusWord())
                ? end(NotDone.refused(response.statusWord()))
                : unknown(pending, UnknownTransaction.Cause.UNCLEAR_STATUS);
    }

    private static PurseStep<PurchaseOutcome> unknown(PendingPurchase pending, UnknownTransaction.Cause cause) {
        return end(new UnknownTransaction(pending, cause));
    }

    private static PurseStep<PurchaseOutcome> notDone(NotDone.Reason reason) {
        return end(NotDone.because(reason));
    }

    private static PurseStep<PurchaseOutcome> end(PurchaseOutcome outcome) {
        return new Completed<>(outcome);
    }
}
