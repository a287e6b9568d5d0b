package dev.solvo.benchmarks;

import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wechat.V3Signature;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
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
 * What does signing a wallet's request of 300 bytes with RSA-2048 cost beside the bare signature? RSA with SHA-256 and PKCS #1
 * padding has no randomness, so both give the same signature. 64 requests and four keys take turns.
 *
 * <p>{@code scripts/bench wallet}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class SigningBenchmark {
    private static final int KEYS = 4;
    private static final int REQUESTS = 64;
    private static final long TIMESTAMP = 1_780_000_000;
    private static final String NONCE = "593BEC0C930BF1AFEB40B4A08C8FB242";

    private final List<PrivateKey> keys = new ArrayList<>();
    private final List<RequestSigner> signers = new ArrayList<>();
    private final List<Bytes> bodies = new ArrayList<>();
    private final List<byte[]> texts = new ArrayList<>();
    private int turn;

    /** Makes the keys and the requests. */
    public SigningBenchmark() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            for (int i = 0; i < KEYS; i++) {
                keys.add(generator.generateKeyPair().getPrivate());
                signers.add(RequestSigner.software("5157F09EFDC096DE15EBE81A47057A72", keys.get(i)));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes RSA keys", e);
        }
        for (int i = 0; i < REQUESTS; i++) {
            String body =
                    String.format(Locale.ROOT, "{\"out_trade_no\":\"%010d\",\"description\":\"till\"}", i * 7919L);
            bodies.add(Bytes.of(body.repeat(6).getBytes(StandardCharsets.US_ASCII)));
            texts.add(textToSign(i).toByteArray());
        }
    }

    /** Checks that the header holds the same signature. */
    @Setup
    public void checkAgreement() throws GeneralSecurityException {
        for (int i = 0; i < REQUESTS; i++) {
            turn = i;
            String header = request();
            turn = i;
            if (!header.contains("signature=\"" + Base64.getEncoder().encodeToString(signature()) + "\"")) {
                throw new IllegalStateException("the signatures differ");
            }
        }
    }

    /** Text, signature and header. */
    @Benchmark
    public String request() {
        int i = next();
        return V3Signature.authorization("1900000001", signers.get(i % KEYS), TIMESTAMP, NONCE, textToSign(i));
    }

    /** The signature alone. */
    @Benchmark
    public byte[] signature() throws GeneralSecurityException {
        int i = next();
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.get(i % KEYS));
        signature.update(texts.get(i));
        return signature.sign();
    }

    private Bytes textToSign(int request) {
        return V3Signature.textToSign("POST", "/v3/pay/transactions/codepay", TIMESTAMP, NONCE, bodies.get(request));
    }

    private int next() {
        turn = turn + 1 & REQUESTS - 1;
        return turn;
    }
}
