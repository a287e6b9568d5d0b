package dev.solvo.benchmarks;

import dev.solvo.crypto.oda.CombinedDataAuthenticated;
import dev.solvo.crypto.oda.RsaIssuerKeyCache;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.tlv.Bytes;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a CDA check cost when no key of the chain was ever seen by the process, as with every card at a terminal? Each of
 * 200 chains is checked once, after the code was warmed up with others; the one iteration before takes the set-up and one of those
 * others. Peer: Bouncy Castle as it comes, which examines each
 * modulus that is new to it. Floor: {@code modPow} and SHA-1 of the JDK.
 *
 * <p>{@code scripts/bench oda}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 5, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 1)
@Measurement(iterations = 1, batchSize = FirstSeenCdaBenchmark.MEASURED)
public class FirstSeenCdaBenchmark {
    /** Chains that are checked once each. */
    static final int MEASURED = 200;

    /** How often the chains that are not measured are checked before. */
    @Param("300")
    public int warmUpRounds = 1;

    private final CardChains chains = CardChains.read();
    private final RsaOda oda = CdaBenchmark.oda(RsaIssuerKeyCache.of(16));
    private final PlainCda floor = new ModPowCda();
    private final PlainCda bouncyCastle = new BouncyCastleCda();
    private int turn;

    /** Compiles the code with chains that are not measured, and checks that all accept them. */
    @Setup
    public void warmUp() {
        for (int round = 0; round < warmUpRounds; round++) {
            for (int i = MEASURED; i < chains.size(); i++) {
                Bytes ours = CdaBenchmark.check(oda, chains, i).applicationCryptogram();
                if (!ours.equals(SignedCards.CRYPTOGRAM)
                        || !ours.equals(Bytes.of(floor.verify(chains.plain(i))))
                        || !ours.equals(Bytes.of(bouncyCastle.verify(chains.plain(i))))) {
                    throw new IllegalStateException("the peers find different cryptograms");
                }
            }
        }
    }

    /** Solvo. */
    @Benchmark
    public CombinedDataAuthenticated solvo() {
        return CdaBenchmark.check(oda, chains, next());
    }

    /** Floor: {@code modPow} and SHA-1. */
    @Benchmark
    public byte[] floor() {
        return floor.verify(chains.plain(next()));
    }

    /** Bouncy Castle, lightweight, as it comes. */
    @Benchmark
    public byte[] bouncyCastle() {
        return bouncyCastle.verify(chains.plain(next()));
    }

    /** First a chain that is not measured, in the iteration that begins with the set-up, then those that are. */
    private int next() {
        return (MEASURED + turn++) % (MEASURED + 1);
    }
}
