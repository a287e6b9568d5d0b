package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.EccSigningKey;
import dev.solvo.crypto.oda.EnciphermentSuite;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaCertifiedKey;
import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.crypto.pin.EccPinDecipherment;
import dev.solvo.crypto.pin.EccPinEncipherment;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.PinBlockFormat2;
import dev.solvo.crypto.pin.RsaPinEncipherment;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.PinEncipherment;
import dev.solvo.emv.PinMethod;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 2, 7 and 13; Book 3, 10.5.1. */
final class EncipheredPinTest {
    private static final RsaSigningKey CA_KEY = rsaKey(1024, 1);
    private static final RsaSigningKey ISSUER_KEY = rsaKey(1024, 2);
    private static final RsaSigningKey ICC_KEY = rsaKey(768, 3);
    private static final RsaSigningKey PIN_ENCIPHERMENT_KEY = rsaKey(896, 4);
    private static final RsaSigningKey LONG_KEY = rsaKey(1024, 5);

    private static final Pan PAN = Pan.of("5413330089020011");
    private static final Bytes RID = TransactionFixture.AID.slice(0, 5);
    private static final int INDEX = 0xF1;
    private static final YearMonth EXPIRY = YearMonth.of(2030, 12);
    private static final Bytes SERIAL = Bytes.fromHex("000001");
    private static final String GET_TRY_COUNTER = "80CA9F1700";
    private static final String GET_CHALLENGE = "0084000000";
    private static final String CHALLENGE_1 = "1122334455667788";
    private static final String CHALLENGE_2 = "99AABBCCDDEEFF00";

    private static FunctionRun expect(FunctionRun run, String cvmResults, String tvr) {
        run.proceeds().tvr(tvr).tsi("4000");
        assertEquals(
                cvmResults,
                run.transaction()
                        .get(EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS)
                        .orElseThrow()
                        .toHex());
        return run;
    }

    private static TransactionFixture rules(String rules) {
        return new TransactionFixture()
                .card("82", "1000")
                .card("5A", PAN.digits())
                .card("8F", "F1")
                .card("8E", "0000000000000000" + rules);
    }

    @Nested
    final class Rsa {
        private final RsaSigningKey ca = CA_KEY;
        private final RsaSigningKey issuer = ISSUER_KEY;
        private final RsaSigningKey icc = ICC_KEY;
        private final RsaSigningKey pinKey = PIN_ENCIPHERMENT_KEY;

        private TransactionFixture withIssuer(String rules) {
            RsaCertifiedKey certified =
                    ca.certifyIssuerKey(issuer.publicKey(), Bytes.fromHex("541333FF"), EXPIRY, SERIAL);
            TransactionFixture fixture = rules(rules)
                    .terminal(config -> config.caPublicKeys(CaPublicKeys.of(RsaCaPublicKey.withoutChecksum(
                            RID, INDEX, ca.publicKey().modulus(), ca.publicKey().exponent()))));
            return put(fixture, certified, "90", "92", "9F32");
        }

        private TransactionFixture withIccKey(String rules) {
            // No record takes part in offline data authentication here, so that the static data are empty.
            return put(
                    withIssuer(rules),
                    issuer.certifyIccKey(icc.publicKey(), PAN, EXPIRY, SERIAL, Bytes.EMPTY),
                    "9F46",
                    "9F48",
                    "9F47");
        }

        private TransactionFixture withPinKey(String rules) {
            return put(
                    withIccKey(rules),
                    issuer.certifyPinKey(pinKey.publicKey(), PAN, EXPIRY, SERIAL),
                    "9F2D",
                    "9F2F",
                    "9F2E");
        }

        private TransactionFixture put(
                TransactionFixture fixture,
                RsaCertifiedKey key,
                String certificate,
                String remainder,
                String exponent) {
            fixture.card(certificate, key.certificate().toHex())
                    .card(exponent, key.exponent().toHex());
            key.remainder().ifPresent(bytes -> fixture.card(remainder, bytes.toHex()));
            return fixture;
        }

