package dev.solvo.emv.contactless.kernel2;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import org.junit.jupiter.api.Test;

/** Positions of digits come from the card, in whatever length it gives them. */
final class MagStripeTrackPositionsTest {
    private static final Bytes DIGITS = Bytes.ofUnsigned(0);

    @Test
    void morePositionsThanATrackHasDigits_areWrongData() {
        Bytes tooLong = Bytes.repeat(0, 9);
        assertThrows(EmvDataException.class, () -> MagStripeTrack.of(tooLong, DIGITS, DIGITS));
        assertThrows(EmvDataException.class, () -> MagStripeTrack.of(DIGITS, tooLong, DIGITS));
    }
}
