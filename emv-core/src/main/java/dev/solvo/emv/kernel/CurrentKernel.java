package dev.solvo.emv.kernel;

import dev.solvo.emv.KernelStep;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.TerminalConfig;

/**
 * The kernel with the parameters that hold now: applications, certification authority keys and revocations are replaced all
 * together, between one transaction's beginning and the next. EMV 4.4 Book 4, 10; Book 2, 11.2.
 *
 * <p>A transaction keeps what held when it began, however long it is suspended: no transaction sees part of one set and part
 * of another. Safe for use by several threads, none of which waits.
 */
public final class CurrentKernel {
    /** Replaced whole; a reader sees one kernel or the other. */
    private volatile ContactKernel kernel;

    /**
     * Begins with a kernel.
     *
     * @param first the kernel with its parameters
     */
    public CurrentKernel(ContactKernel first) {
        this.kernel = first;
    }

    /**
     * Replaces all parameters at once. Transactions under way keep theirs.
     *
     * @param parameters what holds for every transaction that begins from now on
     */
    public void replace(TerminalConfig parameters) {
        kernel = kernel.with(parameters);
    }

    /**
     * Begins a transaction with the card that is in the reader, with the parameters that hold now.
     *
     * @param request what is to be paid
     * @return the first step
     */
    public KernelStep begin(TransactionRequest request) {
        return kernel.begin(request);
    }
}
