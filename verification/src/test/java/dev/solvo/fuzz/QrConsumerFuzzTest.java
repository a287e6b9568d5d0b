package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.qr.QrException;
import dev.solvo.qr.consumer.ConsumerCode;
import dev.solvo.qr.scanner.ScannerInput;
import dev.solvo.qr.scanner.ScannerRules;
import dev.solvo.tlv.Bytes;
import java.util.Base64;

/** Any bytes as a consumer-presented code, any text as what a scanner read. */
final class QrConsumerFuzzTest {
    private static final ScannerInput SCANNER = ScannerInput.by(ScannerRules.DEFAULT);

    @FuzzTest
    void consumerCode(byte[] data) {
        ConsumerCode code;
        try {
            code = ConsumerCode.parse(Base64.getEncoder().encodeToString(data));
        } catch (QrException e) {
            return;
        }
        assertEquals(Bytes.of(data), code.bytes());
        code.violations();
        code.applications().forEach(application -> application.transparent().length());
        assertFalse(code.toString().isEmpty());
    }

    @FuzzTest
    void scanned(FuzzedDataProvider data) {
        assertFalse(SCANNER.classify(data.consumeRemainingAsString()).reason().isEmpty());
    }
}
