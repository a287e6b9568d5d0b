package dev.solvo.benchmarks;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.render.ErrorCorrection;
import dev.solvo.qr.render.QrSymbol;
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
 * What does the symbol of a merchant-presented code of 213 characters cost, version 10 at level M, with the best of eight masks?
 * nayuki's encoder, which the library uses as it is, beside that of ZXing. 64 codes take turns.
 *
 * <p>{@code scripts/bench qr}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class SymbolBenchmark {
    private static final int MODULES = 57;

    private final String[] texts = MerchantCodes.shuffled(213).toArray(new String[0]);
    private int turn;

    /** Checks that both make a symbol of version 10. */
    @Setup
    public void checkAgreement() throws QrException, WriterException {
        for (int i = 0; i < MerchantCodes.COUNT; i++) {
            int size = nayuki().size();
            int peer = zxing().getMatrix().getWidth();
            if (size != MODULES || peer != MODULES) {
                throw new IllegalStateException("symbols of " + size + " and " + peer + " modules");
            }
        }
    }

    /** By nayuki. */
    @Benchmark
    public QrSymbol nayuki() throws QrException {
        return QrSymbol.of(texts[next()], ErrorCorrection.MEDIUM);
    }

    /** By ZXing. */
    @Benchmark
    public QRCode zxing() throws WriterException {
        return Encoder.encode(texts[next()], ErrorCorrectionLevel.M);
    }

    private int next() {
        turn = turn + 1 & MerchantCodes.COUNT - 1;
        return turn;
    }
}
