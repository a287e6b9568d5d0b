package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.Saved;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a collection needs next. Whoever drives it does so and hands the result to the step, which gives the next one; a
 * step is resumed once, a second time is an IllegalStateException. Steps are not for use by several threads at a time.
 */
public sealed interface CollectionStep {
    /** Look into the store before anything is sent: the order's own record, and the one that blocks the sale. */
    final class LookUp implements CollectionStep {
        private final CollectionRecord wanted;
        private final Function<Optional<Found>, CollectionStep> next;
        private final Once once = new Once();

        /** What the store has; both may be the same record. */
        public record Found(Optional<CollectionRecord> sameOrder, Optional<CollectionRecord> blockingSale) {}

        LookUp(CollectionRecord wanted, Function<Optional<Found>, CollectionStep> next) {
            this.wanted = wanted;
            this.next = next;
        }

        /** The order and the sale to look up. */
        public CollectionRecord wanted() {
            return wanted;
        }

        /** Goes on with what was found. */
        public CollectionStep resume(Found found) {
            return once.go(() -> next.apply(Optional.of(found)));
        }

        /** The store cannot be read: nothing is sent. */
        public CollectionStep failed() {
            return once.go(() -> next.apply(Optional.empty()));
        }
    }

    /** Keep the record before going on. */
    final class Save implements CollectionStep {
        private final CollectionRecord record;
        private final Function<Optional<Saved>, CollectionStep> next;
        private final Once once = new Once();

        Save(CollectionRecord record, Function<Optional<Saved>, CollectionStep> next) {
            this.record = record;
            this.next = next;
        }

        /** What to keep. */
        public CollectionRecord record() {
            return record;
        }

        /** Goes on with what the store said. */
        public CollectionStep resume(Saved saved) {
            return once.go(() -> next.apply(Optional.of(saved)));
        }

        /** The store failed. Before the first call nothing is sent then; later on the collection goes on without it. */
        public CollectionStep failed() {
            return once.go(() -> next.apply(Optional.empty()));
        }
    }

    /** Send the request and wait for the answer. */
    final class Send implements CollectionStep {
        private final SignedRequest request;
        private final Duration timeout;
        private final Function<HttpAnswer, CollectionStep> answered;
        private final Function<TransportException.Kind, CollectionStep> unanswered;
        private final Once once = new Once();

        Send(
                SignedRequest request,
                Duration timeout,
                Function<HttpAnswer, CollectionStep> answered,
                Function<TransportException.Kind, CollectionStep> unanswered) {
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
        public CollectionStep resume(HttpAnswer answer) {
            return once.go(() -> answered.apply(answer));
        }

        /** There is no complete answer; NOT_SENT only if no byte of the request can have left. */
        public CollectionStep failed(TransportException.Kind kind) {
            return once.go(() -> unanswered.apply(kind));
        }
    }

    /** Show the customer this code, and go on at once; it is paid while the machine asks. */
    final class ShowCode implements CollectionStep {
        private final String codeText;
        private final Instant until;
        private final Supplier<CollectionStep> next;
        private final Once once = new Once();

        ShowCode(String codeText, Instant until, Supplier<CollectionStep> next) {
            this.codeText = codeText;
            this.until = until;
            this.next = next;
        }

        /** The text of the symbol. */
        public String codeText() {
            return codeText;
        }

        /** When it stops to be payable. */
        public Instant until() {
            return until;
        }

        /** Goes on: the code is on the screen, or cannot be shown (then give up at the next pause). */
        public CollectionStep shown() {
            return once.go(next);
        }
    }

    /** Let time pass. */
    final class Pause implements CollectionStep {
        private final Instant until;
        private final PaymentState state;
        private final Supplier<CollectionStep> elapsed;
        private final Supplier<CollectionStep> givenUp;
        private final Function<PaymentReply, CollectionStep> notified;
        private final Once once = new Once();

        Pause(
                Instant until,
                PaymentState state,
                Supplier<CollectionStep> elapsed,
                Supplier<CollectionStep> givenUp,
                Function<PaymentReply, CollectionStep> notified) {
            this.until = until;
            this.state = state;
            this.elapsed = elapsed;
            this.givenUp = givenUp;
            this.notified = notified;
        }

        /** When to go on. */
        public Instant until() {
            return until;
        }

        /** What to tell the cashier meanwhile: Pending or Unknown. */
        public PaymentState state() {
            return state;
        }

        /** The time has passed. */
        public CollectionStep elapsed() {
            return once.go(elapsed);
        }

        /** The cashier gives up, whether or not the time has passed: asked once more, then the order is taken back. */
        public CollectionStep giveUp() {
            return once.go(givenUp);
        }

        /** The wallet reported this order on its own, in a message that its gateway verified. */
        public CollectionStep notified(PaymentReply reply) {
            return once.go(() -> notified.apply(reply));
        }
    }

    /** Nothing more to do now. */
    sealed interface End extends CollectionStep {}

    /**
     * The end of this attempt. If the state is not final, the record is kept and has to be resumed.
     *
     * @param record the last revision
     * @param saved whether the store has it; if not, the store has an earlier one, or none if nothing was sent. A result
     *     that is not saved is as certain, but known here only: see {@link CollectionMachine#saveAgain}
     */
    record Done(CollectionRecord record, boolean saved) implements End {
        /** What is known of the payment. */
        public PaymentState state() {
            return record.state();
        }
    }

    /**
     * Nothing was sent: another collection for the same sale may yet be paid, or has been.
     *
     * @param blocking that collection
     */
    record Blocked(CollectionRecord blocking) implements End {}

    /**
     * Nothing was sent or saved: the wallet cannot be reached, or the till's clock is wrong.
     *
     * @param readiness the reason, with texts for the cashier
     */
    record NotReady(Readiness readiness) implements End {}
}