        /** The card's side: takes VERIFY apart and answers as the entered PIN is right or wrong. */
        private String verify(RsaSigningKey key, Bytes command, String challenge, String pin, String answer) {
            int length = key.publicKey().modulusLength();
            assertEquals(
                    "00200088" + Bytes.ofUnsigned(length).toHex(),
                    command.slice(0, 5).toHex());
            assertEquals(5 + length, command.length());
            assertPin(pin, () -> RsaPinEncipherment.decipher(key, command.slice(5), Bytes.fromHex(challenge)));
            return answer;
        }

        @Test
        void withTheSigningKey_isVerified() {
            FunctionRun run = withIccKey("0400")
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .card(GET_CHALLENGE, CHALLENGE_1 + "9000")
                    .pin(step -> {
                        assertEquals(PinMethod.ENCIPHERED_OFFLINE_RSA, step.method());
                        assertEquals(OptionalInt.of(3), step.triesLeft());
                        PinEncipherment.Rsa needed = assertInstanceOf(
                                PinEncipherment.Rsa.class, step.encipherment().orElseThrow());
                        assertEquals(icc.publicKey(), needed.key().publicKey());
                        assertEquals(CHALLENGE_1, needed.challenge().toHex());
                        return step.digits(Pin.of("1234"));
                    })
                    .card(sent -> verify(icc, sent, CHALLENGE_1, "1234", "9000"))
                    .message(StandardMessage.PIN_OK);
            expect(run, "040002", "0000000000");
        }

        @Test
        void withAPinKey_itIsPreferred() {
            FunctionRun run = withPinKey("4500")
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "6A88")
                    .card(GET_CHALLENGE, CHALLENGE_1 + "9000")
                    .pin(step -> step.digits(Pin.of("123456")))
                    .card(sent -> verify(pinKey, sent, CHALLENGE_1, "123456", "9000"))
                    .message(StandardMessage.PIN_OK);
            expect(run, "450000", "0000000000");
            assertTrue(run.transaction().signatureRequired);
        }

        @Test
        void brokenPinKey_isNotReplacedByTheSigningKey() {
            FunctionRun run = withIccKey("4400" + "1F00")
                    .card("9F2D", "00".repeat(128))
                    .card("9F2E", "03")
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000");
            expect(run, "1F0002", "0000000000");
        }

        @Test
        void pinKeyWithoutExponent_isNoPinKey() {
            FunctionRun run = withIccKey("0400")
                    .card("9F2D", "00".repeat(128))
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .card(GET_CHALLENGE, CHALLENGE_1 + "9000")
                    .pin(step -> step.digits(Pin.of("1234")))
                    .card(sent -> verify(icc, sent, CHALLENGE_1, "1234", "9000"))
                    .message(StandardMessage.PIN_OK);
            expect(run, "040002", "0000000000");
        }

        @Test
        void exponentWithoutPinKey_isNoPinKey() {
            FunctionRun run = withIccKey("0400")
                    .card("9F2E", "03")
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .card(GET_CHALLENGE, CHALLENGE_1 + "9000")
                    .pin(step -> step.digits(Pin.of("1234")))
                    .card(sent -> verify(icc, sent, CHALLENGE_1, "1234", "9000"))
                    .message(StandardMessage.PIN_OK);
            expect(run, "040002", "0000000000");
        }

        @Test
        void remainderOfThePinKeyMissing_failsForTheKeyIsBroken() {
            RsaSigningKey long128 = LONG_KEY;
            RsaCertifiedKey certified = issuer.certifyPinKey(long128.publicKey(), PAN, EXPIRY, SERIAL);
            assertTrue(certified.remainder().isPresent());
            FunctionRun run = withIccKey("0400")
                    .card("9F2D", certified.certificate().toHex())
                    .card("9F2E", certified.exponent().toHex())
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000");
            expect(run, "040001", "0000800000");
        }

