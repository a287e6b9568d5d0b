package dev.solvo.qr.wallet.refund;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.Saved;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.joda.money.Money;

/**
 * What a refund needs next. Whoever drives it does so and hands the result to the step, which gives the next one; a step
 * is resumed once, a second time is an IllegalStateException.
 */
public sealed interface RefundStep {
    /** Look into the store: the refund's own record, and all refunds of its order. */
    final class LookUp implements RefundStep {
        private final RefundRecord wanted;
        private final Function<Optional<Found>, RefundStep> next;
        private final Once once = new Once();

        /** What the store has. */
        public record Found(Optional<RefundRecord> sameNumber, List<RefundRecord> ofOrder) {
            /** Copies the list. */
            public Found {
                ofOrder = List.copyOf(ofOrder);
            }
        }

        LookUp(RefundRecord wanted, Function<Optional<Found>, RefundStep> next) {
            this.wanted = wanted;
            this.next = next;
        }

        /** The refund and the order to look up. */
        public RefundRecord wanted() {
            return wanted;
        }

        /** Goes on with what was found. */
        public RefundStep resume(Found found) {
            return once.go(() -> next.apply(Optional.of(found)));
        }

        /** The store cannot be read: nothing is sent. */
        public RefundStep failed() {
            return once.go(() -> next.apply(Optional.empty()));
        }
    }

    /** Keep the record before going on. */
    final class Save implements RefundStep {
        private final RefundRecord record;
        private final Function<Optional<Saved>, RefundStep> next;
        private final Once once = new Once();

        Save(RefundRecord record, Function<Optional<Saved>, RefundStep> next) {
            this.record = record;
            this.next = next;
        }

        /** What to keep. */
        public RefundRecord record() {
            return record;
        }

        /** Goes on with what the store said. */
        public RefundStep resume(Saved saved) {
            return once.go(() -> next.apply(Optional.of(saved)));
        }

        /** The store failed. Before the refund was sent it is not sent then. */
        public RefundStep failed() {
            return once.go(() -> next.apply(Optional.empty()));
        }
    }

    /** Send the request and wait for the answer. */
    final class Send implements RefundStep {
        private final SignedRequest request;
        private final Duration timeout;
        private final Function<HttpAnswer, RefundStep> answered;
        private final Function<TransportException.Kind, RefundStep> unanswered;
        private final Once once = new Once();

        Send(
                SignedRequest request,
                Duration timeout,
                Function<HttpAnswer, RefundStep> answered,
                Function<TransportException.Kind, RefundStep> unanswered) {
            this.request = request;
            this.timeout = timeout;
            this.answered = answered;
            this.unanswered = unanswered;
        }

        /** To be sent as it is, once. */
        public SignedRequest request() {
            return request;
        }

        /** How long to wait for the whole answer. */
        public Duration timeout() {
            return timeout;
        }

        /** Goes on with the answer, of whatever status. */
        public RefundStep resume(HttpAnswer answer) {
            return once.go(() -> answered.apply(answer));
        }

        /** There is no complete answer; NOT_SENT only if no byte of the request can have left. */
        public RefundStep failed(TransportException.Kind kind) {
            return once.go(() -> unanswered.apply(kind));
        }
    }

    /** Ask the operator: the payment is confirmed and enough of it is left. */
    final class Confirm implements RefundStep {
        private final RefundRecord record;
        private final Payment payment;
        private final Money left;
        private final Supplier<RefundStep> yes;
        private final Supplier<RefundStep> no;
        private final Once once = new Once();

        Confirm(RefundRecord record, Payment payment, Money left, Supplier<RefundStep> yes, Supplier<RefundStep> no) {
            this.record = record;
            this.payment = payment;
            this.left = left;
            this.yes = yes;
            this.no = no;
        }

        /** What is about to be refunded. */
        public RefundRecord record() {
            return record;
        }

        /** The payment as the wallet has it. */
        public Payment payment() {
            return payment;
        }

        /** What can be refunded of it at most, this refund included. */
        public Money left() {
            return left;
        }

        /** The operator says yes: the refund is sent. */
        public RefundStep confirmed() {
            return once.go(yes);
        }

        /** The operator says no: nothing is sent. */
        public RefundStep declined() {
            return once.go(no);
        }
    }

    /** Let time pass. */
    final class Pause implements RefundStep {
        private final Instant until;
        private final RefundResult result;
        private final Supplier<RefundStep> next;
        private final Supplier<RefundStep> givenUp;
        private final Once once = new Once();

        Pause(Instant until, RefundResult result, Supplier<RefundStep> next, Supplier<RefundStep> givenUp) {
            this.until = until;
            this.result = result;
            this.next = next;
            this.givenUp = givenUp;
        }

        /** When to go on. */
        public Instant until() {
            return until;
        }

        /** What to tell the operator meanwhile: Processing or Unknown. */
        public RefundResult result() {
            return result;
        }

        /** The time has passed, or the wallet reported the refund on its own: asks. */
        public RefundStep elapsed() {
            return once.go(next);
        }

        /** The operator does not wait for the result: the record is kept as it is, to be resumed. */
        public RefundStep giveUp() {
            return once.go(givenUp);
        }
    }

    /** Nothing more to do now. */
    sealed interface End extends RefundStep {}

    /**
     * The end of this attempt. If the record is not resolved it is kept and has to be resumed.
     *
     * @param saved whether the store has this revision
     */
    record Done(RefundRecord record, boolean saved) implements End {
        /** What is known of the refund. */
        public RefundResult result() {
            return record.result();
        }
    }

    /**
     * Nothing was sent: another refund of the same order is not resolved.
     *
     * @param blocking that refund
     */
    record Blocked(RefundRecord blocking) implements End {}
}
