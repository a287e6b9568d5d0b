package dev.solvo.benchmarks;

import dev.solvo.crypto.oda.CombinedDataAuthenticated;
import dev.solvo.emv.Outcome;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.TlvException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does the terminal's side of a whole contact transaction cost, when card and wire take no time? From application selection
 * to a TC, approved offline, with CDA and without ODA. Floors: the checks of CDA alone, over the same card's data and with no issuer
 * seen before; and, without ODA, the card's answers walked and its list filled ({@link FloorTransaction}). Baseline, for there is
 * no kernel on Maven Central: the same answers parsed by ber-tlv and CDA on Bouncy Castle, without any of a kernel's decisions ({@link
 * PlainTransaction}).
 *
 * <p>A kernel is more code than what the other benchmarks measure: the compiler is busy with it for some seconds, which would count
 * as its processor time. So it is warmed up for longer.
 *
 * <p>{@code scripts/bench transaction}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 10, time = 1, timeUnit = TimeUnit.SECONDS)
@Measurement(iterations = 8, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class TransactionBenchmark {
    private final RecordedTransaction recorded;
    private final RecordedTransaction recordedWithoutOda;
    private final FloorTransaction floorWithoutOda;
    private final PlainTransaction plain;
    private final KernelsOda oda;

    /**
     * Records the transactions.
     *
     * @throws IllegalStateException if a card does not answer
     */
    public TransactionBenchmark() {
        recorded = new RecordedTransaction(CardImages.named("offline-cda"));
        recordedWithoutOda = new RecordedTransaction(CardImages.named("no-oda"));
        try {
            floorWithoutOda = new FloorTransaction(recordedWithoutOda);
        } catch (TlvException e) {
            throw new IllegalStateException(e);
        }
        plain = new PlainTransaction(recorded);
        oda = new KernelsOda(recorded.authority(), plain.read());
    }

    /** Checks that the kernel approves, and that the others find the same cryptogram and fill the list alike. */
    @Setup
    public void checkAgreement() throws FloorTlv.Refused {
        if (!(kernel() instanceof Outcome.Approved) || !(kernelWithoutOda() instanceof Outcome.Approved)) {
            throw new IllegalStateException("the kernel did not approve: " + kernel() + ", " + kernelWithoutOda());
        }
        if (!oda().applicationCryptogram().equals(Bytes.of(baseline()))) {
            throw new IllegalStateException("different cryptograms are found");
        }
        int length = floorWithoutOda();
        if (!recordedWithoutOda
                .lastCommand()
                .data()
                .equals(Bytes.of(floorWithoutOda.data()).slice(0, length))) {
            throw new IllegalStateException("the card's list is filled differently");
        }
    }

    /** The kernel, every function of EMV 4.4 Book 3, 10. */
    @Benchmark
    public Outcome kernel() {
        return recorded.run();
    }

    /** Floor: the checks of CDA, no issuer seen before. */
    @Benchmark
    public CombinedDataAuthenticated oda() {
        return oda.check();
    }

    /** ber-tlv and Bouncy Castle, nothing decided. */
    @Benchmark
    public byte[] baseline() {
        return plain.run();
    }

    /** The kernel with a card that has no keys. */
    @Benchmark
    public Outcome kernelWithoutOda() {
        return recordedWithoutOda.run();
    }

    /** Floor: answers walked, the list filled, nothing decided. */
    @Benchmark
    public int floorWithoutOda() throws FloorTlv.Refused {
        return floorWithoutOda.run();
    }
}
