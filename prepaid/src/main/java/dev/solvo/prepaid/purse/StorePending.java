package dev.solvo.prepaid.purse;

import java.util.function.Supplier;

/**
 * Keep this where it outlives a loss of power, for the next command is the one after which the card may have moved money
 * without being heard. Forget it when the outcome of the operation is dealt with.
 *
 * @param <R> what the operation ends with
 */
public final class StorePending<R> implements PurseStep<R> {
    private final PendingTransaction pending;
    private final Supplier<PurseStep<R>> stored;
    private final Supplier<PurseStep<R>> notStored;
    private final SingleAnswer answer = new SingleAnswer();

    StorePending(PendingTransaction pending, Supplier<PurseStep<R>> stored, Supplier<PurseStep<R>> notStored) {
        this.pending = pending;
        this.stored = stored;
        this.notStored = notStored;
    }

    /**
     * What to keep.
     *
     * @return the transaction as far as it is known
     */
    public PendingTransaction pending() {
        return pending;
    }

    /**
     * It is on stable storage.
     *
     * @return the next step
     */
    public PurseStep<R> stored() {
        return answer.give(stored);
    }

    /**
     * It could not be kept, or nobody wants to go on: the transaction ends without the card having done anything.
     *
     * @return the next step
     */
    public PurseStep<R> notStored() {
        return answer.give(notStored);
    }
}
