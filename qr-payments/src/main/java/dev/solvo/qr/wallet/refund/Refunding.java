package dev.solvo.qr.wallet.refund;

import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.RefundRecord.Phase;
import dev.solvo.qr.wallet.record.Saved;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** One refund that is going on: its record, and what its phases share. */
final class Refunding {
    private final WalletGateway gateway;
    private final Clock clock;
    private RefundRecord record;
    private boolean saved;
    /** Whether the store may have a record that a resumption would send. */
    private boolean underWay;

    Refunding(WalletGateway gateway, Clock clock, RefundRecord record) {
        this.gateway = gateway;
        this.clock = clock;
        this.record = record;
        saved = record.revision() > 0;
        underWay = saved && record.phase() != Phase.CHECKING;
    }

    WalletGateway gateway() {
        return gateway;
    }

    RefundRecord record() {
        return record;
    }

    /** The record in another phase; to be saved. */
    void become(Phase phase, RefundResult result) {
        change(record.revision(), record.refund(), phase, record.sends(), record.queries(), result);
    }

    void count(int sends, int queries) {
        change(record.revision(), record.refund(), record.phase(), sends, queries, record.result());
    }

    /** The wallet's number of the payment, which some wallets want in the refund. */
    void confirm(TransactionId id) {
        Refund refund = record.refund();
        OrderReference order = new OrderReference(
                refund.order().number(), refund.order().amount(), refund.order().submittedAt(), Optional.of(id));
        change(
                record.revision(),
                new Refund(refund.number(), order, refund.amount(), refund.submittedAt(), refund.reason()),
                record.phase(),
                record.sends(),
                record.queries(),
                record.result());
    }

    private void change(long revision, Refund refund, Phase phase, int sends, int queries, RefundResult result) {
        Instant now = clock.instant();
        record = new RefundRecord(
                revision, record.wallet(), record.account(), refund, phase, sends, queries, now, result);
    }

    /** Saves the next revision. */
    RefundStep save(Function<Optional<Saved>, RefundStep> next) {
        long before = record.revision();
        revision(before + 1);
        return new RefundStep.Save(record, result -> {
            saved = result.filter(r -> r == Saved.SAVED).isPresent();
            // Also if the store failed, for it may have written what it did not confirm.
            underWay |= record.phase() != Phase.CHECKING && record.phase() != Phase.ENDED;
            if (!saved) {
                revision(before);
            }
            return next.apply(result);
        });
    }

    private void revision(long revision) {
        change(revision, record.refund(), record.phase(), record.sends(), record.queries(), record.result());
    }

    /** Saves and goes on, also if that fails: an earlier revision leads to the same result. */
    RefundStep saveThen(Supplier<RefundStep> next) {
        return save(result -> result.filter(r -> r != Saved.SAVED).isPresent() ? takenOver() : next.get());
    }

    RefundStep takenOver() {
        become(Phase.LEFT_OPEN, new RefundResult.Unknown(UnknownCause.RECORD_TAKEN_OVER, ""));
        saved = false;
        return done();
    }

    <R> RefundStep send(Supplier<WalletCall<R>> make, Function<R, RefundStep> then, Supplier<RefundStep> unsigned) {
        WalletCall<R> call;
        try {
            call = make.get();
        } catch (IllegalStateException | IllegalArgumentException e) {
            // The key cannot be used now, or the gateway is set up in another way than when the refund was begun.
            return unsigned.get();
        }
        return new RefundStep.Send(
                call.request(),
                gateway.policy().callTimeout(),
                answer -> then.apply(call.read(answer)),
                kind -> then.apply(call.unanswered(kind)));
    }

    RefundStep pause(Supplier<RefundStep> next) {
        Duration interval = gateway.policy().queryInterval();
        return new RefundStep.Pause(
                clock.instant().plus(interval), record.result(), next, () -> leaveOpen(record.result()));
    }

    /** The result is certain, or nothing was sent. */
    RefundStep end(RefundResult result) {
        become(Phase.ENDED, result);
        return save(answer -> {
            if (answer.filter(r -> r != Saved.SAVED).isPresent()) {
                return takenOver();
            }
            if (!saved && underWay && result instanceof RefundResult.Refused) {
                // Whoever resumes the record sends the refund after all.
                become(Phase.LEFT_OPEN, new RefundResult.Unknown(UnknownCause.RECORD_NOT_SAVED, ""));
            }
            return done();
        });
    }

    /** The patience of this attempt is used up. */
    RefundStep leaveOpen(RefundResult result) {
        become(Phase.LEFT_OPEN, result);
        return saveThen(this::done);
    }

    /** The end without saving: nothing has been sent. */
    RefundStep endUnsaved(RefundResult result) {
        become(Phase.ENDED, result);
        saved = false;
        return done();
    }

    private RefundStep done() {
        return new RefundStep.Done(record, saved);
    }
}
