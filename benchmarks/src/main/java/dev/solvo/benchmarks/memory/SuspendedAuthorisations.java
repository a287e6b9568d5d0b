package dev.solvo.benchmarks.memory;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.Completed;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.data.EmvDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many contact transactions can wait for their issuer at once, and what does one of them take of the heap? Brings 100 000 of
 * them to the authorisation request, each with the card's answers in arrays of its own, holds them all, then has the issuer answer
 * some and completes these. Runs out of memory where the heap is too small:
 *
 * <pre>{@code
 * java -Xmx1g -XX:+UseSerialGC -cp 'benchmarks/target/*:benchmarks/target/lib/*' \
 *     dev.solvo.benchmarks.memory.SuspendedAuthorisations
 * }</pre>
 */
final class SuspendedAuthorisations {
    private static final int WANTED = 100_000;
    private static final int RESUMED = 1_000;

    private SuspendedAuthorisations() {}

    /** A transaction that waits, and its card. */
    private record Waiting(AuthoriseOnline step, CardTransport card) {}

    /**
     * Holds the transactions and prints what they take.
     *
     * @param arguments how many to hold, or nothing for 100 000
     * @throws EmvDataException never, as the configuration is right
     * @throws CardTransportException never, as the recording is complete
     */
    public static void main(String[] arguments) throws EmvDataException, CardTransportException {
        System.out.println(run(arguments.length > 0 ? Integer.parseInt(arguments[0]) : WANTED));
    }

    static String run(int wanted) throws EmvDataException, CardTransportException {
        OnlineDialogue dialogue = OnlineDialogue.record();
        suspend(dialogue);
        long before = UsedHeap.bytes();
        List<Waiting> waiting = new ArrayList<>(wanted);
        for (int i = 0; i < wanted; i++) {
            waiting.add(suspend(dialogue));
        }
        long each = (UsedHeap.bytes() - before) / wanted;
        int resumed = 0;
        int stride = Math.max(1, wanted / RESUMED);
        for (int i = 0; i < wanted; i += stride) {
            Waiting one = waiting.get(i);
            KernelStep end = follow(one.step().resume(dialogue.response()), one.card());
            if (!(end instanceof Completed completed) || !(completed.outcome() instanceof Outcome.Approved)) {
                throw new IllegalStateException("a resumed transaction was not approved");
            }
            resumed++;
        }
        return String.format(
                Locale.ROOT,
                "{\"suspended\": %d, \"bytesEach\": %d, \"resumedAndApproved\": %d, \"largestHeapBytes\": %d}",
                waiting.size(),
                each,
                resumed,
                Runtime.getRuntime().maxMemory());
    }

    private static Waiting suspend(OnlineDialogue dialogue) throws CardTransportException {
        CardTransport card = dialogue.card();
        return new Waiting((AuthoriseOnline) follow(dialogue.begin(), card), card);
    }

    /** Goes on to the next step that the card cannot answer. */
    private static KernelStep follow(KernelStep first, CardTransport card) throws CardTransportException {
        KernelStep step = first;
        while (true) {
            if (step instanceof TransmitApdu transmit) {
                step = transmit.resume(card.transmit(transmit.command()));
            } else if (step instanceof ShowMessage show) {
                step = show.done();
            } else if (step instanceof EnterPin pin) {
                // As in the recording.
                step = pin.pinPadFailed();
            } else {
                return step;
            }
        }
    }
}
