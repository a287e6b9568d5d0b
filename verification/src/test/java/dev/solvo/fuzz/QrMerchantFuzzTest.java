package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.qr.QrException;
import dev.solvo.qr.merchant.LengthUnit;
import dev.solvo.qr.merchant.MerchantCode;
import dev.solvo.qr.merchant.Profile;

/** Any text as a merchant-presented code, by everyone's rules. */
final class QrMerchantFuzzTest {
    @FuzzTest
    void merchantCode(FuzzedDataProvider data) {
        LengthUnit unit = data.consumeBoolean() ? LengthUnit.CHARACTERS : LengthUnit.UTF8_BYTES;
        String text = data.consumeRemainingAsString();
        MerchantCode code;
        try {
            code = MerchantCode.parse(text, unit);
        } catch (QrException e) {
            assertTrue(e.offset().orElse(0) <= text.length());
            return;
        }
        assertEquals(text, code.payload());
        for (Profile profile : Profile.values()) {
            code.validate(profile);
        }
        Profile detected = Profile.detect(code);
        assertTrue(detected == Profile.EMVCO || detected.read(code).isPresent());
    }
}
