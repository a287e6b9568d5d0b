package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.Saved;
import java.util.Optional;

/** From the order to the answer of its first call: nothing leaves before the record is saved. */
abstract class FirstCall {
    /** More would keep the customer waiting without a result. */
    private static final int MAXIMUM_REPEATS = 3;

    private static final int MAXIMUM_LOOK_UPS = 3;

    private final CollectionMachine machine;
    private final Collecting collecting;
    private final CollectionRecord first;
    private int lookUps;
    private int repeats;

    FirstCall(CollectionMachine machine, CollectionRecord first) {
        this.machine = machine;
        this.first = first;
        collecting = machine.collecting(first);
    }

    /** Makes and sends the call. */
    abstract CollectionStep call();

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
        return new CollectionStep.Save(
                collecting.record().revise(collecting.now()),
                result -> result.map(this::firstSaved).orElseGet(this::notSaved));
    }

    private CollectionStep firstSaved(Saved result) {
        return switch (result) {
            case SAVED -> {
                collecting.firstSaved();
                yield call();
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

    final CollectionStep notSigned() {
        return isFirst()
                ? collecting.end("not signed", new PaymentState.Declined(TillRefusal.notSigned()))
                : new Asking(collecting).begin("not signed", collecting.record().state());
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
        return collecting.pause(
                collecting.policy().queryInterval(),
                this::call,
                () -> new Asking(collecting).giveUp(Optional.of(event)));
    }
}
