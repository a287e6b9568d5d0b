package dev.solvo.crypto.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.CryptoException.Reason;
import dev.solvo.crypto.CryptoVectors;
import dev.solvo.crypto.CryptoVectors.Vector;
import dev.solvo.crypto.FixedRandom;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.EccIssuerPublicKey;
import dev.solvo.crypto.oda.EccOda;
import dev.solvo.crypto.oda.EccOdePublicKey;
import dev.solvo.crypto.oda.EnciphermentSuite;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.tlv.Bytes;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PINs enciphered for the card against {@code offline-pin.json}, and what the card refuses. */
final class OfflinePinVectorsTest {
    private static final Bytes OTHER_CHALLENGE = Bytes.fromHex("0000000000000001");

    static Stream<Vector> rsa() {
        return CryptoVectors.of(CryptoVectors.file("offline-pin.json").get("rsa")).stream();
    }

    @ParameterizedTest
    @MethodSource("rsa")
    void rsaEnciphersAsGivenAndTheCardReadsIt(Vector v) throws CryptoException {
        Bytes challenge = v.bytes("iccUnpredictableNumber");
        RsaPublicKey key = RsaPublicKey.of(v.bytes("pinKeyModulus"), v.bytes("pinKeyExponent"));
        try (Pin pin = Pin.of(v.text("pin"));
                RsaSigningKey cardKey = RsaSigningKey.of(key, v.bytes("pinKeyPrivateExponent"))) {
            Bytes data =
                    new RsaPinEncipherment(key, new FixedRandom(v.bytes("randomPadding"))).encipher(pin, challenge);
            assertEquals(v.expected("encipheredPinData"), data.toHex());
            try (PinBlock block = RsaPinEncipherment.decipher(cardKey, data, challenge);
                    Pin read = PinBlockFormat2.decode(block)) {
                assertEquals(pin, read);
            }
            assertReason(
                    Reason.UNPREDICTABLE_NUMBER, () -> RsaPinEncipherment.decipher(cardKey, data, OTHER_CHALLENGE));
            assertReason(Reason.LENGTH, () -> RsaPinEncipherment.decipher(cardKey, data.slice(1), challenge));
            assertReason(
                    Reason.FORMAT,
                    () -> RsaPinEncipherment.decipher(cardKey, Bytes.repeat(0xFF, data.length()), challenge));
            byte[] otherHeader = cardKey.apply(data).toByteArray();
            otherHeader[0] = 0x6F;
            Bytes enciphered = key.apply(Bytes.of(otherHeader));
            assertReason(Reason.FORMAT, () -> RsaPinEncipherment.decipher(cardKey, enciphered, challenge));
        }
    }

    static Stream<JsonNode> ecc() {
        return Stream.of(CryptoVectors.file("offline-pin.json").get("ecc").get(0));
    }

    @ParameterizedTest
    @MethodSource("ecc")
    void eccEnciphersAsGivenAndTheCardReadsIt(JsonNode v) throws CryptoException {
        JsonNode ode = v.get("odePin");
        try (Pin pin = Pin.of("1234");
                EccPinEncipherment terminal =
                        new EccPinEncipherment(recoveredKey(v), new FixedRandom(hex(ode, "ephemeralPriv")));
                EccPinDecipherment card = new EccPinDecipherment(EnciphermentSuite.P_256, hex(v.get("ode"), "priv"))) {
            assertEquals(hex(v.get("ode"), "x"), card.publicX());

            Bytes first = terminal.encipher(pin, hex(ode, "unOde"));
            assertEquals(ode.get("first").get("encipheredData").asText(), first.toHex());
            JsonNode second = ode.get("secondSameTransaction");
            Bytes next = terminal.encipher(pin, hex(second, "unOde"));
            assertEquals(second.get("encipheredData").asText(), next.toHex());

            assertEquals(pin, PinBlockFormat2.decode(card.decipher(first, hex(ode, "unOde"))));
            assertEquals(pin, PinBlockFormat2.decode(card.decipher(next, hex(second, "unOde"))));
        }
    }

