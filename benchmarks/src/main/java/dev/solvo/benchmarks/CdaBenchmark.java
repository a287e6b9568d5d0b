package dev.solvo.benchmarks;

import dev.solvo.crypto.oda.CombinedDataAuthenticated;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
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
 * What does it cost to check a card by CDA, from the issuer's certificate to the cryptogram? Peers: the same on Bouncy Castle's
 * lightweight RSA and on the JDK's providers, both with fewer checks ({@link PlainCda}).
 *
 * <p>64 cards take turns. Bouncy Castle has seen each of them before when it counts; a card that is new to it costs it about
 * a millisecond more.
 *
 * <pre>{@code
 * java -cp 'benchmarks/target/*:benchmarks/target/lib/*' org.openjdk.jmh.Main CdaBenchmark \
 *     -prof gc -prof dev.solvo.benchmarks.ProcessorTimeProfiler
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 250, timeUnit = TimeUnit.MILLISECONDS)
public class CdaBenchmark {
    private static final int CARDS = 64;

    private final RsaOda oda = new RsaOda(LocalDate.of(2026, 6, 15), RevocationList.EMPTY);
    private final PlainCda bouncyCastle = new BouncyCastleCda();
    private final PlainCda jca = new JcaCda();
    private final SignedCards cards = new SignedCards(CARDS);
    private int turn;

    /** Checks that all accept each card. */
    @Setup(Level.Trial)
    public void checkAgreement() {
        for (int i = 0; i < CARDS; i++) {
            Bytes ours = solvo().applicationCryptogram();
            if (!ours.equals(SignedCards.CRYPTOGRAM)
                    || !ours.equals(Bytes.of(bouncyCastle()))
                    || !ours.equals(Bytes.of(jca()))) {
                throw new IllegalStateException("the peers find different cryptograms");
            }
        }
    }

    /** Solvo, with every check of EMV 4.4 Book 2, 6. */
    @Benchmark
    public CombinedDataAuthenticated solvo() {
        SignedCards.Card card = next();
        return oda.recoverIssuerKey(
                        cards.authority(),
                        cards.issuer().certificate(),
                        cards.issuer().remainder(),
                        cards.issuer().exponent(),
                        card.pan())
                .then(issuer -> oda.recoverIccKey(
                        issuer,
                        card.key().certificate(),
                        card.key().remainder(),
                        card.key().exponent(),
                        card.pan(),
                        SignedCards.STATIC_DATA))
                .then(icc -> oda.verifyCda(
                        icc,
                        card.signature(),
                        SignedCards.UNPREDICTABLE_NUMBER,
                        SignedCards.CRYPTOGRAM_INFORMATION_DATA,
                        SignedCards.TRANSACTION_DATA))
                .verified()
                .orElseThrow();
    }

    /** Bouncy Castle, lightweight. */
    @Benchmark
    public byte[] bouncyCastle() {
        return bouncyCastle.verify(cards.plain(next()));
    }

    /** The JDK's providers. */
    @Benchmark
    public byte[] jca() {
        return jca.verify(cards.plain(next()));
    }

    private SignedCards.Card next() {
        turn = (turn + 1) % CARDS;
        return cards.card(turn);
    }
}
