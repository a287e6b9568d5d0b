package dev.solvo.prepaid.ledger;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Works on a ledger until it is killed:
 *
 * <pre>LedgerCrashChild ENGINE LOCATION RUN [THREADS [OPERATIONS]]</pre>
 *
 * <p>ENGINE and LOCATION are those of {@link LedgerCrashWork#open}. RUN is a name of letters and digits that no run on this store
 * had before. It prints {@code READY}, then a line for each operation that was acknowledged ({@link
 * LedgerCrashWork#acknowledgement}), each by one write, so that a kill cannot take back what was printed. What is not known, or
 * cannot be done for now, is asked again with the same key. With OPERATIONS, each thread ends after so many, and {@code END}
 * is printed. An error is printed as {@code E text}, and the exit code is then 3.
 */
final class LedgerCrashChild {
    private static final int FAILED = 3;
    private static final long MOST_ATTEMPTS = 2_000;
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private LedgerCrashChild() {}

    public static void main(String[] arguments) throws Exception {
        String run = arguments[2];
        int threads = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 8;
        int operations = arguments.length > 4 ? Integer.parseInt(arguments[4]) : Integer.MAX_VALUE;
        try (Ledger ledger = LedgerCrashWork.open(arguments[0], arguments[1])) {
            LedgerCrashWork.prepare(ledger);
            print("READY");
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                all.add(new Thread(() -> work(ledger, run, thread, operations)));
            }
            all.forEach(Thread::start);
            for (Thread thread : all) {
                thread.join();
            }
        }
        print("END");
    }

    private static void work(Ledger ledger, String run, int thread, int operations) {
        try {
            for (int i = 0; i < operations; i++) {
                LedgerResult result = patiently(ledger, run, thread, i);
                if (result instanceof LedgerResult.Conflicting) {
                    throw new IllegalStateException("a conflict: " + result);
                }
                print(LedgerCrashWork.acknowledgement(
                        LedgerCrashWork.key(run, thread, i), LedgerStress.operation(result)));
            }
        } catch (LedgerException | IOException | RuntimeException e) {
            fail(e);
        }
    }

    private static LedgerResult patiently(Ledger ledger, String run, int thread, int number) throws LedgerException {
        for (long attempt = 1; ; attempt++) {
            try {
                return LedgerCrashWork.perform(ledger, run, thread, number);
            } catch (LedgerException e) {
                boolean canPass = switch (e.reason()) {
                    case OUTCOME_UNKNOWN, UNAVAILABLE, CONTENTION -> true;
                    default -> false;
                };
                if (!canPass || attempt >= MOST_ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(attempt, 50)));
            }
        }
    }

    private static void print(String line) throws IOException {
        OUT.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void fail(Exception e) {
        try {
            print("E " + (e instanceof LedgerException ledger ? ledger.reason() + " " : "") + e);
        } catch (IOException unprinted) {
            e.addSuppressed(unprinted);
        }
        Runtime.getRuntime().halt(FAILED);
    }
}
