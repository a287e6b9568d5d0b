package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.ledger.LedgerException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** What a service does from time to time. What fails is told and tried again the next time. */
final class Background implements AutoCloseable {
    private static final int LONGEST_END_SECONDS = 10;

    private final PrintWriter err;
    private final List<ScheduledFuture<?>> started = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "background");
        thread.setDaemon(true);
        return thread;
    });

    Background(PrintWriter err) {
        this.err = err;
    }

    /** A piece of work. */
    interface Work {
        void run() throws BadInputException, LedgerException;
    }

    void each(Duration pause, Work work) {
        started.add(timer.scheduleWithFixedDelay(
                () -> attempt(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** An exception would end the timer. */
    private void attempt(Work work) {
        try {
            work.run();
        } catch (BadInputException | LedgerException | RuntimeException failed) {
            err.println("solvo: " + failed.getMessage());
            err.flush();
        }
    }

    @Override
    public void close() {
        started.forEach(work -> work.cancel(false));
        timer.shutdown();
        try {
            timer.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
