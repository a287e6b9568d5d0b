package dev.solvo.benchmarks;

import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.SessionKeyDerivation;
import dev.solvo.crypto.key.IssuerMasterKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jpos.security.MKDMethod;
import org.jpos.security.SKDMethod;
import org.jpos.security.SMException;
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
 * What does an issuer's host pay for one application cryptogram: the card's key by option A, the common session key, the retail
 * MAC over 66 bytes? Peers: jPOS, Bouncy Castle's lightweight ciphers. Floor: the JDK's ciphers, made once, with each key
 * taken anew.
 *
 * <p>64 cards under eight issuers' keys take turns.
 *
 * <p>{@code scripts/bench host}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class ArqcBenchmark {
    private static final int CARDS = 64;

    private final List<ArqcInput> inputs = ArqcInput.list(CARDS);
    private final List<Card> cards = new ArrayList<>();
    private final PlainArqc jce = new JceArqc();
    private final PlainArqc bouncyCastle = new BouncyCastleArqc();
    private final JposModule jpos = new JposModule();
    private int turn;

    private record Card(
            IssuerMasterKey<KeyPurpose.Cryptogram> issuer,
            Pan pan,
            PanSequenceNumber sequenceNumber,
            ApplicationTransactionCounter counter,
            Bytes data) {}

    /** Checks that all make the same cryptograms. */
    @Setup
    public void checkAgreement() throws SMException {
        for (ArqcInput input : inputs) {
            cards.add(new Card(
                    IssuerMasterKey.forCryptograms(key(input.issuerKey())),
                    Pan.of(input.pan()),
                    PanSequenceNumber.of(Integer.parseInt(input.sequenceNumber())),
                    ApplicationTransactionCounter.of(
                            input.counter().unsigned(0) << 8 | input.counter().unsigned(1)),
                    input.data()));
        }
        for (int i = 0; i < CARDS; i++) {
            byte[] ours = solvo().value().toByteArray();
            turn--;
            byte[] floor = jce();
            turn--;
            byte[] light = bouncyCastle();
            turn--;
            if (!Arrays.equals(ours, floor) || !Arrays.equals(ours, light) || !Arrays.equals(ours, jpos())) {
                throw new IllegalStateException("the peers make different cryptograms");
            }
        }
    }

    /** This library; keys are closed after use. */
    @Benchmark
    public ApplicationCryptogram solvo() {
        Card card = cards.get(next());
        try (var cardKey = IccMasterKeyDerivation.OPTION_A.derive(card.issuer(), card.pan(), card.sequenceNumber());
                var session = SessionKeyDerivation.emvCommon(cardKey, card.counter())) {
            return ApplicationCryptogram.generate(session, card.data(), Padding.METHOD_2);
        }
    }

    /** Floor: the JDK's ciphers. */
    @Benchmark
    public byte[] jce() {
        return plain(jce);
    }

    /** Bouncy Castle, lightweight. */
    @Benchmark
    public byte[] bouncyCastle() {
        return plain(bouncyCastle);
    }

    /** jPOS, whose data are handed in filled up. */
    @Benchmark
    public byte[] jpos() throws SMException {
        ArqcInput input = inputs.get(next());
        byte[] filled = Padding.METHOD_2.apply(input.data(), 8).toByteArray();
        return jpos.cryptogram(
                MKDMethod.OPTION_A,
                SKDMethod.EMV_CSKD,
                input.issuerKey().toByteArray(),
                input.pan(),
                input.sequenceNumber(),
                input.counter().toByteArray(),
                new byte[4],
                filled);
    }

    private byte[] plain(PlainArqc side) {
        ArqcInput input = inputs.get(next());
        return side.cryptogram(
                input.issuerKey().toByteArray(),
                input.pan(),
                input.sequenceNumber(),
                input.counter().toByteArray(),
                input.data().toByteArray());
    }

    private int next() {
        return turn++ & CARDS - 1;
    }

    private static SoftwareKey key(Bytes bytes) {
        try (SecretBytes secret = SecretBytes.of(bytes)) {
            return SoftwareKey.of(KeyAlgorithm.TDES, secret);
        }
    }
}
