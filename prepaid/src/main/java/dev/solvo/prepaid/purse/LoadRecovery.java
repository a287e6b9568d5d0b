package dev.solvo.prepaid.purse;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import java.util.Optional;

/** What became of a load: as {@link PurchaseRecovery}, with the issuer, who can check the code, in the module's place. */
final class LoadRecovery {
    private final PurseSettings settings;
    private final PurseCard card;
    private final PendingLoad pending;
    private final LoadFacts facts;

    LoadRecovery(PurseSettings settings, PurseCard card, PendingLoad pending) {
        this.settings = settings;
        this.card = card;
        this.pending = pending;
        this.facts = pending.facts();
    }

    PurseStep<RecoveredLoad> begin() {
        if (pending.time().isEmpty()) {
            return notLoaded();
        }
        TransactionTime time = pending.time().get();
        if (!card.serial().equals(facts.serial())) {
            return unknown(UnknownTransaction.Cause.OTHER_CARD);
        }
        return new TransmitApdu<>(
                PurseCommands.initializeLoad(settings, facts.type().account(), 0),
                response -> afterInitializing(time, response),
                this::lost);
    }

    private PurseStep<RecoveredLoad> afterInitializing(TransactionTime time, ResponseApdu response) {
        NotDone refusal = NotDone.refused(response.statusWord());
        if (refusal.reason() == NotDone.Reason.PIN_REQUIRED) {
            return unknown(UnknownTransaction.Cause.PIN_REQUIRED);
        }
        if (refusal.reason() == NotDone.Reason.OUT_OF_RANGE || refusal.reason() == NotDone.Reason.BLOCKED) {
            // Exhausted, perhaps by this very load, or blocked since: the counter is not told, the proof may be.
            return prove(time);
        }
        if (!response.statusWord().isSuccess()) {
            return unknown(UnknownTransaction.Cause.UNCLEAR_STATUS);
        }
        InitializedLoad begun;
        try {
            begun = InitializedLoad.parse(response.data());
        } catch (PurseException e) {
            return unknown(UnknownTransaction.Cause.MALFORMED_ANSWER);
        }
        if (begun.onlineSequence() == facts.onlineSequence()) {
            return notLoaded();
        }
        return begun.onlineSequence() < facts.onlineSequence()
                ? unknown(UnknownTransaction.Cause.OTHER_COUNTER)
                : prove(time);
    }

    private PurseStep<RecoveredLoad> prove(TransactionTime time) {
        return new TransmitApdu<>(
                PurseCommands.getTransactionProve(facts.type(), facts.onlineSequence() + 1),
                response -> afterProof(time, response),
                this::lost);
    }

    private PurseStep<RecoveredLoad> afterProof(TransactionTime time, ResponseApdu response) {
        if (response.statusWord().isSuccess()) {
            if (response.data().length() != 8) {
                return unknown(UnknownTransaction.Cause.MALFORMED_ANSWER);
            }
            LoadRecord record = new LoadRecord(facts, time, response.data().slice(4));
            return new TellLoadHost<>(
                    new LoadReport.Credited(record),
                    notice -> notice == HostNotice.ACCEPTED
                            ? end(new Loaded(record, notice))
                            : readLog(time, Optional.of(new Loaded(record, notice))));
        }
        return NotDone.refused(response.statusWord()).reason() == NotDone.Reason.NO_PROOF
                ? readLog(time, Optional.empty())
                : unknown(UnknownTransaction.Cause.UNCLEAR_STATUS);
    }

    private PurseStep<RecoveredLoad> readLog(TransactionTime time, Optional<Loaded> proved) {
        return new LogReading<RecoveredLoad>(settings, log -> switch (LogEvidence.of(facts, time, log)) {
                    case DONE -> proved.isPresent() ? end(proved.get()) : unknown(UnknownTransaction.Cause.CODE_LOST);
                    case NOT_DONE -> notLoaded();
                    case NONE -> unknown(UnknownTransaction.Cause.NO_EVIDENCE);
                })
                .begin();
    }

    private PurseStep<RecoveredLoad> notLoaded() {
        LoadReport.NotCredited report = new LoadReport.NotCredited(facts);
        return new TellLoadHost<>(report, notice -> end(new NotLoaded(report, NotDone.Reason.CARD_LOST, notice)));
    }

    private PurseStep<RecoveredLoad> lost(CardTransportException.Kind kind) {
        return unknown(UnknownTransaction.Cause.NO_ANSWER);
    }

    private PurseStep<RecoveredLoad> unknown(UnknownTransaction.Cause cause) {
        return end(new UnknownTransaction(pending, cause));
    }

    private static PurseStep<RecoveredLoad> end(RecoveredLoad outcome) {
        return new Completed<>(outcome);
    }
}
