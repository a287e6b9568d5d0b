package dev.solvo.benchmarks;

import com.emv.qrcode.decoder.mpm.DecoderMpm;
import com.emv.qrcode.model.mpm.MerchantPresentedMode;
import com.emv.qrcode.validators.Crc16Validate;
import com.emv.qrcode.validators.MerchantPresentedModeValidate;
import dev.solvo.qr.QrException;
import dev.solvo.qr.merchant.MerchantCode;
import dev.solvo.qr.merchant.Profile;
import dev.solvo.qr.scanner.ScannedCode;
import dev.solvo.qr.scanner.ScannerInput;
import dev.solvo.qr.scanner.ScannerRules;
import java.util.concurrent.TimeUnit;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
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
 * How long does it take to read and check a merchant-presented code of 213 characters, to build a short one, and to tell
 * what a scanner read? Beside emv-qrcode of mvallim, whose checks are fewer.
 *
 * <p>{@code scripts/bench qr}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class MerchantCodeBenchmark {
    private final ScannerInput scanner = ScannerInput.by(ScannerRules.DEFAULT);
    private static final int[] IDS = {0, 1, 2, 52, 53, 54, 58, 59, 60, 62};
    private static final String[] VALUES = {
        "01", "12", "4000123456789012", "5311", "156", "23.99", "CN", "BEST TRANSPORT", "BEIJING", "0523ORDER000000000000000001"
    };

    private final FloorMerchantCode floor = new FloorMerchantCode();
    private String payload = "";

    /** Makes the code, and checks that both readers take it, and refuse it when a character is changed. */
    @Setup
    public void checkAgreement() throws Exception {
        payload = MerchantCodes.ofLength(213).payload();
        String changed = payload.replace("BEIJING", "BEIJINK");
        if (payload.length() != 213 || !readAndCheck() || !readAndCheckPeer() || !readAndCheckFloor()) {
            throw new IllegalStateException("a code of " + payload.length() + " characters is not read alike");
        }
        if (isRight(changed) || isRightPeer(changed) || floor.isRight(changed)) {
            throw new IllegalStateException("a changed code is taken");
        }
        if (!build().equals(buildFloor())) {
            throw new IllegalStateException("a code is not built alike");
        }
    }

    private static boolean isRight(String text) throws QrException {
        return MerchantCode.parse(text).validate(Profile.EMVCO).isEmpty();
    }

    private static boolean isRightPeer(String text) throws Exception {
        MerchantPresentedMode code = DecoderMpm.decode(text, MerchantPresentedMode.class);
        return Crc16Validate.validate(text).isValid()
                && MerchantPresentedModeValidate.validate(code).isValid();
    }

    /** Reads the code and checks all rules and the checksum. */
    @Benchmark
    public boolean readAndCheck() throws QrException {
        return isRight(payload);
    }

    /** The same by the peer. */
    @Benchmark
    public boolean readAndCheckPeer() throws Exception {
        return isRightPeer(payload);
    }

    /** The same by hand. */
    @Benchmark
    public boolean readAndCheckFloor() {
        return floor.isRight(payload);
    }

    /** Builds the same code by hand, and checks it. */
    @Benchmark
    public String buildFloor() {
        String code = FloorMerchantCode.build(IDS, VALUES);
        if (!floor.isRight(code)) {
            throw new IllegalStateException("the code breaks a rule");
        }
        return code;
    }

    /** Builds a code of a dozen objects, its rules checked. */
    @Benchmark
    public String build() {
        return MerchantCode.builder(Profile.EMVCO)
                .once()
                .account(2, "4000123456789012")
                .merchantCategory("5311")
                .amount(Money.ofMinor(CurrencyUnit.of("CNY"), 2399))
                .country("CN")
                .merchantName("BEST TRANSPORT")
                .merchantCity("BEIJING")
                .additionalData(5, "ORDER000000000000000001")
                .build()
                .payload();
    }

    /** Tells what a payment code of Alipay is. */
    @Benchmark
    public ScannedCode classify() {
        return scanner.classify("28763443825664394\r\n");
    }
}
