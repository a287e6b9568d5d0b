package dev.solvo.crypto.messaging;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.CryptoVectors;
import dev.solvo.crypto.CryptoVectors.Vector;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.CardKeys;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.IssuerKeys;
import dev.solvo.crypto.cryptogram.ScriptScheme;
import dev.solvo.crypto.cryptogram.ScriptScheme.Encipherment;
import dev.solvo.crypto.cryptogram.ScriptScheme.MacInput;
import dev.solvo.crypto.cryptogram.ScriptScheme.PinChangeBlock;
import dev.solvo.crypto.cryptogram.ScriptScheme.SessionKeys;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.IssuerMasterKey;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.PinBlockFormat2;
import dev.solvo.crypto.pin.VisPinBlock;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Script authentication, encipherment and PIN change against {@code secure-messaging.json}. */
final class ScriptVectorsTest {
    private static final MessageAuthenticationCode MAC =
            MessageAuthenticationCode.iso9797Algorithm3(Padding.METHOD_2, 8);

    /** Interac 133 is no profile of this library; its rules can be said, though. */
    private static final ScriptScheme INTERAC = new ScriptScheme(
            SessionKeys.EMV_COMMON, MacInput.COMMAND, Encipherment.MASTERCARD, PinChangeBlock.ISO_FORMAT_2);

    private static final Map<String, ScriptScheme> SCHEMES = Map.of(
            "Visa CVN 10", ScriptScheme.VISA,
            "Visa CVN 18", ScriptScheme.VISA,
            "Visa CVN 22", ScriptScheme.VISA_COMMON,
            "Mastercard CVN 16", ScriptScheme.MASTERCARD,
            "Mastercard CVN 20", ScriptScheme.MASTERCARD,
            "Mastercard CVN 21", ScriptScheme.MASTERCARD,
            "Interac CVN 133", INTERAC);

    @TestFactory
    Stream<DynamicTest> vectors() {
        return CryptoVectors.tests(
                "secure-messaging.json",
                Map.ofEntries(
                        entry("commandMac", ScriptVectorsTest::commandMac),
                        entry("commandMacFromMaster", ScriptVectorsTest::commandMacFromMaster),
                        entry("encipher", ScriptVectorsTest::encipher),
                        entry("encipherPaddingRule", ScriptVectorsTest::encipher),
                        entry("visPinBlock", ScriptVectorsTest::visPinBlock),
                        entry("pinChange", ScriptVectorsTest::pinChange),
                        entry("pinChangeJpos", ScriptVectorsTest::pinChangeOfCounterAndCryptogram),
                        entry("cvnCommandMac", ScriptVectorsTest::protectedCommand),
                        entry("cvnPinChangeCommand", ScriptVectorsTest::pinChangeCommand)),
                Map.of());
    }

    private static void commandMac(Vector v) {
        try (SoftwareKey key = TestKeys.tdes(v.text("sessionKey"))) {
            assertEquals(v.expected("mac"), MAC.generate(key, v.bytes("data")).toHex());
        }
    }

    private static void commandMacFromMaster(Vector v) {
        ScriptScheme scheme = v.text("sessionKey").startsWith("Visa") ? ScriptScheme.VISA : ScriptScheme.VISA_COMMON;
        ApplicationCryptogram arqc = ApplicationCryptogram.of(v.has("r") ? v.bytes("r") : v.bytes("arqc"));
        try (CardKeys card = cardKeys(v);
                ScriptKeys keys = ScriptKeys.derive(scheme, card, counter(v), arqc)) {
            assertEquals(
                    v.expected("mac"),
                    MAC.generate(keys.mac().symmetricKey(), v.bytes("data")).toHex());
        }
    }

    private static void encipher(Vector v) throws CryptoException {
        Encipherment form =
                v.text("format").equals("EMV") ? Encipherment.COMMON : Encipherment.valueOf(v.text("format"));
        try (SoftwareKey key = TestKeys.tdes(v.text("sessionKey"))) {
            Bytes enciphered =
                    ScriptEncipherer.encipher(form, key, v.bytes("data").toByteArray());
            assertEquals(v.expected("ciphertext"), enciphered.toHex());
            Bytes deciphered = Bytes.of(ScriptEncipherer.decipher(form, key, enciphered));
            assertTrue(deciphered.startsWith(v.bytes("data")));
        }
    }

    private static void visPinBlock(Vector v) throws CryptoException {
        try (var card = TestKeys.cardKey(v.text("iccMasterKeyAc"));
                Pin pin = Pin.of(v.text("newPin"));
                PinBlock block = VisPinBlock.encode(card, pin)) {
            assertEquals(v.expected("pinBlock"), hex(block));
            assertEquals(pin, VisPinBlock.decode(card, block));
        }
    }

    /** The source authenticates header and data only, and its headers give no room for the MAC: taken as they are. */
    private static void pinChange(Vector v) throws CryptoException {
        boolean visa = v.text("scheme").equals("Visa");
        String diversification = visa ? "0000000000000000" : "ABCDEF1234567890";
        assertEquals(visa ? "Visa, ATC FFFF" : "common, R=" + diversification, v.text("sessionKey"));
        pinChange(
                v,
                visa ? ScriptScheme.VISA : INTERAC,
                ApplicationTransactionCounter.of(0xFFFF),
                ApplicationCryptogram.of(Bytes.fromHex(diversification)),
                v.bytes("header"));
    }

