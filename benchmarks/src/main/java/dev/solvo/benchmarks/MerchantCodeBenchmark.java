package dev.solvo.benchmarks;

import com.emv.qrcode.decoder.mpm.DecoderMpm;
import com.emv.qrcode.model.mpm.MerchantPresentedMode;
import com.emv.qrcode.validators.Crc16Validate;
import com.emv.qrcode.validators.MerchantPresentedModeValidate;
import dev.solvo.qr.QrException;
import dev.solvo.qr.merchant.MerchantCode;
import dev.solvo.qr.merchant.MerchantCodeBuilder;
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
 * How long does it take to read and check a merchant-presented code of 300 characters, to build a short one, and to tell
 * what a scanner read? Beside emv-qrcode of mvallim, whose checks are fewer.
 *
 * <p>{@code java -cp 'benchmarks/target/*:benchmarks/target/lib/*' org.openjdk.jmh.Main MerchantCodeBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class MerchantCodeBenchmark {
    private final ScannerInput scanner = ScannerInput.by(ScannerRules.DEFAULT);
    private String payload = "";

    /** Makes the code, and checks that both readers take it, and refuse it when a character is changed. */
    @Setup
    public void checkAgreement() throws Exception {
        payload = code();
        String changed = payload.replace("BEIJING", "BEIJINK");
        if (payload.length() != 300 || !readAndCheck() || !readAndCheckPeer()) {
            throw new IllegalStateException("a code of " + payload.length() + " characters is not read alike");
        }
        if (isRight(changed) || isRightPeer(changed)) {
            throw new IllegalStateException("a changed code is taken");
        }
    }

    /** All that tills use, filled to 300 characters by one more merchant account. */
    private static String code() {
        String rest = filled(MerchantCode.builder(Profile.EMVCO));
        return filled(MerchantCode.builder(Profile.EMVCO).account(15, "3".repeat(300 - rest.length() - 4)));
    }

    private static String filled(MerchantCodeBuilder builder) {
        return builder.once()
                .account(2, "4000123456789012")
                .account(4, "5555123456789012")
                .merchantCategory("5311")
                .amount(Money.ofMinor(CurrencyUnit.of("CNY"), 2399))
                .country("CN")
                .merchantName("BEST TRANSPORT")
                .merchantCity("BEIJING")
                .postalCode("100000")
                .additionalData(1, "1234567890123456789012345")
                .additionalData(3, "STORE0000000000000000001")
                .additionalData(5, "ORDER0000000000000000001")
                .additionalData(7, "A6008667")
                .build()
                .payload();
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
                .additionalData(5, "ORDER0000000000000000001")
                .build()
                .payload();
    }

    /** Tells what a payment code of Alipay is. */
    @Benchmark
    public ScannedCode classify() {
        return scanner.classify("28763443825664394\r\n");
    }
}
