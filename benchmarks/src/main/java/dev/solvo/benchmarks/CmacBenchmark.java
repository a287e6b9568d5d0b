package dev.solvo.benchmarks;

import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.tlv.Bytes;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;
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
 * What does the AES-CMAC of a message of 64 bytes cost under a key that is used again and again? Floor: one pass of the JDK's
 * AES in CBC over the same bytes with a cipher that has the key. Peer: Bouncy Castle's CMAC with its key taken.
 *
 * <p>64 messages take turns.
 *
 * <p>{@code scripts/bench host}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class CmacBenchmark {
    private static final int MESSAGES = 64;
    private static final int LENGTH_BYTES = 64;

    private final List<byte[]> messages = new ArrayList<>();
    private final List<Bytes> strings = new ArrayList<>();
    private final byte[] secret = new byte[16];
    private final MessageAuthenticationCode code = MessageAuthenticationCode.cmac(16);
    private final SoftwareKey key;
    private final CMac bouncyCastle = new CMac(AESEngine.newInstance());
    private final Cipher chain;
    private int turn;

    /** Draws key and messages. */
    public CmacBenchmark() {
        Random random = new Random(42);
        random.nextBytes(secret);
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = new byte[LENGTH_BYTES];
            random.nextBytes(message);
            messages.add(message);
            strings.add(Bytes.of(message));
        }
        try (SecretBytes bytes = SecretBytes.of(secret)) {
            key = SoftwareKey.of(KeyAlgorithm.AES, bytes);
        }
        bouncyCastle.init(new KeyParameter(secret));
        try {
            chain = Cipher.getInstance("AES/CBC/NoPadding");
            chain.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, "AES"), new IvParameterSpec(new byte[16]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Checks that both make the same codes. */
    @Setup
    public void checkAgreement() {
        for (int i = 0; i < MESSAGES; i++) {
            Bytes ours = solvo();
            turn--;
            if (!ours.equals(Bytes.of(bouncyCastle()))) {
                throw new IllegalStateException("the peers make different codes");
            }
        }
    }

    /** This library. */
    @Benchmark
    public Bytes solvo() {
        return code.generate(key, strings.get(next()));
    }

    /** Bouncy Castle, lightweight. */
    @Benchmark
    public byte[] bouncyCastle() {
        byte[] message = messages.get(next());
        bouncyCastle.update(message, 0, message.length);
        byte[] mac = new byte[16];
        bouncyCastle.doFinal(mac, 0);
        return mac;
    }

    /** Floor: one pass of CBC. */
    @Benchmark
    public byte[] floor() throws GeneralSecurityException {
        return chain.doFinal(messages.get(next()));
    }

    private int next() {
        return turn++ & MESSAGES - 1;
    }
}
