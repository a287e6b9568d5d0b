package dev.solvo.crypto.carddata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.UnpredictableNumber;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.tlv.Bytes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the vectors do not reach: lengths, masks, closed keys, blocks without decimal digits. */
final class CardDataTest {
    private static final String KEY = "0123456789ABCDEFFEDCBA9876543210";
    private static final Pan PAN = Pan.of("4123456789012345");

    /** Two digits of sixteen are decimal: the letters give the rest, from the left again. */
    @Test
    void aBlockWithFewDecimalDigitsGivesItsLettersNext() {
        byte[] block = Bytes.fromHex("ABCDEF1ABCDEF2AB").toByteArray();
        assertEquals("12012", Digits.text(Digits.decimalised(block, 5)));
        assertEquals("1201234501234501", Digits.text(Digits.decimalised(block, 16)));
        byte[] letters = Bytes.repeat(0xFF, 8).toByteArray();
        assertEquals("5555", Digits.text(Digits.decimalised(letters, 4)));
    }

    @Property
    void aCodeHasAlwaysAllItsDigits(@ForAll @Size(8) byte[] block, @ForAll @IntRange(min = 3, max = 16) int count) {
        String digits = Digits.text(Digits.decimalised(block, count));
        assertEquals(count, digits.length());
        assertTrue(Digits.areDecimal(digits));
    }

    @Property
    void aTrackCodeKeepsItsLeadingZeros(@ForAll @IntRange(max = 0xFFFF) int counter, @ForAll @Size(4) byte[] number)
            throws CryptoException {
        DynamicTrackData data = new DynamicTrackData(
                Bytes.fromHex("CD76"),
                UnpredictableNumber.of(Bytes.of(number)),
                ApplicationTransactionCounter.of(counter));
        try (CardDynamicCodeKey key = CardDynamicCodeKey.of(TestKeys.tdes(KEY))) {
            CardSecurityCode whole = data.generate(key);
            assertEquals(5, whole.length());
            assertTrue(Integer.parseInt(whole.digits()) <= 0xFFFF);
            data.verify(key, whole);
            CardSecurityCode three = data.generate(key, 3);
            assertEquals(whole.digits().substring(2), three.digits());
            assertThrows(CryptoException.class, () -> data.verify(key, three));
        }
    }

    @Test
    void theThreeValuesOfACardDifferInTheServiceCode() {
        assertEquals(new CardVerificationData(PAN, "2712", "999"), CardVerificationData.chip(PAN, "2712"));
        assertEquals(new CardVerificationData(PAN, "2712", "000"), CardVerificationData.printed(PAN, "2712"));
    }