        @Test
        void signingKeyIsRecoveredThoughNoOfflineDataAuthenticationRan() {
            // 82 = 1000: cardholder verification only, no SDA, DDA or CDA.
            FunctionRun run = withIccKey("0400")
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .card(GET_CHALLENGE, CHALLENGE_1 + "9000");
            assertEquals("0000000000", run.transaction().tvr().toBytes().toHex());
            assertEquals("0000", run.transaction().tsi().toBytes().toHex());
        }

        @ParameterizedTest
        @ValueSource(strings = {"6983", "6984", "63C0"})
        void blockedAtVerify_setsTheTryLimit(String status) {
            FunctionRun run = withIccKey("0400")
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701019000")
                    .card(GET_CHALLENGE, CHALLENGE_1 + "9000")
                    .pin(step -> step.digits(Pin.of("9999")))
                    .card(sent -> verify(icc, sent, CHALLENGE_1, "9999", status));
            if (status.equals("63C0")) {
                run.message(StandardMessage.INCORRECT_PIN);
            }
            expect(run, "040001", "0000A00000");
        }

        @Test
        void bypassed_nextRule() {
            FunctionRun run = withIccKey("4400" + "1F00")
                    .terminal(config -> config.pinBypassAllowed(true))
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .card(GET_CHALLENGE, CHALLENGE_1 + "9000")
                    .pin(EnterPin::bypassed);
            expect(run, "1F0002", "0000080000");
        }

        @Test
        void noKey_failsWithoutABitOfItsOwn() {
            FunctionRun run =
                    withIssuer("0400").run(new CardholderVerification()).card(GET_TRY_COUNTER, "9F1701039000");
            expect(run, "040001", "0000800000");
        }

        @Test
        void noCertificationAuthorityKey_fails() {
            FunctionRun run = withIccKey("0400")
                    .terminal(config -> config.caPublicKeys(CaPublicKeys.EMPTY))
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000");
            expect(run, "040001", "0000800000");
        }

        @Test
        void wrongPin_newChallengeAndOtherBytesForTheNext() {
            Bytes[] bodies = new Bytes[2];
            FunctionRun run = withIccKey("0400")
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .card(GET_CHALLENGE, CHALLENGE_1 + "9000")
                    .pin(step -> step.digits(Pin.of("1234")))
                    .card(sent -> {
                        bodies[0] = sent;
                        return verify(icc, sent, CHALLENGE_1, "1234", "63C2");
                    })
                    .card(GET_CHALLENGE, CHALLENGE_2 + "9000")
                    .pin(step -> {
                        assertEquals(StandardMessage.INCORRECT_PIN, step.prompt());
                        assertEquals(OptionalInt.of(2), step.triesLeft());
                        return step.digits(Pin.of("1234"));
                    })
                    .card(sent -> {
                        bodies[1] = sent;
                        return verify(icc, sent, CHALLENGE_2, "1234", "9000");
                    })
                    .message(StandardMessage.PIN_OK);
            expect(run, "040002", "0000000000");
            assertNotEquals(bodies[0], bodies[1]);
        }

        @Test
        void sameRandomness_sameBytes() {
            Bytes[] bodies = new Bytes[2];
            for (int i = 0; i < 2; i++) {
                int at = i;
                withIccKey("0400")
                        .random(new Random(7))
                        .run(new CardholderVerification())
                        .card(GET_TRY_COUNTER, "9F1701039000")
                        .card(GET_CHALLENGE, CHALLENGE_1 + "9000")
                        .pin(step -> step.digits(Pin.of("1234")))
                        .card(sent -> {
                            bodies[at] = sent;
                            return "9000";
                        });
            }
            assertEquals(bodies[0], bodies[1]);
        }

