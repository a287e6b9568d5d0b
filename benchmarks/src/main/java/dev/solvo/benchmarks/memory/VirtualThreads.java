package dev.solvo.benchmarks.memory;

import dev.solvo.apdu.CardTransport;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.data.EmvDataException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Can 10 000 transactions run at once, each with the blocking driver on a virtual thread of its own? Each thread waits in the
 * middle of its transaction, where it asks the issuer, until all the others wait there too; then all are completed. Needs Java 21
 * or later.
 *
 * <pre>{@code
 * java -XX:+UseSerialGC -cp 'benchmarks/target/*:benchmarks/target/lib/*' dev.solvo.benchmarks.memory.VirtualThreads
 * }</pre>
 */
final class VirtualThreads {
    private static final int WANTED = 10_000;

    private VirtualThreads() {}

    /**
     * Runs the transactions and prints how they ended.
     *
     * @param arguments how many to run, or nothing for 10 000
     * @throws EmvDataException never, as the configuration is right
     * @throws InterruptedException if the program is told to stop
     * @throws ExecutionException if a transaction fails
     */
    public static void main(String[] arguments) throws EmvDataException, InterruptedException, ExecutionException {
        ExecutorService threads = perTask();
        try {
            System.out.println(run(threads, arguments.length > 0 ? Integer.parseInt(arguments[0]) : WANTED));
        } finally {
            threads.shutdown();
        }
    }

    static String run(ExecutorService threads, int wanted)
            throws EmvDataException, InterruptedException, ExecutionException {
        OnlineDialogue dialogue = OnlineDialogue.record();
        CountDownLatch allWait = new CountDownLatch(wanted);
        List<Future<Outcome>> outcomes = new ArrayList<>(wanted);
        long start = System.nanoTime();
        for (int i = 0; i < wanted; i++) {
            outcomes.add(threads.submit(() -> {
                CardTransport card = dialogue.card();
                return BlockingTerminal.run(
                        dialogue.begin(), card, new Cardholder() {}, new Waiting(dialogue, allWait));
            }));
        }
        int approved = 0;
        for (Future<Outcome> outcome : outcomes) {
            approved += outcome.get() instanceof Outcome.Approved ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "{\"java\": \"%s\", \"transactionsAtOnce\": %d, \"approved\": %d, \"wallMillis\": %d}",
                Runtime.version(),
                wanted - allWait.getCount(),
                approved,
                (System.nanoTime() - start) / 1_000_000);
    }

    /** An issuer who answers when everybody has asked. */
    private record Waiting(OnlineDialogue dialogue, CountDownLatch all) implements Acquirer {
        @Override
        public void storeReversal(Reversal reversal) {
            // Nothing outlives this program.
        }

        @Override
        public Answer authorise(AuthorisationRequest request) {
            all.countDown();
            try {
                all.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Answer.NoAnswer();
            }
            return new Answer.Answered(dialogue.response());
        }
    }

    /** The code is compiled for Java 17, which does not know virtual threads. */
    private static ExecutorService perTask() {
        try {
            MethodHandle made = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
            return (ExecutorService) made.invokeExact();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Java " + Runtime.version() + " has no virtual threads", e);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
