package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.collect.CollectionObserver.Decision;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.CollectionRecord.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/** One collection that is going on: its record, and what its phases share. */
final class Collecting {
    private final WalletGateway gateway;
    private final Clock clock;
    private final CollectionObserver observer;
    private final OpenRecord record;
    private final Instant startedAt;
    private boolean saved;

    Collecting(WalletGateway gateway, Clock clock, CollectionObserver observer, CollectionRecord base) {
        this.gateway = gateway;
        this.clock = clock;
        this.observer = observer;
        record = new OpenRecord(base);
        saved = base.revision() > 0;
        startedAt = clock.instant();
    }

    WalletGateway gateway() {
        return gateway;
    }

    CollectionPolicy policy() {
        return gateway.policy();
    }

    OpenRecord record() {
        return record;
    }

    Instant now() {
        return clock.instant();
    }

    /** When this attempt began: the first call, or the resumption. */
    Instant startedAt() {
        return startedAt;
    }

    /** Tells the observer. */
    void conclude(String event, String conclusion) {
        observer.decided(new Decision(now(), record.order().number(), event, conclusion));
    }

    /** The first revision is in the store. */
    void firstSaved() {
        saved = true;
    }

    /** Saves the record and goes on, also if that fails: an earlier revision leads to the same result. */
    CollectionStep saveThen(Supplier<CollectionStep> next) {
        CollectionRecord revised = record.revise(now());
        return new CollectionStep.Save(revised, result -> {
            if (!result.isPresent()) {
                record.unrevise();
                saved = false;
                conclude("store: failed", "go on without");
                return next.get();
            }
            return switch (result.get()) {
                case SAVED -> {
                    saved = true;
                    yield next.get();
                }
                case TAKEN_OVER, BLOCKED -> takenOver();
            };
        });
    }

    /** Makes the call and sends it; {@code unsigned} goes on if the merchant's key cannot be used. */
    <R> CollectionStep send(
            String name,
            Supplier<WalletCall<R>> make,
            Function<R, CollectionStep> then,
            Supplier<CollectionStep> unsigned) {
        WalletCall<R> call;
        try {
            call = make.get();
        } catch (IllegalStateException e) {
            conclude(name + ": not signed", "the merchant's key cannot be used now");
            return unsigned.get();
        }
        return new CollectionStep.Send(
                call.request(),
                policy().callTimeout(),
                answer -> then.apply(call.read(answer)),
                kind -> then.apply(call.unanswered(kind)));
    }

    /** Lets time pass; a report that says paid ends it, any other one makes the next call now. */
    CollectionStep pause(Duration duration, Supplier<CollectionStep> elapsed, Supplier<CollectionStep> givenUp) {
        return new CollectionStep.Pause(now().plus(duration), record.state(), elapsed, givenUp, reply -> {
            if (reply instanceof PaymentReply.Paid paid && !record.takeBackUnsure()) {
                return judge("notification: Paid", paid.payment());
            }
            conclude("notification: " + PaymentReplies.name(reply), "go on at once");
            return elapsed.get();
        });
    }

    /** A confirmed payment is this order's if currency and amount are. */
    CollectionStep judge(String event, Payment payment) {
        boolean same = payment.orderAmount().equals(record.order().amount());
        return same ? end(event, new PaymentState.Approved(payment)) : end(event, new PaymentState.Conflict(payment));
    }

    /** The result is certain. */
    CollectionStep end(String event, PaymentState state) {
        conclude(event, "the end: " + state.getClass().getSimpleName());
        record.become(Phase.ENDED, state);
        return saveThen(this::done);
    }

    /** The patience of this attempt is used up. */
    CollectionStep leaveOpen(String event, PaymentState.Unknown state) {
        conclude(event, "nobody knows yet: keep the record, resume it later");
        record.become(Phase.LEFT_OPEN, state);
        return saveThen(this::done);
    }

    /** The end without saving: nothing has been sent. */
    CollectionStep endUnsent(String event, PaymentState state) {
        conclude(event, "the end, nothing was sent: " + state.getClass().getSimpleName());
        record.become(Phase.ENDED, state);
        saved = false;
        return done();
    }

    private CollectionStep done() {
        return new CollectionStep.Done(record.snapshot(now()), saved);
    }

    private CollectionStep takenOver() {
        conclude("store: another process has saved this order", "leave it to that one");
        record.unrevise();
        record.become(Phase.LEFT_OPEN, new PaymentState.Unknown(UnknownCause.RECORD_TAKEN_OVER, ""));
        saved = false;
        return done();
    }
}
