package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.Saved;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * From the order to the answer of its first call: nothing leaves before the record is saved, and nothing is saved of an
 * order that cannot be sent.
 *
 * @param <R> what the call can say
 */
abstract class FirstCall<R> {
    /** More would keep the customer waiting without a result. */
    private static final int MAXIMUM_REPEATS = 3;

    private static final int MAXIMUM_LOOK_UPS = 3;

    /**
     * A process that was held up for longer between saving and sending does not send: another one may have resumed the
     * record meanwhile and have found that the order never arrived.
     */
    private static final Duration LATEST_SENDING = Duration.ofMinutes(2);

    private final CollectionMachine machine;
    private final Collecting collecting;
    private final CollectionRecord first;
    private final String name;
    private final Function<Instant, WalletCall<R>> make;
    private int lookUps;
    private int repeats;

    /** {@code make} makes the call of this name from the time that the record has. */
    FirstCall(CollectionMachine machine, CollectionRecord first, String name, Function<Instant, WalletCall<R>> make) {
        this.machine = machine;
        this.first = first;
        this.name = name;
        this.make = make;
        collecting = machine.collecting(first);
    }

    /** Goes on with the answer. */
    abstract CollectionStep after(R reply);

    final Collecting collecting() {
        return collecting;
    }

    final CollectionStep start() {
        lookUps++;
        return new CollectionStep.LookUp(
                first, found -> found.map(this::lookedUp).orElseGet(this::notSaved));
    }

    private CollectionStep lookedUp(CollectionStep.LookUp.Found found) {
        if (found.sameOrder().isPresent()) {
            CollectionRecord known = found.sameOrder().get();
            if (!known.sale().equals(first.sale())
                    || !known.order().amount().equals(first.order().amount())
                    || known.presentation() != first.presentation()) {
                throw new IllegalArgumentException(
                        "order number " + first.order().number() + " was used before, for "
                                + known.order().amount() + " of sale " + known.sale());
            }
            collecting.conclude("store: this order is known", "do not send it again");
            return machine.resume(known);
        }
        if (found.blockingSale().isPresent()) {
            collecting.conclude(
                    "store: order " + found.blockingSale().get().order().number() + " of the same sale is open or paid",
                    "send nothing");
            return new CollectionStep.Blocked(found.blockingSale().get());
        }
        WalletCall<R> call;
        try {
            // Before anything is saved: an order of a form that the wallet does not take leaves no record.
            call = make.apply(first.order().submittedAt());
        } catch (IllegalStateException e) {
            return collecting.endUnsent("not signed", new PaymentState.Declined(TillRefusal.notSigned()));
        }
        return new CollectionStep.Save(
                collecting.record().revise(collecting.now()),
                result -> result.map(saved -> firstSaved(saved, call)).orElseGet(this::notSaved));
    }

    private CollectionStep firstSaved(Saved result, WalletCall<R> call) {
        return switch (result) {
            case SAVED -> {
                collecting.firstSaved();
                Duration heldUp = Duration.between(first.order().submittedAt(), collecting.now());
                yield heldUp.compareTo(LATEST_SENDING) > 0
                        ? collecting.end("held up for " + heldUp, new PaymentState.Declined(TillRefusal.heldUp()))
                        : collecting.send(call, this::answered);
            }
            case TAKEN_OVER, BLOCKED -> {
                // Somebody was faster between looking up and saving.
                collecting.record().unrevise();
                yield lookUps < MAXIMUM_LOOK_UPS ? start() : notSaved();
            }
        };
    }

    private CollectionStep notSaved() {
        return collecting.endUnsent("store: failed", new PaymentState.Declined(TillRefusal.notSaved()));
    }

    private CollectionStep answered(R reply) {
        collecting.submitted();
        return after(reply);
    }

    /** Whether no earlier call of this order has left. */
    final boolean isFirst() {
        return repeats == 0;
    }

    final boolean mayRepeat() {
        return repeats < MAXIMUM_REPEATS;
    }

    /** The same call with the same number after a pause. */
    final CollectionStep repeat(String event) {
        repeats++;
        collecting.conclude(event, "the same call again after a pause");
        return collecting.holdBack(
                collecting.policy().queryInterval(),
                // Saved again, for whoever has taken the order over meanwhile may be taking it back.
                () -> collecting.saveThen(this::again, () -> ask("store: failed")),
                () -> new Asking(collecting).giveUp(Optional.of(event)));
    }

    private CollectionStep again() {
        return collecting.send(
                name, () -> make.apply(first.order().submittedAt()), this::answered, () -> ask(name + ": not signed"));
    }

    private CollectionStep ask(String event) {
        return new Asking(collecting).begin(event, collecting.record().state());
    }
}
