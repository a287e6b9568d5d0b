package dev.solvo.prepaid.purse;

import dev.solvo.apdu.ResponseApdu;
import java.util.Optional;

/** INITIALIZE FOR LOAD, the issuer's word, CREDIT FOR LOAD, the report to the issuer. */
final class LoadFlow {
    private final PurseSettings settings;
    private final PurseCard card;
    private final PurseAccount account;
    private final long minor;
    private final TransactionTime time;

    LoadFlow(PurseSettings settings, PurseCard card, PurseAccount account, long minor, TransactionTime time) {
        this.settings = settings;
        this.card = card;
        this.account = account;
        this.minor = minor;
        this.time = time;
    }

    PurseStep<LoadOutcome> begin() {
        if (card.blocked()) {
            return notDone(NotDone.Reason.BLOCKED);
        }
        if (!card.isValidOn(time.dateTime().toLocalDate())) {
            return notDone(NotDone.Reason.NOT_VALID);
        }
        return new TransmitApdu<>(
                PurseCommands.initializeLoad(settings, account, minor),
                this::afterInitializing,
                kind -> notDone(NotDone.Reason.CARD_LOST));
    }

    private PurseStep<LoadOutcome> afterInitializing(ResponseApdu response) {
        if (!response.statusWord().isSuccess()) {
            return end(NotDone.refused(response.statusWord()));
        }
        InitializedLoad begun;
        try {
            begun = InitializedLoad.parse(response.data());
        } catch (PurseException e) {
            return notDone(NotDone.Reason.MALFORMED_ANSWER);
        }
        if (begun.onlineSequence() == CardNumber.MAX_SEQUENCE
                || begun.oldBalanceMinor() + minor > CardNumber.MAX_AMOUNT) {
            return notDone(NotDone.Reason.OUT_OF_RANGE);
        }
        LoadFacts facts = new LoadFacts(
                card.serial(),
                PurseTransactionType.load(account),
                settings.money(minor),
                settings.money(begun.oldBalanceMinor()),
                begun.onlineSequence(),
                settings.terminal(),
                time,
                begun.keyVersion(),
                begun.algorithm());
        LoadRequest request = new LoadRequest(facts, begun.random(), begun.mac1());
        return new StorePending<>(
                new PendingLoad(facts, Optional.empty()),
                () -> new AskLoadHost<>(request, answer -> afterAnswer(facts, answer)),
                () -> notDone(NotDone.Reason.NOT_STORED));
    }

    private PurseStep<LoadOutcome> afterAnswer(LoadFacts facts, LoadAnswer answer) {
        if (answer instanceof LoadAnswer.Authorised authorised) {
            PendingLoad pending = new PendingLoad(facts, Optional.of(authorised.time()));
            return new StorePending<>(
                    pending, () -> credit(pending, authorised), () -> notLoaded(facts, NotDone.Reason.NOT_STORED));
        }
        return answer instanceof LoadAnswer.Refused
                ? notDone(NotDone.Reason.HOST_REFUSED)
                : notLoaded(facts, NotDone.Reason.HOST_UNAVAILABLE);
    }

    private PurseStep<LoadOutcome> credit(PendingLoad pending, LoadAnswer.Authorised authorised) {
        return new TransmitApdu<>(
                PurseCommands.creditForLoad(authorised),
                response -> afterCredit(pending, authorised.time(), response),
                kind -> unknown(pending, UnknownTransaction.Cause.NO_ANSWER));
    }

    private PurseStep<LoadOutcome> afterCredit(PendingLoad pending, TransactionTime loadTime, ResponseApdu response) {
        if (response.statusWord().isSuccess()) {
            if (response.data().length() != 4) {
                return unknown(pending, UnknownTransaction.Cause.MALFORMED_ANSWER);
            }
            LoadRecord record = new LoadRecord(pending.facts(), loadTime, response.data());
            return new TellLoadHost<>(new LoadReport.Credited(record), notice -> end(new Loaded(record, notice)));
        }
        return DefiniteRefusal.is(response.statusWord())
                ? notLoaded(
                        pending.facts(), NotDone.refused(response.statusWord()).reason())
                : unknown(pending, UnknownTransaction.Cause.UNCLEAR_STATUS);
    }

    private static PurseStep<LoadOutcome> notLoaded(LoadFacts facts, NotDone.Reason why) {
        LoadReport.NotCredited report = new LoadReport.NotCredited(facts);
        return new TellLoadHost<>(report, notice -> end(new NotLoaded(report, why, notice)));
    }

    private static PurseStep<LoadOutcome> unknown(PendingLoad pending, UnknownTransaction.Cause cause) {
        return end(new UnknownTransaction(pending, cause));
    }

    private static PurseStep<LoadOutcome> notDone(NotDone.Reason reason) {
        return end(NotDone.because(reason));
    }

    private static PurseStep<LoadOutcome> end(LoadOutcome outcome) {
        return new Completed<>(outcome);
    }
}
