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
import java.util.Locale;
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
 * How long does it take to read and check a merchant-presented code of 213 characters, to build one of half that length, and to
 * tell what a scanner read? Beside emv-qrcode of mvallim, whose checks are fewer, and a floor with the same checks written by hand
 * for these codes. 64 codes take turns, their objects in different orders.
 *
 * <p>{@code scripts/bench qr}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class MerchantCodeBenchmark {
    private static final CurrencyUnit YUAN = CurrencyUnit.of("CNY");
    private static final int[] IDS = {0, 1, 2, 52, 53, 54, 58, 59, 60, 62};

    private final ScannerInput scanner = ScannerInput.by(ScannerRules.DEFAULT);
    private final FloorMerchantCode floor = new FloorMerchantCode();
    private final String[] payloads = MerchantCodes.shuffled(213).toArray(new String[0]);
    private final String[][] values = new String[MerchantCodes.COUNT][];
    private final String[] orders = new String[MerchantCodes.COUNT];
    private final long[] amounts = new long[MerchantCodes.COUNT];
    private int turn;

    /** Checks that all read the codes alike, refuse them when a character is changed, and build the same. */
    @Setup
    public void checkAgreement() throws Exception {
        for (int i = 0; i < MerchantCodes.COUNT; i++) {
            amounts[i] = 1999 + 7919L * i;
            orders[i] = String.format(Locale.ROOT, "ORDER%018d", 1_000_003L * i);
            String amount = Money.ofMinor(YUAN, amounts[i]).getAmount().toPlainString();
            values[i] = new String[] {
                "01",
                "12",
                "4000123456789012",
                "5311",
                "156",
                amount,
                "CN",
                "BEST TRANSPORT",
                "BEIJING",
                "0523" + orders[i]
            };
            String payload = payloads[i];
            if (payload.length() != 213 || !isRight(payload) || !isRightPeer(payload) || !floor.isRight(payload)) {
                throw new IllegalStateException("a code of " + payload.length() + " characters is not read alike");
            }
            String changed = payload.replace("BEIJING", "BEIJINK");
            if (isRight(changed) || isRightPeer(changed) || floor.isRight(changed)) {
                throw new IllegalStateException("a changed code is taken");
            }
        }
        for (int i = 0; i < MerchantCodes.COUNT; i++) {
            turn = i;
            String built = build();
            turn = i;
            if (!built.equals(buildFloor())) {
                throw new IllegalStateException("a code is not built alike");
            }
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
        return isRight(payloads[next()]);
    }

    /** The same by the peer. */
    @Benchmark
    public boolean readAndCheckPeer() throws Exception {
        return isRightPeer(payloads[next()]);
    }

    /** The same by hand. */
    @Benchmark
    public boolean readAndCheckFloor() {
        return floor.isRight(payloads[next()]);
    }

    /** Builds a code of ten objects, its rules checked. */
    @Benchmark
    public String build() {
        int i = next();
        return MerchantCode.builder(Profile.EMVCO)
                .once()
                .account(2, "4000123456789012")
                .merchantCategory("5311")
                .amount(Money.ofMinor(YUAN, amounts[i]))
                .country("CN")
                .merchantName("BEST TRANSPORT")
                .merchantCity("BEIJING")
                .additionalData(5, orders[i])
                .build()
                .payload();
    }

    /** Builds the same code by hand from texts at hand, and checks it. */
    @Benchmark
    public String buildFloor() {
        String code = FloorMerchantCode.build(IDS, values[next()]);
        if (!floor.isRight(code)) {
            throw new IllegalStateException("the code breaks a rule");
        }
        return code;
    }

    /** Tells what a payment code of Alipay is. */
    @Benchmark
    public ScannedCode classify() {
        return scanner.classify("28763443825664394\r\n");
    }

    private int next() {
        turn = turn + 1 & MerchantCodes.COUNT - 1;
        return turn;
    }
}