    @Test
    void optionBHashesLongNumbersOnlyUnlessAskedTo() {
        Pan longer = Pan.of("1234567890123456789");
        try (IssuerDynamicCodeKey issuer = IssuerDynamicCodeKey.of(TestKeys.tdes(KEY));
                CardDynamicCodeKey a = issuer.cardKey(IccMasterKeyDerivation.OPTION_A, PAN, PanSequenceNumber.ZERO);
                CardDynamicCodeKey b = issuer.cardKey(IccMasterKeyDerivation.OPTION_B, PAN, PanSequenceNumber.ZERO);
                CardDynamicCodeKey hashed = issuer.cardKeyByHash(PAN, PanSequenceNumber.ZERO);
                CardDynamicCodeKey longB =
                        issuer.cardKey(IccMasterKeyDerivation.OPTION_B, longer, PanSequenceNumber.ZERO);
                CardDynamicCodeKey longHashed = issuer.cardKeyByHash(longer, PanSequenceNumber.ZERO)) {
            assertEquals(TestKeys.bytes(a.symmetricKey()), TestKeys.bytes(b.symmetricKey()));
            assertNotEquals(TestKeys.bytes(a.symmetricKey()), TestKeys.bytes(hashed.symmetricKey()));
            assertEquals(TestKeys.bytes(longB.symmetricKey()), TestKeys.bytes(longHashed.symmetricKey()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "12345678901234567", "12A", "１２３"})
    void whatIsNoCodeIsRefusedWithoutShowingIt(String text) {
        CryptoException refused = assertThrows(CryptoException.class, () -> CardSecurityCode.parse(text));
        assertThrows(IllegalArgumentException.class, () -> CardSecurityCode.of(text));
        assertFalse(text.length() > 2 && String.valueOf(refused.getMessage()).contains(text));
    }

    @Test
    void misuseIsRefused() {
        CardVerificationData data = CardVerificationData.chip(PAN, "2712");
        CardVerificationKey key = CardVerificationKey.of(TestKeys.tdes(KEY));
        assertThrows(IllegalArgumentException.class, () -> data.generate(key, 2));
        assertThrows(IllegalArgumentException.class, () -> data.generate(key, 17));
        assertThrows(IllegalArgumentException.class, () -> CardVerificationData.chip(PAN, "712"));
        assertThrows(IllegalArgumentException.class, () -> new CardVerificationData(PAN, "2712", "1O1"));
        assertThrows(
                IllegalArgumentException.class,
                () -> CardVerificationKey.of(TestKeys.key(KeyAlgorithm.AES, Bytes.repeat(1, 16))));
        assertThrows(
                IllegalArgumentException.class,
                () -> PinVerificationKey.of(TestKeys.key(KeyAlgorithm.AES, Bytes.repeat(1, 16))));
        assertThrows(IllegalArgumentException.class, () -> new PinVerificationData(Pan.of("12345678901"), 1));
        assertThrows(IllegalArgumentException.class, () -> new PinVerificationData(PAN, 10));
        assertThrows(IllegalArgumentException.class, () -> PinOffset.of("123"));
        assertThrows(IllegalArgumentException.class, () -> PinVerificationValue.of("12345"));
        assertThrows(IllegalArgumentException.class, () -> DecimalisationTable.of("012345678901234"));
        assertThrows(IllegalArgumentException.class, () -> new Ibm3624(DecimalisationTable.USUAL, Bytes.repeat(0, 7)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new DynamicTrackData(
                        Bytes.repeat(0, 3),
                        UnpredictableNumber.of(Bytes.repeat(0, 4)),
                        ApplicationTransactionCounter.of(1)));
        PinVerificationKey single = PinVerificationKey.of(TestKeys.key(KeyAlgorithm.DES, Bytes.repeat(1, 8)));
        assertThrows(
                IllegalArgumentException.class, () -> new PinVerificationData(PAN, 1).generate(single, Pin.of("1234")));
    }

    @Test
    void aClosedKeyIsOfNoUseAndNothingPrintsWhatItHolds() {
        CardVerificationKey key = CardVerificationKey.of(TestKeys.tdes(KEY));
        assertEquals("CardVerificationKey[KCV 08D7B4]", key.toString());
        key.close();
        key.close();
        assertEquals("CardVerificationKey[closed]", key.toString());
        assertThrows(
                IllegalStateException.class,
                () -> CardVerificationData.chip(PAN, "2712").generate(key));
        String printed = CardSecurityCode.of("123").toString()
                + PinVerificationValue.of("1234")
                + PinOffset.of("1234")
                + DecimalisationTable.USUAL
                + new Ibm3624(DecimalisationTable.USUAL, Bytes.fromHex("1122334455667788"))
                + CardVerificationData.chip(PAN, "2712")
                + new PinVerificationData(PAN, 3)
                + new CardholderAuthenticationData(PAN, "1108", "0", "00")
                + new DynamicCardVerificationData(PAN, "2712", "101", "0001");
        for (String secret : new String[] {"123]", "1234]", PAN.digits(), "11223344", "2712", "1108"}) {
            assertFalse(printed.contains(secret), secret);
        }
    }
}
