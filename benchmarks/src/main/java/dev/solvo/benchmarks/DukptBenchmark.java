package dev.solvo.benchmarks;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.dukpt.AesBdk;
import dev.solvo.crypto.dukpt.AesDukptKeyType;
import dev.solvo.crypto.dukpt.AesKeySerialNumber;
import dev.solvo.crypto.dukpt.AesTransactionKey;
import dev.solvo.crypto.dukpt.TdesBdk;
import dev.solvo.crypto.dukpt.TdesKeySerialNumber;
import dev.solvo.crypto.dukpt.TdesTransactionKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.tlv.Bytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
 * What does a host pay for the PIN key of one transaction under DUKPT, from the base derivation key, with eight ones in the
 * counter? AES-128: ten blocks under ten keys. Triple DES: two blocks, then sixteen under as many keys of single DES.
 * Peers: the same chain on Bouncy Castle's and on the JDK's provider, with one cipher for all steps.
 *
 * <p>64 transactions of as many terminals take turns.
 *
 * <p>{@code scripts/bench host}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class DukptBenchmark {
    private static final int PIN_ENCRYPTION = 0x1000;
    private static final int AES_128 = 2;

    private static final int TRANSACTIONS = 64;
    private static final int AES_COUNTER = 0x12345400;
    private static final int TDES_COUNTER = 0x0AD50A;

    private final byte[] key = Bytes.fromHex("FEDCBA9876543210F1F1F1F1F1F1F1F1").toByteArray();
    private final List<AesKeySerialNumber> aesNumbers = new ArrayList<>();
    private final List<TdesKeySerialNumber> tdesNumbers = new ArrayList<>();
    private final List<byte[]> aesBytes = new ArrayList<>();
    private final List<byte[]> tdesBytes = new ArrayList<>();
    private final AesBdk aesBdk = AesBdk.of(key(KeyAlgorithm.AES, key));
    private final TdesBdk tdesBdk = TdesBdk.of(key(KeyAlgorithm.TDES, key));
    private final ProviderDukpt aesBouncyCastle = peer(new BouncyCastleProvider());
    private final ProviderDukpt aesJdk = peer(Security.getProvider("SunJCE"));
    private final ProviderTdesDukpt tdesBouncyCastle = new ProviderTdesDukpt(new BouncyCastleProvider());
    private final ProviderTdesDukpt tdesJdk = new ProviderTdesDukpt(Security.getProvider("SunJCE"));
    private int turn;

    /** Draws the numbers. */
    public DukptBenchmark() {
        Random random = new Random(42);
        for (int i = 0; i < TRANSACTIONS; i++) {
            byte[] number = new byte[12];
            random.nextBytes(number);
            ByteBuffer.wrap(number).putInt(8, AES_COUNTER);
            aesBytes.add(number);
            aesNumbers.add(new AesKeySerialNumber(Bytes.of(number)));
            byte[] shorter = Arrays.copyOf(number, 10);
            ByteBuffer.wrap(shorter).putInt(6, ByteBuffer.wrap(shorter).getInt(6) & 0xFFE00000 | TDES_COUNTER);
            tdesBytes.add(shorter);
            tdesNumbers.add(new TdesKeySerialNumber(Bytes.of(shorter)));
        }
    }

    /** Checks that all give the same keys. */
    @Setup
    public void checkAgreement() throws CryptoException, GeneralSecurityException {
        for (int i = 0; i < TRANSACTIONS; i++) {
            int at = turn;
            PinKey aes = aesSolvo();
            turn = at;
            byte[] first = aesBouncyCastle();
            turn = at;
            requireSame(aes, first, aesJdk());
            turn = at;
            PinKey tdes = tdesSolvo();
            turn = at;
            byte[] second = tdesBouncyCastle();
            turn = at;
            requireSame(tdes, second, tdesJdk());
        }
    }

    /** AES, this library. */
    @Benchmark
    public PinKey aesSolvo() throws CryptoException {
        try (AesTransactionKey transaction = aesBdk.transactionKey(aesNumbers.get(next()))) {
            return transaction.pinKey(AesDukptKeyType.AES_128);
        }
    }

    /** AES, the chain on Bouncy Castle's provider. */
    @Benchmark
    public byte[] aesBouncyCastle() throws GeneralSecurityException {
        return aesBouncyCastle.workingKey(key, aesBytes.get(next()), PIN_ENCRYPTION, AES_128, 128);
    }

    /** AES, the chain on the JDK's provider. */
    @Benchmark
    public byte[] aesJdk() throws GeneralSecurityException {
        return aesJdk.workingKey(key, aesBytes.get(next()), PIN_ENCRYPTION, AES_128, 128);
    }

    /** Triple DES, this library. */
    @Benchmark
    public PinKey tdesSolvo() throws CryptoException {
        try (TdesTransactionKey transaction = tdesBdk.transactionKey(tdesNumbers.get(next()))) {
            return transaction.pinKey();
        }
    }

    /** Triple DES, the chain on Bouncy Castle's provider. */
    @Benchmark
    public byte[] tdesBouncyCastle() throws GeneralSecurityException {
        return tdesBouncyCastle.pinKey(key, tdesBytes.get(next()));
    }

    /** Triple DES, the chain on the JDK's provider. */
    @Benchmark
    public byte[] tdesJdk() throws GeneralSecurityException {
        return tdesJdk.pinKey(key, tdesBytes.get(next()));
    }

    private static void requireSame(PinKey ours, byte[] first, byte[] second) {
        try (ours;
                SecretBytes secret = ((SoftwareKey) ours.symmetricKey()).secret(InsecureSecretKeyAccess.get())) {
            byte[] bytes = secret.toByteArray(InsecureSecretKeyAccess.get());
            if (!Arrays.equals(bytes, first) || !Arrays.equals(bytes, second)) {
                throw new IllegalStateException("the peers derive different keys");
            }
        }
    }

    private int next() {
        return turn++ & TRANSACTIONS - 1;
    }

    private static SoftwareKey key(KeyAlgorithm algorithm, byte[] bytes) {
        try (SecretBytes secret = SecretBytes.of(bytes)) {
            return SoftwareKey.of(algorithm, secret);
        }
    }

    private static ProviderDukpt peer(Provider provider) {
        try {
            return new ProviderDukpt(provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
