package dev.solvo.benchmarks;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.dukpt.AesBdk;
import dev.solvo.crypto.dukpt.AesDukptKeyType;
import dev.solvo.crypto.dukpt.AesKeySerialNumber;
import dev.solvo.crypto.dukpt.AesTransactionKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.tlv.Bytes;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
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
 * What does a host pay for the PIN key of one transaction under AES-128 DUKPT, from the base derivation key, with eight ones
 * in the counter: ten blocks under ten keys? Peers: the same chain on Bouncy Castle's and on the JDK's provider, with one
 * cipher for all steps.
 *
 * <pre>{@code
 * java -cp 'benchmarks/target/*:benchmarks/target/lib/*' org.openjdk.jmh.Main DukptBenchmark \
 *     -prof gc -prof dev.solvo.benchmarks.ProcessorTimeProfiler
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class DukptBenchmark {
    private static final int PIN_ENCRYPTION = 0x1000;
    private static final int AES_128 = 2;

    private final byte[] key = Bytes.fromHex("FEDCBA9876543210F1F1F1F1F1F1F1F1").toByteArray();
    private final byte[] number = Bytes.fromHex("123456789012345612345400").toByteArray();
    private final AesBdk bdk = bdk(key);
    private final AesKeySerialNumber keySerialNumber = new AesKeySerialNumber(Bytes.of(number));
    private final ProviderDukpt bouncyCastle = peer(new BouncyCastleProvider());
    private final ProviderDukpt jdk = peer(Security.getProvider("SunJCE"));

    /** Checks that all give the same key. */
    @Setup
    public void checkAgreement() throws CryptoException, GeneralSecurityException {
        try (PinKey pinKey = solvo();
                SecretBytes secret = ((SoftwareKey) pinKey.symmetricKey()).secret(InsecureSecretKeyAccess.get())) {
            byte[] bytes = secret.toByteArray(InsecureSecretKeyAccess.get());
            if (!Arrays.equals(bytes, bouncyCastle()) || !Arrays.equals(bytes, jdk())) {
                throw new IllegalStateException("the peers derive different keys");
            }
        }
    }

    /** This library. */
    @Benchmark
    public PinKey solvo() throws CryptoException {
        try (AesTransactionKey transaction = bdk.transactionKey(keySerialNumber)) {
            return transaction.pinKey(AesDukptKeyType.AES_128);
        }
    }

    /** The chain on Bouncy Castle's provider. */
    @Benchmark
    public byte[] bouncyCastle() throws GeneralSecurityException {
        return bouncyCastle.workingKey(key, number, PIN_ENCRYPTION, AES_128, 128);
    }

    /** The chain on the JDK's provider. */
    @Benchmark
    public byte[] jdk() throws GeneralSecurityException {
        return jdk.workingKey(key, number, PIN_ENCRYPTION, AES_128, 128);
    }

    private static ProviderDukpt peer(Provider provider) {
        try {
            return new ProviderDukpt(provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AesBdk bdk(byte[] bytes) {
        try (SecretBytes secret = SecretBytes.of(bytes)) {
            return AesBdk.of(SoftwareKey.of(KeyAlgorithm.AES, secret));
        }
    }
}
