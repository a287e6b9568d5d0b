package dev.solvo.crypto.cryptogram;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.CryptoVectors;
import dev.solvo.crypto.CryptoVectors.Vector;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Application cryptograms, the issuer's answers and data selection against {@code arqc-arpc.json}. */
final class CryptogramVectorsTest {
    private static final Map<String, CryptogramVersion> SCHEMES = Map.of(
            "Visa CVN 10", CryptogramVersion.VISA_10,
            "Visa CVN 18", CryptogramVersion.VISA_18,
            "Mastercard M/Chip CVN 10 (hex)", CryptogramVersion.MCHIP_10,
            "EMV CPA", CryptogramVersion.COMMON_CORE_5);

    @TestFactory
    Stream<DynamicTest> vectors() {
        return CryptoVectors.tests(
                "arqc-arpc.json",
                Map.ofEntries(
                        entry("generateAc", CryptogramVectorsTest::generate),
                        entry("generateAcRaw", v -> generate(v, rawKey(v))),
                        entry("generateAcAes", v -> generate(v, aesKey(v))),
                        entry("arpcMethod1", CryptogramVectorsTest::answer),
                        entry("arpcMethod1Raw", v -> answer(v, rawKey(v))),
                        entry("arpcMethod2", CryptogramVectorsTest::answer),
                        entry("arpcMethod2Raw", v -> answer(v, rawKey(v))),
                        entry("arpcMethod2Aes", v -> answer(v, aesKey(v))),
                        entry("arpcArguments", CryptogramVectorsTest::arguments),
                        entry("buildAcData", CryptogramVectorsTest::data)),
                Map.of());
    }

    private static void generate(Vector v) throws CryptoException {
        try (var card = cardKey(v)) {
            generate(v, sessionKey(v, card));
        }
    }

    private static void generate(Vector v, SessionKey<KeyPurpose.Cryptogram> key) throws CryptoException {
        Padding padding = v.has("padding") && v.text("padding").endsWith("1") ? Padding.METHOD_1 : Padding.METHOD_2;
        Bytes data = v.bytes("data");
        ApplicationCryptogram expected = ApplicationCryptogram.of(Bytes.fromHex(v.expected("ac")));
        try (key) {
            assertEquals(expected, ApplicationCryptogram.generate(key, data, padding));
            expected.verify(key, data, padding);
            byte[] altered = data.toByteArray();
            altered[0] ^= 1;
            assertThrows(CryptoException.class, () -> expected.verify(key, Bytes.of(altered), padding));
        }
    }

    private static void answer(Vector v) throws CryptoException {
        try (var card = cardKey(v)) {
            answer(v, v.text("arpcKey").equals("session key") ? sessionKey(v, card) : SessionKeyDerivation.none(card));
        }
    }

    private static void answer(Vector v, SessionKey<KeyPurpose.Cryptogram> key) throws CryptoException {
        ApplicationCryptogram arqc = ApplicationCryptogram.of(v.bytes("arqc"));
        IssuerResponse response = v.has("arc")
                ? new IssuerResponse.Code(v.bytes("arc"))
                : new IssuerResponse.Status(
                        CardStatusUpdate.of(v.bytes("csu")),
                        v.has("proprietaryAuthData") ? v.bytes("proprietaryAuthData") : Bytes.EMPTY);
        ArpcMethod method = v.has("arc") ? ArpcMethod.METHOD_1 : ArpcMethod.METHOD_2;
        try (key) {
            IssuerAuthenticationData answer = IssuerAuthenticationData.generate(key, arqc, response);
            assertEquals(v.expected("arpc"), answer.arpc().toHex());
            if (v.out().has("issuerAuthenticationData")) {
                assertEquals(
                        v.expected("issuerAuthenticationData"), answer.toBytes().toHex());
            }
            assertEquals(
                    response,
                    IssuerAuthenticationData.parse(method, answer.toBytes()).verify(key, arqc));
            for (int i = 0; i < answer.toBytes().length(); i++) {
                byte[] altered = answer.toBytes().toByteArray();
                altered[i] ^= 1;
                IssuerAuthenticationData wrong = IssuerAuthenticationData.parse(method, Bytes.of(altered));
                assertThrows(CryptoException.class, () -> wrong.verify(key, arqc));
            }
        }
    }

    /** Rules of arguments: each is kept by the type that the argument has here. */
    private static void arguments(Vector v) {
        if (v.has("sessionKey")) {
            SessionKey.forCryptograms(TestKeys.tdes(v.bytes("sessionKey"))).close();
        } else if (v.has("arqc")) {
            ApplicationCryptogram.of(v.bytes("arqc"));
        } else if (v.has("csu")) {
            CardStatusUpdate.of(v.bytes("csu"));
        } else {
            assertEquals(
                    "",
                    new IssuerResponse.Status(CardStatusUpdate.refusal(), v.bytes("proprietaryAuthData")).toString());
        }
    }

    private static void data(Vector v) throws CryptoException {
        CryptogramVersion version = Objects.requireNonNull(SCHEMES.get(v.text("scheme")));
        CryptogramInput input = CryptogramInput.of(tag -> element(v, tag));
        assertEquals(Optional.of(version), CryptogramVersion.recognise(input.issuerApplicationData()));
        assertEquals(v.expected("data"), version.data(input).toHex());
        assertEquals(
                v.expected("padded"),
                version.padding().apply(version.data(input), 8).toHex());
    }

    private static Optional<Bytes> element(Vector v, Tag tag) {
        return Optional.ofNullable(v.in().get("tags").get(tag.toBytes().toHex()))
                .map(value -> Bytes.fromHex(value.asText()));
    }

    private static IccMasterKey<KeyPurpose.Cryptogram> cardKey(Vector v) {
        IccMasterKeyDerivation option = v.text("masterKeyOption").equals("A")
                ? IccMasterKeyDerivation.OPTION_A
                : IccMasterKeyDerivation.OPTION_B;
        try (var issuer = TestKeys.issuerKey(v.text("imkAc"))) {
            return option.derive(issuer, Pan.of(v.text("pan")), PanSequenceNumber.of(Integer.parseInt(v.text("psn"))));
        }
    }

    private static SessionKey<KeyPurpose.Cryptogram> sessionKey(Vector v, IccMasterKey<KeyPurpose.Cryptogram> card) {
        if (v.has("r")) {
            return SessionKeyDerivation.emvCommon(card, v.bytes("r"), ParityPolicy.ADJUST);
        }
        ApplicationTransactionCounter counter = ApplicationTransactionCounter.of(Integer.parseInt(v.text("atc"), 16));
        return switch (v.text("sessionKey")) {
            case "none" -> SessionKeyDerivation.none(card);
            case "common" -> SessionKeyDerivation.emvCommon(card, counter);
            case "mastercard" -> SessionKeyDerivation.mastercard(card, counter, UnpredictableNumber.of(v.bytes("un")));
            default -> throw new AssertionError(v.text("sessionKey"));
        };
    }

    private static SessionKey<KeyPurpose.Cryptogram> rawKey(Vector v) {
        return SessionKey.forCryptograms(TestKeys.tdes(v.bytes("sessionKey")));
    }

    private static SessionKey<KeyPurpose.Cryptogram> aesKey(Vector v) {
        return SessionKey.forCryptograms(TestKeys.aes(v.text("sessionKey")));
    }
}