    private static void pinChangeOfCounterAndCryptogram(Vector v) throws CryptoException {
        ScriptScheme scheme = new ScriptScheme(
                v.text("sessionKey").startsWith("Visa") ? SessionKeys.VISA_COUNTER : SessionKeys.EMV_COMMON,
                MacInput.COUNTER_AND_CRYPTOGRAM,
                switch (v.text("encipherFormat").substring(0, 3)) {
                    case "Mas" -> Encipherment.MASTERCARD;
                    case "CCD" -> Encipherment.COMMON;
                    default -> Encipherment.VISA;
                },
                v.text("pinBlockFormat").equals("VIS") ? PinChangeBlock.VIS : PinChangeBlock.ISO_FORMAT_2);
        Bytes macPrefix = Bytes.concat(Bytes.fromHex("8424000210"), v.bytes("atc"), v.bytes("arqc"));
        pinChange(v, scheme, counter(v), ApplicationCryptogram.of(v.bytes("arqc")), macPrefix);
    }

    private static void pinChange(
            Vector v,
            ScriptScheme scheme,
            ApplicationTransactionCounter counter,
            ApplicationCryptogram arqc,
            Bytes macPrefix)
            throws CryptoException {
        try (CardKeys card = cardKeys(v);
                ScriptKeys keys = ScriptKeys.derive(scheme, card, counter, arqc);
                PinBlock block = block(v, scheme, card)) {
            if (v.out().has("pinBlock")) {
                assertEquals(v.expected("pinBlock"), hex(block));
            }
            Bytes enciphered = ScriptEncipherer.encipher(
                    scheme.encipherment(),
                    keys.encipherment().symmetricKey(),
                    block.toByteArray(InsecureSecretKeyAccess.get()));
            assertEquals(v.expected("encipheredPinBlock"), enciphered.toHex());
            assertEquals(
                    v.expected("mac"),
                    MAC.generate(keys.mac().symmetricKey(), macPrefix.plus(enciphered))
                            .toHex());
        }
    }

    private static PinBlock block(Vector v, ScriptScheme scheme, CardKeys card) throws CryptoException {
        try (Pin pin = Pin.of(v.text("newPin"))) {
            if (scheme.pinBlock() == PinChangeBlock.ISO_FORMAT_2) {
                return PinBlockFormat2.encode(pin);
            }
            if (!v.has("currentPin")) {
                return VisPinBlock.encode(card.cryptogram(), pin);
            }
            try (Pin current = Pin.of(v.text("currentPin"))) {
                PinBlock block = VisPinBlock.encode(card.cryptogram(), pin, current);
                assertEquals(pin, VisPinBlock.decode(card.cryptogram(), block, current));
                return block;
            }
        }
    }

    private static void protectedCommand(Vector v) throws CryptoException {
        Bytes header = v.bytes("header");
        CommandApdu plain = CommandApdu.case1(0x80, header.unsigned(1), header.unsigned(2), header.unsigned(3));
        try (CardKeys card = cardKeys(v)) {
            CommandApdu command = messaging(v, card).protect(plain);
            assertEquals(v.text("header") + v.expected("mac"), command.toBytes().toHex());
            assertEquals(plain, messaging(v, card).verify(command).command());
        }
    }

    private static void pinChangeCommand(Vector v) throws CryptoException {
        try (CardKeys card = cardKeys(v);
                Pin pin = Pin.of(v.text("newPin"))) {
            if (v.has("currentPin")) {
                try (Pin current = Pin.of(v.text("currentPin"))) {
                    CommandApdu command = messaging(v, card).changePin(pin, current);
                    assertEquals(v.expected("command"), command.toBytes().toHex());
                    assertEquals(pin, messaging(v, card).verify(command).newPin(current));
                }
            } else {
                CommandApdu command = messaging(v, card).changePin(pin);
                assertEquals(v.expected("command"), command.toBytes().toHex());
                assertEquals(pin, messaging(v, card).verify(command).newPin());
            }
        }
    }

    private static ScriptMessaging messaging(Vector v, CardKeys card) {
        return new ScriptMessaging(
                Objects.requireNonNull(SCHEMES.get(v.text("scheme"))),
                card,
                counter(v),
                ApplicationCryptogram.of(v.bytes("arqc")));
    }

    private static CardKeys cardKeys(Vector v) {
        // Some entries give one key only; it stands in for what they do not use.
        String smi = v.text("imkSmi");
        try (IssuerKeys issuer = new IssuerKeys(
                TestKeys.issuerKey(v.has("imkAc") ? v.text("imkAc") : smi),
                IssuerMasterKey.forScriptMac(TestKeys.tdes(smi)),
                IssuerMasterKey.forScriptEncipherment(TestKeys.tdes(v.has("imkSmc") ? v.text("imkSmc") : smi)))) {
            return issuer.deriveCardKeys(
                    IccMasterKeyDerivation.OPTION_A,
                    Pan.of(v.text("pan")),
                    PanSequenceNumber.of(Integer.parseInt(v.text("psn"))));
        }
    }

    private static ApplicationTransactionCounter counter(Vector v) {
        return ApplicationTransactionCounter.of(v.has("atc") ? Integer.parseInt(v.text("atc"), 16) : 0);
    }

    private static String hex(PinBlock block) {
        return Bytes.of(block.toByteArray(InsecureSecretKeyAccess.get())).toHex();
    }
}
