package dev.solvo.pcsc;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Calls into PC/SC before a card is connected: what fails becomes a {@link PcscException}. */
final class ReaderCalls {
    private ReaderCalls() {}

    /** Runs a call on a thread of its own. */
    static <T> T call(String reader, Callable<T> task, Duration limit) throws PcscException {
        try (CallThread thread = new CallThread("solvo-pcsc " + reader, () -> {})) {
            return call(thread, reader, task, limit);
        }
    }

    static <T> T call(CallThread thread, String reader, Callable<T> task, Duration limit) throws PcscException {
        try {
            return thread.call(task, limit);
        } catch (TimeoutException e) {
            throw new PcscException(
                    PcscException.Kind.TIME_OUT,
                    "reader \"" + reader + "\" did not answer within " + limit.toMillis()
                            + " ms: another program may hold the card, or the reader must be plugged in again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PcscException(
                    PcscException.Kind.TIME_OUT, "the wait for reader \"" + reader + "\" was interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw PcscErrors.connection(cause, reader);
        }
    }
}
