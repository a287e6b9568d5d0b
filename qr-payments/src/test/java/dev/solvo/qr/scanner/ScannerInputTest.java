package dev.solvo.qr.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.scanner.ScannedCode.ConsumerPresented;
import dev.solvo.qr.scanner.ScannedCode.MerchantPresented;
import dev.solvo.qr.scanner.ScannedCode.MerchantUrl;
import dev.solvo.qr.scanner.ScannedCode.Unrecognised;
import dev.solvo.qr.scanner.ScannedCode.Unrecognised.Cause;
import dev.solvo.qr.scanner.ScannedCode.WalletCode;
import dev.solvo.qr.scanner.ScannerRules.PaymentCodeRule;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.Wallet;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

final class ScannerInputTest {
    private static final ScannerInput SCANNER = ScannerInput.by(ScannerRules.DEFAULT);

    /** The name that the vectors give to a result. */
    private static String name(ScannedCode code) {
        if (code instanceof WalletCode wallet) {
            return wallet.wallet() == Wallet.WECHAT_PAY
                    ? "WECHAT"
                    : wallet.wallet().name();
        }
        if (code instanceof MerchantUrl url) {
            return (url.wallet() == Wallet.WECHAT_PAY ? "WECHAT" : url.wallet().name()) + "_MERCHANT_URL";
        }
        if (code instanceof ConsumerPresented) {
            return "EMV_CPM";
        }
        return code instanceof MerchantPresented ? "EMV_MPM" : "UNKNOWN";
    }

    @Example
    void tellsAllVectorsApart() {
        for (JsonNode vector : QrVectors.records("payment-code-detection.json")) {
            ScannedCode code = SCANNER.classify(vector.get("input").asText());
            assertEquals(
                    vector.get("wallet").asText(), name(code), vector.get("id").asText());
            assertFalse(code.reason().isEmpty());
        }
    }

    @Example
    void linksAreToldInWhateverCaseAndTextsUpToTheLimit() {
        assertInstanceOf(ScannedCode.MerchantUrl.class, SCANNER.classify("HTTPS://QR.ALIPAY.COM/abc"));
        assertEquals(Cause.UNKNOWN_FORM, cause("x".repeat(ScannerInput.MAXIMUM_LENGTH)));
        assertEquals(Cause.TOO_LONG, cause("x".repeat(ScannerInput.MAXIMUM_LENGTH + 1)));
    }

    @Example
    void aKeyboardsLineEndIsTakenOffAndNothingElse() {
        for (String end : List.of("\r", "\n", "\r\n", "\t")) {
            WalletCode code = assertInstanceOf(WalletCode.class, SCANNER.classify("28763443825664394" + end));
            assertEquals("28763443825664394", code.code().secretText());
        }
        assertEquals(Cause.FOREIGN_CHARACTERS, cause(" 28763443825664394"));
        assertEquals(Cause.FOREIGN_CHARACTERS, cause("287634438256 64394"));
        assertEquals(Cause.FOREIGN_CHARACTERS, cause("28763443825664394\u00A0"));
    }

    @Example
    void digitsOfOtherScriptsAreRefusedWithTheReason() {
        assertEquals(Cause.FOREIGN_DIGITS, cause("１３００６１０９８８２８００９４０６"));
        assertEquals(Cause.FOREIGN_DIGITS, cause("13006109882800940٦"));
        assertEquals(Cause.EMPTY, cause("\r\n"));
        assertEquals(Cause.TOO_LONG, cause("1".repeat(4097)));
        assertEquals(Cause.UNKNOWN_DIGITS, cause("161234567890123456"));
        assertEquals(Cause.UNKNOWN_FORM, cause("hello"));
        assertEquals(Cause.UNKNOWN_FORM, cause("fp0000000000000000000000000000000-0"));
    }

    private static Cause cause(String text) {
        return assertInstanceOf(Unrecognised.class, SCANNER.classify(text)).cause();
    }

    @Example
    void aNewPrefixIsASetting() {
        ScannerRules rules =
                new ScannerRules(List.of(new PaymentCodeRule(Wallet.WECHAT_PAY, "16", 18, 18, true)), List.of());
        ScannedCode code = ScannerInput.by(rules).classify("161234567890123456");
        assertEquals(Wallet.WECHAT_PAY, assertInstanceOf(WalletCode.class, code).wallet());
        assertInstanceOf(Unrecognised.class, ScannerInput.by(rules).classify("131234567890123456"));
    }

    @Property
    void everyTextHasAResultThatDoesNotQuoteIt(@ForAll @StringLength(max = 60) String text) {
        ScannedCode code = SCANNER.classify(text);
        assertFalse(text.length() > 8 && code.reason().contains(text));
    }

    @Property
    void aPaymentCodeIsNeverPrinted(@ForAll @CharRange(from = '0', to = '9') @StringLength(value = 16) String digits) {
        ScannedCode code = SCANNER.classify("13" + digits);
        assertInstanceOf(WalletCode.class, code);
        assertFalse(code.toString().contains(digits));
    }
}
