package dev.solvo.qr.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

final class PaymentCodeTest {
    @Example
    void showsTwoCharactersAtEachEnd() {
        assertEquals("28*************94", PaymentCode.of("28763443825664394").toString());
        assertEquals("************", PaymentCode.of("1234567").toString());
    }

    @Property
    void neverShowsMoreThanFourCharacters(
            @ForAll @CharRange(from = '0', to = '9') @StringLength(min = 1, max = 40) String text) {
        PaymentCode code = PaymentCode.of(text);
        assertEquals(text, code.secretText());
        long shown = code.toString().chars().filter(c -> c != '*').count();
        assertEquals(text.length() < 12 ? 0 : 4, shown);
    }

    @Property
    void aRefusalDoesNotRepeatTheCode(@ForAll @StringLength(min = 16, max = 30) String text) {
        String spoilt = text + "\u0661";
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> PaymentCode.of(spoilt))
                .getMessage());
        assertFalse(message.contains(text));
    }

    @Example
    void lengthIsBounded() {
        assertThrows(IllegalArgumentException.class, () -> PaymentCode.of(""));
        assertEquals(684, PaymentCode.of("1".repeat(684)).length());
        assertThrows(IllegalArgumentException.class, () -> PaymentCode.of("1".repeat(685)));
    }
}
