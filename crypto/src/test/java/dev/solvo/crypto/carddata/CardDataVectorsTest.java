package dev.solvo.crypto.carddata;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.CryptoVectors;
import dev.solvo.crypto.CryptoVectors.Vector;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.UnpredictableNumber;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Codes of card data and PINs against {@code cvv-pvv.json}. */
final class CardDataVectorsTest {
    @TestFactory
    Stream<DynamicTest> vectors() {
        return CryptoVectors.tests(
                "cvv-pvv.json",
                Map.ofEntries(
                        entry("cvv", CardDataVectorsTest::cvv),
                        entry("cvvArguments", CardDataVectorsTest::arguments),
                        entry("cavv", CardDataVectorsTest::cavv),
                        entry("dcvv", CardDataVectorsTest::dcvv),
                        entry("cvc3", CardDataVectorsTest::cvc3),
                        entry("pvv", CardDataVectorsTest::pvv),
                        entry("ibm3624Pin", CardDataVectorsTest::ibmPin),
                        entry("ibm3624Offset", CardDataVectorsTest::ibmOffset)),
                Map.of());
    }

    private static void cvv(Vector v) throws CryptoException {
        CardVerificationData data = new CardVerificationData(pan(v), v.text("expiry"), v.text("serviceCode"));
        int digits = v.has("digits") ? v.in().get("digits").asInt() : 3;
        CardSecurityCode expected = CardSecurityCode.parse(v.expected("cvv"));
        try (CardVerificationKey key = CardVerificationKey.of(TestKeys.tdes(v.text("cvk")))) {
            assertEquals(expected.digits(), data.generate(key, digits).digits());
            data.verify(key, expected, digits);
            CardSecurityCode other = other(expected);
            assertThrows(CryptoException.class, () -> data.verify(key, other, digits));
            CardSecurityCode longer = CardSecurityCode.of("0" + expected.digits());
            assertThrows(CryptoException.class, () -> data.verify(key, longer, digits));
        }
    }

    private static void arguments(Vector v) {
        new CardVerificationData(
                        Pan.of(v.has("pan") ? v.text("pan") : "4123456789012345"),
                        "8701",
                        v.has("serviceCode") ? v.text("serviceCode") : "101")
                .generate(CardVerificationKey.of(
                        TestKeys.tdes(v.has("cvk") ? v.text("cvk") : "0123456789ABCDEFFEDCBA9876543210")));
    }

    private static void cavv(Vector v) throws CryptoException {
        CardholderAuthenticationData data = new CardholderAuthenticationData(
                pan(v), v.text("unpredictableNumber"), v.text("authResultCode"), v.text("secondFactorCode"));
        CardSecurityCode expected = CardSecurityCode.of(v.expected("cavv"));
        try (CardVerificationKey key = CardVerificationKey.of(TestKeys.tdes(v.text("cvk")))) {
            assertEquals(expected.digits(), data.generate(key).digits());
            data.verify(key, expected);
            assertThrows(CryptoException.class, () -> data.verify(key, other(expected)));
        }
    }

    private static void dcvv(Vector v) throws CryptoException {
        DynamicCardVerificationData data =
                new DynamicCardVerificationData(pan(v), v.text("expiry"), v.text("serviceCode"), v.text("atc"));
        CardSecurityCode expected = CardSecurityCode.of(v.expected("dcvv"));
        try (CardDynamicCodeKey key = cardKey(v, "imk")) {
            assertEquals(expected.digits(), data.generate(key).digits());
            data.verify(key, expected);
            assertThrows(CryptoException.class, () -> data.verify(key, other(expected)));
        }
    }

    private static void cvc3(Vector v) throws CryptoException {
        CardSecurityCode expected = CardSecurityCode.of(v.expected("cvc3"));
        int digits = expected.length();
        try (CardDynamicCodeKey key = cardKey(v, "imkCvc3")) {
            Bytes vector =
                    v.has("ivcvc3") ? v.bytes("ivcvc3") : DynamicTrackData.initialVector(key, v.bytes("trackTemplate"));
            DynamicTrackData data = new DynamicTrackData(
                    vector,
                    UnpredictableNumber.of(v.bytes("un")),
                    ApplicationTransactionCounter.of(Integer.parseInt(v.text("atc"), 16)));
            assertEquals(expected.digits(), data.generate(key, digits).digits());
            data.verify(key, expected, digits);
            assertThrows(CryptoException.class, () -> data.verify(key, other(expected), digits));
            String whole = data.generate(key).digits();
            assertEquals(expected.digits(), whole.substring(5 - digits));
            CardSecurityCode end = CardSecurityCode.of(whole.substring(2));
            assertThrows(CryptoException.class, () -> data.verify(key, end));
        }
    }

    private static void pvv(Vector v) throws CryptoException {
        PinVerificationData data = new PinVerificationData(pan(v), Integer.parseInt(v.text("pvki")));
        PinVerificationValue expected = PinVerificationValue.of(v.expected("pvv"));
        try (PinVerificationKey key = PinVerificationKey.of(TestKeys.tdes(v.text("pvk")));
                Pin pin = Pin.of(v.text("pin"));
                Pin otherPin = Pin.of("9876")) {
            assertEquals(expected.digits(), data.generate(key, pin).digits());
            data.verify(key, pin, expected);
            assertThrows(CryptoException.class, () -> data.verify(key, otherPin, expected));
        }
    }

    private static void ibmPin(Vector v) throws CryptoException {
        PinOffset offset = PinOffset.of(v.text("offset"));
        try (PinVerificationKey key = PinVerificationKey.of(TestKeys.tdes(v.text("pvk")));
                Pin expected = Pin.of(v.expected("pin"));
                Pin otherPin = Pin.of("9876");
                Pin pin = method(v).pin(key, offset)) {
            assertEquals(expected, pin);
            method(v).verify(key, expected, offset);
            assertThrows(CryptoException.class, () -> method(v).verify(key, otherPin, offset));
            assertEquals(offset, method(v).offset(key, expected));
        }
    }

    private static void ibmOffset(Vector v) throws CryptoException {
        try (PinVerificationKey key = PinVerificationKey.of(TestKeys.tdes(v.text("pvk")));
                Pin pin = Pin.of(v.text("pin"))) {
            PinOffset offset = method(v).offset(key, pin);
            assertEquals(v.expected("offset"), offset.digits());
            method(v).verify(key, pin, offset);
        }
    }

    private static Ibm3624 method(Vector v) {
        return new Ibm3624(DecimalisationTable.of(v.text("decimalisationTable")), v.bytes("validationData"));
    }

    /** The source of option B hashes account numbers of up to 16 digits too. */
    private static CardDynamicCodeKey cardKey(Vector v, String name) {
        PanSequenceNumber number = PanSequenceNumber.of(v.has("psn") ? Integer.parseInt(v.text("psn")) : 0);
        try (IssuerDynamicCodeKey issuer = IssuerDynamicCodeKey.of(TestKeys.tdes(v.text(name)))) {
            return v.text("masterKeyOption").equals("A")
                    ? issuer.cardKey(IccMasterKeyDerivation.OPTION_A, pan(v), number)
                    : issuer.cardKeyByHash(pan(v), number);
        }
    }

    private static CardSecurityCode other(CardSecurityCode code) {
        char last = code.digits().charAt(code.length() - 1);
        return CardSecurityCode.of(code.digits().substring(0, code.length() - 1) + (last == '9' ? '0' : '9'));
    }

    private static Pan pan(Vector v) {
        return Pan.of(v.text("pan"));
    }
}
