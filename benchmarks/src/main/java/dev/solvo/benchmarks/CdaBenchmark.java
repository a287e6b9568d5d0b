package dev.solvo.benchmarks;

import dev.solvo.crypto.oda.CombinedDataAuthenticated;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaIssuerKeyCache;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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
 * What does it cost to check a card by CDA, from the issuer's certificate to the cryptogram (authority 1984 bits, issuer 1408,
 * card 1152, exponent 3, four hashes): for a card and an issuer that come for the first time, and for an issuer that was seen
 * before? Floor: {@code modPow} and SHA-1 of the JDK and a comparison of the hashes. Peers: Bouncy Castle's lightweight
 * RSA and the JDK's providers, both with fewer checks ({@link PlainCda}).
 *
 * <p>64 chains take turns, shuffled, each with an issuer of its own. The cache of the first row holds 16 of them, so that it
 * never finds one. Bouncy Castle has met each key before when it counts; {@link FirstSeenCdaBenchmark} is about keys that it
 * has not.
 *
 * <p>{@code scripts/bench oda}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class CdaBenchmark {
    private static final int CHAINS = 64;
    private static final int FEW = 16;

    private final CardChains chains = CardChains.read();
    private final List<Integer> order = new ArrayList<>();
    private final RsaOda firstSeen = oda(RsaIssuerKeyCache.of(FEW));
    private final RsaOda seenBefore = oda(RsaIssuerKeyCache.of(CHAINS));
    private final PlainCda floor = new ModPowCda();
    private final PlainCda bouncyCastle = new BouncyCastleCda();
    private final PlainCda jca = new JcaCda();
    private int turn;

    /** Checks that all accept each card. */
    @Setup(Level.Trial)
    public void checkAgreement() {
        for (int i = 0; i < CHAINS; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(1));
        for (int i = 0; i < CHAINS; i++) {
            requireCryptogram(solvoFirstSeen().applicationCryptogram());
            requireCryptogram(solvoIssuerSeen().applicationCryptogram());
            requireCryptogram(Bytes.of(floor()));
            requireCryptogram(Bytes.of(bouncyCastle()));
            requireCryptogram(Bytes.of(jca()));
        }
    }

    /** Solvo, with every check of EMV 4.4 Book 2, 6; no issuer is in the cache. */
    @Benchmark
    public CombinedDataAuthenticated solvoFirstSeen() {
        return check(firstSeen, next());
    }

    /** Solvo, with the issuer in the cache. */
    @Benchmark
    public CombinedDataAuthenticated solvoIssuerSeen() {
        return check(seenBefore, next());
    }

    /** Floor: {@code modPow} and SHA-1. */
    @Benchmark
    public byte[] floor() {
        return floor.verify(chains.plain(next()));
    }

    /** Bouncy Castle, lightweight, keys met before. */
    @Benchmark
    public byte[] bouncyCastle() {
        return bouncyCastle.verify(chains.plain(next()));
    }

    /** The JDK's providers. */
    @Benchmark
    public byte[] jca() {
        return jca.verify(chains.plain(next()));
    }

    static RsaOda oda(RsaIssuerKeyCache cache) {
        return new RsaOda(LocalDate.of(2026, 6, 15), RevocationList.EMPTY, cache);
    }

    static CombinedDataAuthenticated check(RsaOda oda, CardChains chains, int index) {
        CardChains.Chain chain = chains.chain(index);
        return oda.recoverIssuerKey(
                        chains.authority(),
                        chain.issuer().certificate(),
                        chain.issuer().remainder(),
                        chain.issuer().exponent(),
                        chain.pan())
                .then(issuer -> oda.recoverIccKey(
                        issuer,
                        chain.card().certificate(),
                        chain.card().remainder(),
                        chain.card().exponent(),
                        chain.pan(),
                        SignedCards.STATIC_DATA))
                .then(icc -> oda.verifyCda(
                        icc,
                        chain.signature(),
                        SignedCards.UNPREDICTABLE_NUMBER,
                        SignedCards.CRYPTOGRAM_INFORMATION_DATA,
                        SignedCards.TRANSACTION_DATA))
                .verified()
                .orElseThrow();
    }

    private CombinedDataAuthenticated check(RsaOda oda, int index) {
        return check(oda, chains, index);
    }

    private int next() {
        turn = (turn + 1) % CHAINS;
        return order.get(turn);
    }

    private static void requireCryptogram(Bytes found) {
        if (!found.equals(SignedCards.CRYPTOGRAM)) {
            throw new IllegalStateException("the peers find different cryptograms");
        }
    }
}
