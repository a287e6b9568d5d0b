package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.carddata.CardDynamicCodeKey;
import dev.solvo.crypto.carddata.CardSecurityCode;
import dev.solvo.crypto.carddata.CardVerificationData;
import dev.solvo.crypto.carddata.CardVerificationKey;
import dev.solvo.crypto.carddata.DecimalisationTable;
import dev.solvo.crypto.carddata.DynamicTrackData;
import dev.solvo.crypto.carddata.Ibm3624;
import dev.solvo.crypto.carddata.IssuerDynamicCodeKey;
import dev.solvo.crypto.carddata.PinOffset;
import dev.solvo.crypto.carddata.PinVerificationData;
import dev.solvo.crypto.carddata.PinVerificationKey;
import dev.solvo.crypto.carddata.PinVerificationValue;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.UnpredictableNumber;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.mac.HashMac;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.sm.Sm2PrivateKey;
import dev.solvo.crypto.sm.Sm2Signature;
import dev.solvo.crypto.sm.Sm2UserId;
import dev.solvo.crypto.sm.Sm3;
import dev.solvo.crypto.sm.Sm4Key;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/crypto.md} about card data, HMAC and the Chinese algorithms. */
final class CardDataExamplesTest {
    private static final String KEY = "0123456789ABCDEFFEDCBA9876543210";

    @Test
    void cardVerificationValues() throws CryptoException {
        Pan pan = Pan.of("4123456789012345");
        try (CardVerificationKey key = CardVerificationKey.of(key(KEY))) {
            // docs: cvv
            CardVerificationData stripe = new CardVerificationData(pan, "8701", "101");
            CardSecurityCode cvv = stripe.generate(key); // 561
            CardSecurityCode icvv = CardVerificationData.chip(pan, "8701").generate(key);
            CardSecurityCode cvv2 = CardVerificationData.printed(pan, "8701").generate(key);

            stripe.verify(key, CardSecurityCode.parse("561")); // throws CryptoException if it is another one
            // end docs
            assertEquals("561", cvv.digits());
            assertThrows(CryptoException.class, () -> stripe.verify(key, CardSecurityCode.of("5614")));
            assertEquals(6, icvv.length() + cvv2.length());
        }
    }

    @Test
    void trackCode() throws CryptoException {
        Bytes track2 = Bytes.fromHex("5123456789012345D35121010000000000000F");
        UnpredictableNumber number = UnpredictableNumber.of(Bytes.fromHex("00000899"));
        ApplicationTransactionCounter counter = ApplicationTransactionCounter.of(0x005E);
        try (IssuerDynamicCodeKey issuerKey = IssuerDynamicCodeKey.of(key("01234567899876543210012345678998"))) {
            // docs: cvc3
            CardDynamicCodeKey cardKey = issuerKey.cardKey(
                    IccMasterKeyDerivation.OPTION_A, Pan.of("5123456789012345"), PanSequenceNumber.ZERO);
            Bytes vector = DynamicTrackData.initialVector(cardKey, track2);
            DynamicTrackData data = new DynamicTrackData(vector, number, counter);
            CardSecurityCode cvc3 = data.generate(cardKey); // 29488
            data.verify(cardKey, CardSecurityCode.parse("488"), 3); // a track with room for three digits
            // end docs
            assertEquals("29488", cvc3.digits());
            cardKey.close();
        }
    }

    @Test
    void pins() throws CryptoException {
        try (PinVerificationKey key = PinVerificationKey.of(key(KEY));
                Pin pin = Pin.of("1912");
                Pin chosen = Pin.of("1111")) {
            // docs: pvv
            PinVerificationData data = new PinVerificationData(Pan.of("1122334455667788"), 2);
            PinVerificationValue pvv = data.generate(key, pin); // 3244
            data.verify(key, pin, pvv);

            Ibm3624 method = new Ibm3624(DecimalisationTable.USUAL, Bytes.fromHex("1122334455667788"));
            PinOffset offset = method.offset(key, chosen);
            method.verify(key, chosen, offset);
            // end docs
            assertEquals("3244", pvv.digits());
            assertThrows(CryptoException.class, () -> method.verify(key, pin, offset));
        }
    }

    @Test
    void hmac() throws CryptoException {
        Bytes message = Bytes.fromHex("0102030405");
        SecretBytes key = SecretBytes.of(Bytes.fromHex(KEY));
        // docs: hmac
        HashMac hmac = HashMac.sha256(32);
        Bytes code = hmac.generate(key, message);
        hmac.verify(key, message, code);
        // end docs
        assertEquals(32, code.length());
    }

    @Test
    void chineseAlgorithms() throws CryptoException {
        Bytes message = Bytes.fromHex("6D65737361676520646967657374");
        SecretBytes secret = SecretBytes.of(Bytes.fromHex(KEY));
        SecretBytes number =
                SecretBytes.of(Bytes.fromHex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"));
        SecureRandom random = new SecureRandom();
        try (Sm4Key key = Sm4Key.of(secret);
                Sm2PrivateKey signer = Sm2PrivateKey.of(number)) {
            // docs: sm
            Bytes digest = Sm3.digest(message);
            Bytes mac = key.cbcMac(Padding.METHOD_2, message, 8);
            key.verifyCbcMac(Padding.METHOD_2, message, 8, mac);

            Sm2Signature signature = signer.sign(Sm2UserId.USUAL, message, random);
            signer.publicKey().verify(Sm2UserId.USUAL, message, signature);
            // end docs
            assertEquals(8, mac.length());
            assertEquals(32, digest.length());
        }
    }

    private static SoftwareKey key(String hex) {
        try (SecretBytes secret = SecretBytes.of(Bytes.fromHex(hex))) {
            return SoftwareKey.of(KeyAlgorithm.TDES, secret);
        }
    }
}