    @ParameterizedTest
    @MethodSource("ecc")
    void theCardRefusesEachAlteredByte(JsonNode v) throws CryptoException {
        Bytes data = hex(v.get("odePin").get("first"), "encipheredData");
        Bytes challenge = hex(v.get("odePin"), "unOde");
        for (int i = 0; i < data.length(); i++) {
            byte[] altered = data.toByteArray();
            altered[i] ^= 1;
            try (EccPinDecipherment card = card(v)) {
                CryptoException refusal =
                        assertThrows(CryptoException.class, () -> card.decipher(Bytes.of(altered), challenge));
                boolean noPoint = i < 32 && refusal.reason() == Reason.FORMAT;
                assertEquals(noPoint ? Reason.FORMAT : Reason.AUTHENTICATION, refusal.reason());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ecc")
    void theCardRefusesEachOtherLengthAnotherChallengeAndAnotherTerminal(JsonNode v) throws CryptoException {
        Bytes data = hex(v.get("odePin").get("first"), "encipheredData");
        Bytes challenge = hex(v.get("odePin"), "unOde");
        for (int i = 0; i < data.length(); i++) {
            Bytes part = data.slice(0, i);
            try (EccPinDecipherment card = card(v)) {
                assertReason(Reason.LENGTH, () -> card.decipher(part, challenge));
            }
        }
        try (EccPinDecipherment card = card(v)) {
            // Another challenge gives other keys, so it shows in the MAC.
            assertReason(Reason.AUTHENTICATION, () -> card.decipher(data, OTHER_CHALLENGE));
        }
        try (EccPinDecipherment card = card(v);
                EccPinEncipherment other =
                        new EccPinEncipherment(recoveredKey(v), new FixedRandom(Bytes.repeat(0x42, 32)))) {
            card.decipher(data, challenge).close();
            assertReason(Reason.FORMAT, () -> card.decipher(other.encipher(Pin.of("1234"), challenge), challenge));
        }
        try (EccPinDecipherment card = card(v)) {
            card.decipher(data, challenge).close();
            assertReason(Reason.AUTHENTICATION, () -> card.decipher(data, challenge));
        }
    }

    @ParameterizedTest
    @MethodSource("ecc")
    void secondTryWithAnOldChallengeIsRefused(JsonNode v) throws CryptoException {
        JsonNode second = v.get("odePin").get("secondSameTransaction");
        try (EccPinDecipherment card = card(v)) {
            card.decipher(hex(v.get("odePin").get("first"), "encipheredData"), hex(v.get("odePin"), "unOde"))
                    .close();
            assertReason(
                    Reason.UNPREDICTABLE_NUMBER,
                    () -> card.decipher(hex(second, "encipheredData"), hex(v.get("odePin"), "unOde")));
        }
    }

    private static EccPinDecipherment card(JsonNode v) {
        return new EccPinDecipherment(EnciphermentSuite.P_256, hex(v.get("ode"), "priv"));
    }

    private static EccOdePublicKey recoveredKey(JsonNode v) throws CryptoException {
        EccOda oda = new EccOda(LocalDateTime.of(2026, 1, 1, 0, 0), RevocationList.EMPTY);
        EccCaPublicKey ca = EccCaPublicKey.of(
                hex(v, "rid"),
                hex(v, "caIndex").unsigned(0),
                SignatureSuite.P_256_SHA_256,
                hex(v.get("ca"), "x"),
                hex(v.get("ca"), "y"));
        Pan pan = Pan.parse(Bytes.fromHex("5413339999999990"));
        EccIssuerPublicKey issuer = proof(oda.recoverIssuerKey(ca, hex(v.get("issuer"), "tag90"), pan));
        return proof(oda.recoverOdeKey(issuer, hex(v.get("ode"), "tag9F2D"), hex(v, "iccd")));
    }

    private static <T> T proof(OdaResult<T> result) {
        if (result instanceof OdaResult.Verified<T> verified) {
            return verified.proof();
        }
        throw new AssertionError(result.toString());
    }

    private static void assertReason(Reason reason, org.junit.jupiter.api.function.Executable executable) {
        assertEquals(reason, assertThrows(CryptoException.class, executable).reason());
    }

    private static Bytes hex(JsonNode node, String field) {
        return Bytes.fromHex(node.get(field).asText());
    }
}
