package dev.solvo.benchmarks.prepaid;

import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a debit cost the processor above the store? A terminal's debit by the card's code, on books in memory; the same debit handed
 * to these books directly; and, as the floor that no API can go below, what the JDK takes for the two digests that such a debit needs: the
 * card's id under the secret key, and the fingerprint of what is asked for. What a store on a disk does in a second is {@link
 * PrepaidThroughput}'s.
 *
 * <p>{@code scripts/bench prepaid}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx2g"})
@Warmup(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class PrepaidDebitBenchmark {
    private static final int CARDS = 1_000;

    /** Another than that of the cards' loads: no debit may have a load's key. */
    private static final long SEED = 2;

    private static final String ALGORITHM = "HmacSHA256";

    private final Cards cards = new Cards(CARDS);
    private final byte[] codeKey = Cards.codeKey();
    private SplittableRandom random = new SplittableRandom(SEED);
    private Debits desk = desk(cards);
    private Debits ledger = ledger(cards);

    /** New books, so that one iteration finds them as the one before did. */
    @Setup(Level.Iteration)
    public void openBooks() {
        random = new SplittableRandom(SEED);
        desk = desk(cards);
        ledger = ledger(cards);
    }

    /**
     * Checks that desk and books give the same answers.
     *
     * @throws Exception if they do not
     */
    @Setup(Level.Trial)
    public void checkAgreement() throws Exception {
        if (!Agreement.answers(desk(cards)).equals(Agreement.answers(ledger(cards)))) {
            throw new IllegalStateException("desk and books give different answers");
        }
    }

    private static MemoryLedger books(Cards cards) {
        MemoryLedger books = new MemoryLedger();
        try {
            cards.issue(books);
        } catch (LedgerException e) {
            throw new IllegalStateException(e);
        }
        return books;
    }

    private static Debits desk(Cards cards) {
        return new DeskDebits(books(cards), cards);
    }

    private static Debits ledger(Cards cards) {
        return new LedgerDebits(books(cards), cards);
    }

    /**
     * A terminal's debit by the card's code.
     *
     * @throws Exception if it fails
     */
    @Benchmark
    public long desk() throws Exception {
        return desk.debit(request());
    }

    /**
     * The same debit, its account and fingerprint known.
     *
     * @throws Exception if it fails
     */
    @Benchmark
    public long ledger() throws Exception {
        return ledger.debit(request());
    }

    /**
     * The two digests alone.
     *
     * @throws GeneralSecurityException if it fails
     */
    @Benchmark
    public int digests() throws GeneralSecurityException {
        DebitRequest request = request();
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(codeKey, ALGORITHM));
        byte[] account = mac.doFinal(Cards.code(request.card()).getBytes(StandardCharsets.US_ASCII));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(account);
        byte[] fingerprint = digest.digest(request.key().getBytes(StandardCharsets.US_ASCII));
        return account[0] + fingerprint[0];
    }

    private DebitRequest request() {
        return new DebitRequest(0, random.nextInt(CARDS), 1, Cards.newKey(random), Cards.newFingerprint(random));
    }
}