        @Test
        void pinPadThatEnciphersItself() {
            FunctionRun run = withIccKey("0400")
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .card(GET_CHALLENGE, CHALLENGE_1 + "9000")
                    .pin(step -> {
                        assertThrows(IllegalStateException.class, () -> step.verifyData(Bytes.repeat(0xAB, 95)));
                        assertThrows(IllegalStateException.class, () -> step.verifyData(Bytes.repeat(0xAB, 8)));
                        return step.verifyData(Bytes.repeat(0xAB, 96));
                    })
                    .card("0020008860" + "AB".repeat(96), "9000")
                    .message(StandardMessage.PIN_OK);
            expect(run, "040002", "0000000000");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "6A81",
                    "6D00",
                    "11223344556677889900" + "9000",
                    "11223344556677" + "9000",
                    "9000",
                    CHALLENGE_1 + "6283"
                })
        void badChallenge_failsTheMethodAndTheWalkGoesOn(String answer) {
            TransactionFixture fixture = withIccKey("4400" + "1F00");
            FunctionRun run = fixture.run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .card(GET_CHALLENGE, answer);
            expect(run, "1F0002", "0000000000");
            int length = answer.length() / 2 - 2;
            assertTrue(fixture.explanations()
                    .contains(new Explanation(
                            "PIN encipherment",
                            "EMV 4.4 Book 2, 7.2",
                            Map.of("GET CHALLENGE", answer.substring(2 * length), "length", Integer.toString(length)),
                            "not possible")));
        }

        @Test
        void noTryLeft_needsNoKeyAndNoChallenge() {
            FunctionRun run = rules("0400").run(new CardholderVerification()).card(GET_TRY_COUNTER, "9F1701009000");
            expect(run, "040001", "0000A00000");
        }

        @Test
        void cancelledAfterTheChallenge_endsTheSession() {
            withIccKey("4400" + "1F00")
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .card(GET_CHALLENGE, CHALLENGE_1 + "9000")
                    .pin(EnterPin::cancelled)
                    .terminates(TerminationReason.CANCELLED);
        }
    }

    @Nested
    final class Ecc {
        private static final String ALL_CAPABILITIES = "E0F9C8";
        private static final Bytes CARD_KEY = Bytes.fromHex("01".repeat(32));
        private final EccSigningKey ca = EccSigningKey.of(SignatureSuite.P_256_SHA_256, Bytes.fromHex("02".repeat(32)));
        private final EccSigningKey issuer =
                EccSigningKey.of(SignatureSuite.P_256_SHA_256, Bytes.fromHex("03".repeat(32)));

        private TransactionFixture withOdeKey(String rules, EccPinDecipherment card) {
            SecureRandom random = InjectedRandom.of(new Random(1));
            Bytes issuerCertificate = ca.certifyIssuerKey(
                    RID,
                    INDEX,
                    SignatureSuite.P_256_SHA_256,
                    issuer.x(),
                    Bytes.fromHex("541333FFFF"),
                    LocalDate.of(2030, 12, 31),
                    SERIAL,
                    random);
            Bytes iccData = Bytes.fromHex("82021000" + "9F0607A0000000031010");
            Bytes odeCertificate = issuer.certifyOdeKey(
                    EnciphermentSuite.P_256,
                    card.publicX(),
                    LocalDateTime.of(2030, 12, 31, 23, 59),
                    Bytes.fromHex("000000000001"),
                    iccData,
                    random);
            return rules(rules)
                    .terminalCapabilities(ALL_CAPABILITIES)
                    .terminal(config -> config.caPublicKeys(
                            CaPublicKeys.of(EccCaPublicKey.of(RID, INDEX, SignatureSuite.P_256_SHA_256, ca.x()))))
                    .card("90", issuerCertificate.toHex())
                    .card("9F2D", odeCertificate.toHex());
        }

        private String verify(EccPinDecipherment card, Bytes command, String challenge, String pin, String answer) {
            assertEquals("0020008A39", command.slice(0, 5).toHex());
            assertEquals(5 + 57, command.length());
            assertPin(pin, () -> card.decipher(command.slice(5), Bytes.fromHex(challenge)));
            return answer;
        }

        @Test
        void isVerified_andAllTriesShareTheAgreedKey() {
            EccPinDecipherment card = new EccPinDecipherment(EnciphermentSuite.P_256, CARD_KEY);
            FunctionRun run = withOdeKey("0400", card)
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .card(GET_CHALLENGE, CHALLENGE_1 + "9000")
                    .pin(step -> {
                        assertEquals(PinMethod.ENCIPHERED_OFFLINE_ECC, step.method());
                        assertEquals(0, ecc(step).message());
                        assertEquals(card.publicX(), ecc(step).key().x());
                        return step.digits(Pin.of("9999"));
                    })
                    .card(sent -> verify(card, sent, CHALLENGE_1, "9999", "63C2"))
                    .card(GET_CHALLENGE, CHALLENGE_2 + "9000")
                    .pin(step -> {
                        assertEquals(1, ecc(step).message());
                        return step.digits(Pin.of("1234"));
                    })
                    .card(sent -> verify(card, sent, CHALLENGE_2, "1234", "9000"))
                    .message(StandardMessage.PIN_OK);
            expect(run, "040002", "0000000000");
        }

        private PinEncipherment.Ecc ecc(EnterPin step) {
            return assertInstanceOf(
                    PinEncipherment.Ecc.class, step.encipherment().orElseThrow());
        }

        @Test
        void pinPadThatEnciphersItself() {
            EccPinDecipherment card = new EccPinDecipherment(EnciphermentSuite.P_256, CARD_KEY);
            FunctionRun run = withOdeKey("0500", card)
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .card(GET_CHALLENGE, CHALLENGE_1 + "9000")
                    .pin(step -> {
                        assertThrows(IllegalStateException.class, () -> step.verifyData(Bytes.repeat(1, 91)));
                        return step.verifyData(Bytes.repeat(1, 57));
                    })
                    .card("0020008A39" + "01".repeat(57), "9000")
                    .message(StandardMessage.PIN_OK);
            expect(run, "050000", "0000000000");
            assertTrue(run.transaction().signatureRequired);
        }

        @Test
        void keysAgreedForThePinAreWipedAtTheEnd() {
            EccPinDecipherment card = new EccPinDecipherment(EnciphermentSuite.P_256, CARD_KEY);
            FunctionRun run = withOdeKey("0400", card)
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .card(GET_CHALLENGE, CHALLENGE_1 + "9000")
                    .pin(step -> step.digits(Pin.of("9999")))
                    .card(sent -> verify(card, sent, CHALLENGE_1, "9999", "63C2"))
                    .card(GET_CHALLENGE, CHALLENGE_2 + "9000");
            EccPinEncipherment agreed = run.transaction().pin.eccEncipherment.orElseThrow();
            run.pin(EnterPin::cancelled).terminates(TerminationReason.CANCELLED);
            assertTrue(run.transaction().pin.eccEncipherment.isEmpty());
            assertThrows(
                    IllegalStateException.class, () -> agreed.encipher(Pin.of("1234"), Bytes.fromHex(CHALLENGE_2)));
        }

        private FunctionRun entered(EccPinDecipherment card) {
            return withOdeKey("0400", card)
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .card(GET_CHALLENGE, CHALLENGE_1 + "9000")
                    .pin(step -> step.digits(Pin.of("1234")));
        }

        private void assertWiped(FunctionRun run, EccPinEncipherment agreed) {
            assertTrue(run.transaction().pin.eccEncipherment.isEmpty());
            assertThrows(
                    IllegalStateException.class, () -> agreed.encipher(Pin.of("1234"), Bytes.fromHex(CHALLENGE_2)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"6F00", "6A88", "6300", "63D0"})
        void keysAgreedForThePinAreWiped_whenVerifyIsRefused(String status) {
            FunctionRun run = entered(new EccPinDecipherment(EnciphermentSuite.P_256, CARD_KEY));
            EccPinEncipherment agreed = run.transaction().pin.eccEncipherment.orElseThrow();
            run.card(sent -> status).terminates(TerminationReason.CARD_ERROR);
            assertWiped(run, agreed);
        }

        @Test
        void keysAgreedForThePinAreWiped_whenNoAnswerComes() {
            FunctionRun run = entered(new EccPinDecipherment(EnciphermentSuite.P_256, CARD_KEY));
            EccPinEncipherment agreed = run.transaction().pin.eccEncipherment.orElseThrow();
            run.answer(TransmitApdu.class, sent -> sent.failed(CardTransportException.Kind.CARD_REMOVED))
                    .terminates(TerminationReason.CARD_REMOVED);
            assertWiped(run, agreed);
        }

        @Test
        void keysAgreedForThePinAreWiped_whenCardholderVerificationIsOver() {
            FunctionRun run = entered(new EccPinDecipherment(EnciphermentSuite.P_256, CARD_KEY));
            EccPinEncipherment agreed = run.transaction().pin.eccEncipherment.orElseThrow();
            run.card(sent -> "9000").message(StandardMessage.PIN_OK).proceeds();
            assertWiped(run, agreed);
        }

        @Test
        void terminalThatEnciphersWithEccOnly_doesNotSupportAnRsaCard() {
            FunctionRun run = rules("4400" + "4403" + "1F00")
                    .terminalCapabilities("E009C8")
                    .run(new CardholderVerification());
            expect(run, "1F0002", "0000000000");
        }

        @Test
        void brokenCertificate_fails() {
            EccPinDecipherment card = new EccPinDecipherment(EnciphermentSuite.P_256, CARD_KEY);
            FunctionRun run = withOdeKey("0400", card)
                    .card("9F2D", "14".repeat(145))
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000");
            expect(run, "040001", "0000800000");
        }

        @Test
        void terminalThatEnciphersWithRsaOnly_doesNotSupportIt() {
            EccPinDecipherment card = new EccPinDecipherment(EnciphermentSuite.P_256, CARD_KEY);
            FunctionRun run = withOdeKey("4400" + "4403" + "1F00", card)
                    .terminalCapabilities("E0F8C8")
                    .run(new CardholderVerification());
            expect(run, "1F0002", "0000000000");
        }
    }

    /** What the card finds in VERIFY. */
    private interface Decipherment {
        PinBlock block() throws CryptoException;
    }

    private static void assertPin(String expected, Decipherment decipherment) {
        try (PinBlock block = decipherment.block();
                Pin found = PinBlockFormat2.decode(block);
                Pin entered = Pin.of(expected)) {
            assertEquals(entered, found);
        } catch (CryptoException refused) {
            throw new AssertionError(refused);
        }
    }

    /** A key for this test only: the same at every run. */
    private static RsaSigningKey rsaKey(int bits, long seed) {
        Random random = new Random(seed);
        BigInteger exponent = BigInteger.valueOf(3);
        while (true) {
            BigInteger p = BigInteger.probablePrime(bits / 2, random);
            BigInteger q = BigInteger.probablePrime(bits / 2, random);
            BigInteger n = p.multiply(q);
            BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
            if (n.bitLength() == bits && phi.gcd(exponent).equals(BigInteger.ONE)) {
                Bytes modulus = unsigned(n, bits / 8);
                return RsaSigningKey.of(
                        RsaPublicKey.of(modulus, Bytes.fromHex("03")), unsigned(exponent.modInverse(phi), bits / 8));
            }
        }
    }

    private static Bytes unsigned(BigInteger number, int length) {
        String hex = number.toString(16);
        return Bytes.fromHex("0".repeat(2 * length - hex.length()) + hex);
    }
}
