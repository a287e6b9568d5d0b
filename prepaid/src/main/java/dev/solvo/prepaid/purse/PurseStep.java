package dev.solvo.prepaid.purse;

/**
 * What an operation waits for. Each step has the only answers that are legal at this point; giving one returns the next
 * step.
 *
 * <p>A step may be answered once, from any thread; a second answer is an {@link IllegalStateException}. A suspended
 * operation lives in memory only; what has to outlive a loss of power is in {@link StorePending}.
 *
 * @param <R> what the operation ends with
 */
public sealed interface PurseStep<R>
        permits TransmitApdu, StorePending, AskPsam, ConfirmByPsam, AskLoadHost, TellLoadHost, Completed {}
