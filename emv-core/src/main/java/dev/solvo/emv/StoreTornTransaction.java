package dev.solvo.emv;

import java.util.function.Supplier;

/** Keep a transaction that was torn apart until its card comes back. */
public final class StoreTornTransaction implements KernelStep {
    private final TornTransactionRecord content;
    private final Supplier<KernelStep> done;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For kernels.
     *
     * @param content what to keep
     * @param done goes on
     */
    public StoreTornTransaction(TornTransactionRecord content, Supplier<KernelStep> done) {
        this.content = content;
        this.done = done;
    }

    /**
     * What to keep.
     *
     * @return the record, for {@link TornTransactionLog#store} or a log of one's own
     */
    public TornTransactionRecord content() {
        return content;
    }

    /**
     * It is kept.
     *
     * @return the next step
     */
    public KernelStep done() {
        return answer.give(done);
    }
}
