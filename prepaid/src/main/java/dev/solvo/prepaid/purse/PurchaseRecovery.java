package dev.solvo.prepaid.purse;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/**
 * What became of a purchase: INITIALIZE again, which tells the counter; if it was raised, GET TRANSACTION PROVE with the
 * number after the transaction; and because that number may be another transaction's, the security module or the card's
 * log.
 */
final class PurchaseRecovery {
    private final PurseSettings settings;
    private final PurseCard card;
    private final PendingPurchase pending;
    private final PurchaseFacts facts;

    PurchaseRecovery(PurseSettings settings, PurseCard card, PendingPurchase pending) {
        this.settings = settings;
        this.card = card;
        this.pending = pending;
        this.facts = pending.facts();
    }

    PurseStep<RecoveredPurchase> begin() {
        if (!card.serial().equals(facts.serial())) {
            return unknown(UnknownTransaction.Cause.OTHER_CARD);
        }
        return new TransmitApdu<>(
                PurseCommands.initializePurchase(settings, facts.type(), 0), this::afterInitializing, this::lost);
    }

    private PurseStep<RecoveredPurchase> afterInitializing(ResponseApdu response) {
        NotDone refusal = NotDone.refused(response.statusWord());
        if (refusal.reason() == NotDone.Reason.PIN_REQUIRED) {
            return unknown(UnknownTransaction.Cause.PIN_REQUIRED);
        }
        if (refusal.reason() == NotDone.Reason.OUT_OF_RANGE || refusal.reason() == NotDone.Reason.BLOCKED) {
            // Exhausted, perhaps by this very purchase, or blocked since: the counter is not told, the proof may be.
            return prove();
        }
        if (!response.statusWord().isSuccess()) {
            return unknown(UnknownTransaction.Cause.UNCLEAR_STATUS);
        }
        InitializedPurchase begun;
        try {
            begun = InitializedPurchase.parse(response.data());
        } catch (PurseException e) {
            return unknown(UnknownTransaction.Cause.MALFORMED_ANSWER);
        }
        if (begun.offlineSequence() == facts.offlineSequence()) {
            return end(new NotDebited(facts));
        }
        return begun.offlineSequence() < facts.offlineSequence()
                ? unknown(UnknownTransaction.Cause.OTHER_COUNTER)
                : prove();
    }

    private PurseStep<RecoveredPurchase> prove() {
        return new TransmitApdu<>(
                PurseCommands.getTransactionProve(facts.type(), facts.offlineSequence() + 1),
                this::afterProof,
                this::lost);
    }

    private PurseStep<RecoveredPurchase> afterProof(ResponseApdu response) {
        if (response.statusWord().isSuccess()) {
            if (response.data().length() != 8) {
                return unknown(UnknownTransaction.Cause.MALFORMED_ANSWER);
            }
            PurchaseRecord record = new PurchaseRecord(facts, response.data().slice(4));
            Bytes mac2 = response.data().slice(0, 4);
            return new ConfirmByPsam<>(
                    mac2,
                    confirmation -> confirmation == PsamConfirmation.CONFIRMED
                            ? end(new Paid(record, confirmation))
                            : readLog(Optional.of(record)));
        }
        return NotDone.refused(response.statusWord()).reason() == NotDone.Reason.NO_PROOF
                ? readLog(Optional.empty())
                : unknown(UnknownTransaction.Cause.UNCLEAR_STATUS);
    }

    /** A module that does not know the purchase any more does not confirm it, so its refusal is no evidence here. */
    private PurseStep<RecoveredPurchase> readLog(Optional<PurchaseRecord> record) {
        return new LogReading<RecoveredPurchase>(settings, log -> switch (LogEvidence.of(facts, log)) {
                    case DONE ->
                        end(
                                record.isPresent()
                                        ? new Paid(record.get(), PsamConfirmation.UNAVAILABLE)
                                        : new DebitedWithoutCode(facts));
                    case NOT_DONE -> end(new NotDebited(facts));
                    case NONE -> unknown(UnknownTransaction.Cause.NO_EVIDENCE);
                })
                .begin();
    }

    private PurseStep<RecoveredPurchase> lost(CardTransportException.Kind kind) {
        return unknown(UnknownTransaction.Cause.NO_ANSWER);
    }

    private PurseStep<RecoveredPurchase> unknown(UnknownTransaction.Cause cause) {
        return end(new UnknownTransaction(pending, cause));
    }

    private static PurseStep<RecoveredPurchase> end(RecoveredPurchase outcome) {
        return new Completed<>(outcome);
    }
}
