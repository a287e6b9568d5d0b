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
    private Instant submittedAt;
    private Duration waited = Duration.ZERO;

    Collecting(WalletGateway gateway, Clock clock, CollectionObserver observer, CollectionRecord base) {
        this.gateway = gateway;
        this.clock = clock;
        this.observer = observer;
        record = new OpenRecord(base);
        saved = base.revision() > 0;
        startedAt = clock.instant();
        // A process that ended while its first call was under way does not know when that arrived.
        submittedAt = base.phase() == Phase.SUBMITTING ? startedAt : base.changedAt();
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

    /** A call that may take money has ended just now. */
    void submitted() {
        submittedAt = now();
    }

    /** How long the order is not to be taken back yet; never longer than the policy's pause, whatever the clock does. */
    Duration untilTakeBack() {
        Duration pause = policy().cancelNotBefore();
        Duration left = Duration.between(now(), submittedAt.plus(pause));
        return left.isNegative() ? Duration.ZERO : left.compareTo(pause) > 0 ? pause : left;
    }

    /** How much time passed in pauses, whatever the clock showed. */
    Duration waited() {
        return waited;
    }

    /** Whether the store has the record as it was last to be saved. */
    boolean isSaved() {
        return saved;
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
        return saveThen(next, next);
    }

    /** Saves the record before something that no earlier revision tells of; {@code failed} goes on without that. */
    CollectionStep saveThen(Supplier<CollectionStep> next, Supplier<CollectionStep> failed) {
        CollectionRecord revised = record.revise(now());
        return new CollectionStep.Save(revised, result -> {
            if (!result.isPresent()) {
                record.unrevise();
                saved = false;
                conclude("store: failed", "go on without");
                return failed.get();
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

    /**
     * Makes the call and sends it; {@code unsigned} goes on if it cannot be made now: the merchant's key cannot be used, or
     * the gateway is set up in another way than when the order was sent.
     */
    <R> CollectionStep send(
            String name,
            Supplier<WalletCall<R>> make,
            Function<R, CollectionStep> then,
            Supplier<CollectionStep> unsigned) {
        WalletCall<R> call;
        try {
            call = make.get();
        } catch (IllegalStateException | IllegalArgumentException e) {
            conclude(name + ": not signed", "the merchant's key or settings cannot be used now");
            return unsigned.get();
        }
        return send(call, then);
    }

    /** Sends a call that was made before. */
    <R> CollectionStep send(WalletCall<R> call, Function<R, CollectionStep> then) {
        return new CollectionStep.Send(
                call.request(),
                policy().callTimeout(),
                answer -> then.apply(call.read(answer)),
                kind -> then.apply(call.unanswered(kind)));
    }

    /** Lets time pass; a report that says paid ends it, any other one makes the next call now. */
    CollectionStep pause(Duration duration, Supplier<CollectionStep> elapsed, Supplier<CollectionStep> givenUp) {
        return pause(now().plus(duration), duration, elapsed, givenUp, elapsed);
    }

    /** Lets time pass before a call that must not come earlier; only a report that says paid ends it. */
    CollectionStep holdBack(Duration duration, Supplier<CollectionStep> elapsed, Supplier<CollectionStep> givenUp) {
        Instant until = now().plus(duration);
        return pause(until, duration, elapsed, givenUp, () -> {
            Duration left = Duration.between(now(), until);
            boolean sound = !left.isNegative() && left.compareTo(duration) <= 0;
            return holdBack(sound ? left : left.isNegative() ? Duration.ZERO : duration, elapsed, givenUp);
        });
    }

    private CollectionStep pause(
            Instant until,
            Duration duration,
            Supplier<CollectionStep> elapsed,
            Supplier<CollectionStep> givenUp,
            Supplier<CollectionStep> reported) {
        Supplier<CollectionStep> passed = () -> {
            waited = waited.plus(duration);
            return elapsed.get();
        };
        return new CollectionStep.Pause(until, record.state(), passed, givenUp, reply -> {
            if (reply instanceof PaymentReply.Paid paid && !record.takeBackUnsure()) {
                return judge("notification: Paid", paid.payment());
            }
            conclude("notification: " + PaymentReplies.name(reply), "no result yet");
            return reported.get();
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
