package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.ArpcMethod;
import dev.solvo.crypto.cryptogram.CardKeys;
import dev.solvo.crypto.cryptogram.CryptogramInput;
import dev.solvo.crypto.cryptogram.CryptogramVersion;
import dev.solvo.crypto.cryptogram.IssuerAuthenticationData;
import dev.solvo.crypto.cryptogram.ScriptScheme;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.messaging.ScriptMessaging;
import dev.solvo.crypto.messaging.VerifiedScriptCommand;
import dev.solvo.crypto.oda.EnciphermentSuite;
import dev.solvo.crypto.pin.EccPinDecipherment;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.PinBlockFormat0;
import dev.solvo.crypto.pin.PinBlockFormat2;
import dev.solvo.crypto.pin.PinBlockFormat3;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/** Any bytes as account numbers, PIN blocks, issuer data and scripts: read, or refused by the one checked exception. */
final class CryptoFuzzTest {
    private static final Pan PAN = Pan.of("4761739001010119");

    @FuzzTest
    void accountNumbers(byte[] data) {
        try {
            Pan pan = Pan.parse(Bytes.of(data));
            assertEquals(pan, Pan.parse(pan.toBytes()));
            assertEquals(pan.length(), pan.toString().length());
        } catch (CryptoException e) {
            assertTrue(e.reason() == CryptoException.Reason.LENGTH || e.reason() == CryptoException.Reason.FORMAT);
        }
        try {
            assertEquals(Bytes.of(data), PanSequenceNumber.parse(Bytes.of(data)).toBytes());
        } catch (CryptoException e) {
            assertTrue(data.length != 1 || (data[0] & 0xF) > 9 || (data[0] & 0xF0) > 0x90);
        }
    }

    @FuzzTest
    void pinBlocks(byte[] data) {
        try (PinBlock block = PinBlock.parse(data)) {
            read(() -> PinBlockFormat0.decode(block, PAN));
            read(() -> PinBlockFormat2.decode(block));
            read(() -> PinBlockFormat3.decode(block, PAN));
        } catch (CryptoException e) {
            assertTrue(data.length != PinBlock.LENGTH_BYTES);
        }
    }

    @FuzzTest
    void issuerData(FuzzedDataProvider data) {
        Bytes issuerApplicationData = Bytes.of(data.consumeBytes(40));
        Optional<CryptogramVersion> version = CryptogramVersion.recognise(issuerApplicationData);
        try {
            CryptogramInput input = CryptogramInput.of(
                    tag -> Optional.of(tag.value() == 0x9F10 ? issuerApplicationData : Bytes.of(data.consumeBytes(7))));
            assertTrue(version.orElse(CryptogramVersion.VISA_10).data(input).length() > 33);
        } catch (CryptoException e) {
            assertTrue(e.reason() == CryptoException.Reason.LENGTH);
        }
        Bytes answer = Bytes.of(data.consumeRemainingAsBytes());
        for (ArpcMethod method : ArpcMethod.values()) {
            try {
                assertEquals(
                        answer, IssuerAuthenticationData.parse(method, answer).toBytes());
            } catch (CryptoException e) {
                assertEquals(CryptoException.Reason.LENGTH, e.reason());
            }
        }
    }

    /** Commands whose MAC is right too, so that what lies behind it is reached. */
    @FuzzTest
    void scripts(FuzzedDataProvider data) {
        ScriptScheme scheme = data.pickValue(
                new ScriptScheme[] {ScriptScheme.VISA, ScriptScheme.MASTERCARD, ScriptScheme.COMMON_CORE});
        Bytes body = Bytes.of(data.consumeBytes(247));
        try (CardKeys keys = keys()) {
            CommandApdu plain = new CommandApdu(0x80, 0x24, 0, 2, body, CommandApdu.NO_LE, false);
            VerifiedScriptCommand command =
                    messaging(scheme, keys).verify(messaging(scheme, keys).protect(plain));
            read(command::newPin);
            CommandApdu forged = new CommandApdu(0x84, 0x24, 0, 2, body, CommandApdu.NO_LE, false);
            read(messaging(scheme, keys).verify(forged)::newPin);
        } catch (CryptoException e) {
            assertTrue(
                    e.reason() == CryptoException.Reason.AUTHENTICATION || e.reason() == CryptoException.Reason.FORMAT);
        }
    }

    @FuzzTest
    void enciphered(byte[] data) {
        try (EccPinDecipherment card = new EccPinDecipherment(EnciphermentSuite.P_256, Bytes.ofUnsigned(7));
                PinBlock block = card.decipher(Bytes.of(data), Bytes.repeat(1, 8))) {
            read(() -> PinBlockFormat2.decode(block));
        } catch (CryptoException e) {
            assertEquals(data.length != 57, e.reason() == CryptoException.Reason.LENGTH);
        }
    }

    private interface Reading {
        Pin read() throws CryptoException;
    }

    private static void read(Reading reading) {
        try (Pin pin = reading.read()) {
            assertTrue(pin.length() >= Pin.MIN_DIGITS && pin.length() <= Pin.MAX_DIGITS);
        } catch (CryptoException e) {
            assertTrue(e.reason() != CryptoException.Reason.AUTHENTICATION);
        }
    }

    private static ScriptMessaging messaging(ScriptScheme scheme, CardKeys keys) {
        return new ScriptMessaging(
                scheme, keys, ApplicationTransactionCounter.of(1), ApplicationCryptogram.of(Bytes.repeat(3, 8)));
    }

    private static CardKeys keys() {
        return new CardKeys(
                IccMasterKey.forCryptograms(key(1)),
                IccMasterKey.forScriptMac(key(2)),
                IccMasterKey.forScriptEncipherment(key(4)));
    }

    private static SoftwareKey key(int value) {
        try (SecretBytes secret = SecretBytes.of(Bytes.repeat(value, 16))) {
            return SoftwareKey.of(KeyAlgorithm.TDES, secret);
        }
    }
}
