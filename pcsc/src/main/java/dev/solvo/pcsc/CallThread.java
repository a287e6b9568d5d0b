package dev.solvo.pcsc;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One daemon thread on which calls into PC/SC run, so that the caller can stop waiting for one that does not return.
 *
 * <p>A call that is stuck in native code can neither be interrupted nor stopped. It is abandoned: the caller goes on,
 * the thread takes no further calls, and should the call return after all, the thread runs its last task (which gives
 * back what the call may have acquired) and ends. A daemon thread does not keep the JVM alive.
 *
 * <p>All calls of one connection need the same thread, for {@code javax.smartcardio} grants exclusive access to
 * threads.
 */
final class CallThread implements AutoCloseable {
    private final ThreadPoolExecutor executor;
    private final Runnable lastTask;
    private final AtomicBoolean finished = new AtomicBoolean();

    /**
     * @param name the thread's name, as seen in thread dumps
     * @param lastTask runs on the thread after the last call; throws nothing
     */
    CallThread(String name, Runnable lastTask) {
        this.lastTask = lastTask;
        executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs a call and waits for its result.
     *
     * @throws ExecutionException with what the call threw
     * @throws TimeoutException if the limit is over; the call is abandoned
     * @throws InterruptedException if the caller was interrupted; the call is abandoned
     * @throws IllegalStateException if this thread takes no further calls
     */
    <T> T call(Callable<T> task, Duration limit) throws ExecutionException, TimeoutException, InterruptedException {
        Future<T> result;
        try {
            result = executor.submit(task);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the connection is closed", e);
        }
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /** Lets the thread end with its last task as soon as the running call is over; does not wait for that. */
    @Override
    public void close() {
        if (finished.compareAndSet(false, true)) {
            executor.execute(lastTask);
            executor.shutdown();
        }
    }

    /**
     * Waits for the thread's end.
     *
     * @throws InterruptedException if the caller was interrupted
     */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return executor.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
