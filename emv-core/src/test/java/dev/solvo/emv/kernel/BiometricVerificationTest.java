package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.VerifyBiometric;
import dev.solvo.emv.data.CvmMethod;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The biometric methods of EMV 4.4 Book 3, 10.5 and Annex C3, as a vendor's device performs them. */
final class BiometricVerificationTest {
    private static final CommandApdu GET_TRY_COUNTERS = CommandApdu.case2(0x80, 0xCA, 0xBF, 0x4C, CommandApdu.LE_ALL);

    /** A terminal with every kind of device, for card and issuer. */
    private static TransactionFixture rules(String rules) {
        return rules(rules, "E0FFC8", "F8F800");
    }

    private static TransactionFixture rules(String rules, String capabilities, String biometric) {
        return new TransactionFixture()
                .card("82", "1000")
                .card("8E", "0000000000000000" + rules)
                .terminalCapabilities(capabilities)
                .application(config ->
                        config.additionalData(EmvTag.BIOMETRIC_TERMINAL_CAPABILITIES, Bytes.fromHex(biometric)));
    }

    private static FunctionRun device(FunctionRun run, Function<VerifyBiometric, KernelStep> answer) {
        return run.answer(VerifyBiometric.class, answer);
    }

    private static FunctionRun begin(String rules, Function<VerifyBiometric, KernelStep> answer) {
        return device(rules(rules).run(new CardholderVerification()), answer);
    }

    private static void expect(FunctionRun run, String cvmResults, String tvr) {
        run.proceeds().tvr(tvr).tsi("4000");
        assertEquals(
                cvmResults,
                run.transaction()
                        .get(EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS)
                        .orElseThrow()
                        .toHex());
    }

    /** Annex C3, and 9F30 of Book 4, Annex A7, whose order is another. */
    @ParameterizedTest(name = "{0} needs 9F33 = E0{2}C8 and 9F30 = {3}")
    @CsvSource({
        "FACIAL_BIOMETRIC_OFFLINE, 06, 02, 800000",
        "FACIAL_BIOMETRIC_ONLINE,  07, 04, 008000",
        "FINGER_BIOMETRIC_OFFLINE, 08, 02, 400000",
        "FINGER_BIOMETRIC_ONLINE,  09, 04, 004000",
        "PALM_BIOMETRIC_OFFLINE,   0A, 02, 100000",
        "PALM_BIOMETRIC_ONLINE,    0B, 04, 001000",
        "IRIS_BIOMETRIC_OFFLINE,   0C, 02, 200000",
        "IRIS_BIOMETRIC_ONLINE,    0D, 04, 002000",
        "VOICE_BIOMETRIC_OFFLINE,  0E, 02, 080000",
        "VOICE_BIOMETRIC_ONLINE,   0F, 04, 000800"
    })
    void deviceOfTheTypeIsAsked_andNoOther(CvmMethod method, String code, String capability, String type) {
        boolean online = method.isOnline();
        FunctionRun run = rules(code + "03", "E0" + capability + "C8", type).run(new CardholderVerification());
        device(run, step -> {
            assertEquals(method, step.method());
            assertEquals("en", step.language());
            assertEquals(Optional.empty(), step.cardAnswer());
            return online ? step.captured() : step.verified();
        });
        expect(run, code + (online ? "0300" : "0302"), online ? "0000040000" : "0002000000");

        String otherTypes = String.format(Locale.ROOT, "%06X", 0xF8F800 ^ Integer.parseInt(type, 16));
        expect(rules(code + "00", "E0FFC8", otherTypes).run(new CardholderVerification()), "3F0001", "0000800200");
        String otherCapability = capability.equals("02") ? "E0FDC8" : "E0FBC8";
        expect(rules(code + "00", otherCapability, "F8F800").run(new CardholderVerification()), "3F0001", "0000800200");
    }

    @Test
    void typeThatIsNotSupported_leavesNoBitWhereTheConditionAsksForSupport() {
        expect(rules("0603", "E0FFC8", "78F800").run(new CardholderVerification()), "3F0001", "0000800000");
    }

    @Nested
    final class Offline {
        @ParameterizedTest(name = "{0}: {1}, TVR {2}")
        @CsvSource({
            "VERIFIED,                      080002, 0002000000",
            "NOT_VERIFIED,                  080001, 0000800000",
            "TRY_LIMIT_EXCEEDED,            080001, 0000800400",
            "TYPE_NOT_SUPPORTED,            080001, 0000800200",
            "TEMPLATE_FORMAT_NOT_SUPPORTED, 080001, 0001800000",
            "DEVICE_FAILED,                 080001, 0000820000",
            "BYPASSED,                      080001, 0000810000"
        })
        void answer(VerifyBiometric.Answer answer, String cvmResults, String tvr) {
            expect(begin("0800" + "1F00", step -> give(step, answer)), cvmResults, tvr);
        }

        @ParameterizedTest(name = "{0}: TVR {1}")
        @CsvSource({
            "NOT_VERIFIED,                  0000000000",
            "TRY_LIMIT_EXCEEDED,            0000000400",
            "TYPE_NOT_SUPPORTED,            0000000200",
            "TEMPLATE_FORMAT_NOT_SUPPORTED, 0001000000",
            "DEVICE_FAILED,                 0000020000",
            "BYPASSED,                      0000010000"
        })
        void answerWithBit7_nextRule(VerifyBiometric.Answer answer, String tvr) {
            expect(begin("4800" + "1F00", step -> give(step, answer)), "1F0002", tvr);
        }

        @Test
        void cannotBeCapturedForTheIssuer() {
            begin("0800", step -> {
                assertThrows(IllegalStateException.class, step::captured);
                return step.verified();
            });
        }
    }

    @Nested
    final class Online {
        @ParameterizedTest(name = "{0}: {1}, TVR {2}")
        @CsvSource({
            "CAPTURED,                      090000, 0000040000",
            "TYPE_NOT_SUPPORTED,            090001, 0000800200",
            "TEMPLATE_FORMAT_NOT_SUPPORTED, 090001, 0001800000",
            "DEVICE_FAILED,                 090001, 0000820000",
            "BYPASSED,                      090001, 0000810000"
        })
        void answer(VerifyBiometric.Answer answer, String cvmResults, String tvr) {
            FunctionRun run = begin("0900" + "1F00", step -> give(step, answer));
            expect(run, cvmResults, tvr);
            assertFalse(run.transaction().onlinePinCaptured);
        }

        @Test
        void cannotBeVerifiedByTheCard() {
            begin("0900", step -> {
                assertThrows(IllegalStateException.class, step::verified);
                assertThrows(IllegalStateException.class, step::notVerified);
                assertThrows(IllegalStateException.class, step::tryLimitExceeded);
                return step.captured();
            });
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CANCELLED", "TIMED_OUT"})
    void endsTheSession(VerifyBiometric.Answer answer) {
        begin("4800" + "1F00", step -> give(step, answer)).terminates(TerminationReason.CANCELLED);
    }

    @Test
    void bypassOfAPin_isNoneOfABiometric() {
        FunctionRun run = rules("4200" + "0900")
                .terminal(config -> config.pinBypassAllowed(true))
                .run(new CardholderVerification())
                .pin(step -> step.bypassed());
        expect(device(run, VerifyBiometric::captured), "090000", "00000C0000");
    }

    @Nested
    final class Dialogue {
        @Test
        void commandOfTheDevice_reachesTheCardAndItsAnswerTheDevice() {
            FunctionRun run = begin("0800", step -> {
                assertEquals(64, step.commandsLeft());
                return step.send(GET_TRY_COUNTERS);
            });
            run.card("80CABF4C00", "BF4C04DF5101039000");
            device(run, step -> {
                assertEquals(63, step.commandsLeft());
                assertEquals(
                        "BF4C04DF510103", step.cardAnswer().orElseThrow().data().toHex());
                return step.send(CommandApdu.case3(0x10, 0x20, 0x00, 0x89, Bytes.fromHex("AA")));
            });
            run.card("1020008901AA", "9000");
            device(run, step -> step.send(CommandApdu.case3(0x00, 0x20, 0x00, 0x89, Bytes.fromHex("BB"))));
            run.card("0020008901BB", "63C2");
            device(run, step -> {
                assertEquals(
                        new StatusWord(0x63C2), step.cardAnswer().orElseThrow().statusWord());
                return step.notVerified();
            });
            expect(run, "080001", "0000800000");
        }

        @Test
        void templatesOfTheCard_reachTheDevice() {
            FunctionRun run = rules("0800").card("9F31", "7F6003810102").run(new CardholderVerification());
            device(run, step -> {
                assertEquals(
                        "7F6003810102",
                        step.chipData()
                                .get(EmvTag.CARD_BIT_GROUP_TEMPLATE)
                                .orElseThrow()
                                .toHex());
                return step.verified();
            });
        }

        @ParameterizedTest
        @ValueSource(strings = {"80AE400000", "00A4040000", "00CABF4C00", "8020008900", "8084000000", "0088000000"})
        void commandOfAnotherKind_isRefusedAndTheStepCanStillBeAnswered(String command) {
            FunctionRun run = begin("0800", step -> {
                assertThrows(
                        IllegalArgumentException.class, () -> step.send(CommandApdu.parse(Bytes.fromHex(command))));
                return step.verified();
            });
            expect(run, "080002", "0002000000");
        }

        @Test
        void commandsComeToAnEnd() {
            FunctionRun run = rules("0800").run(new CardholderVerification());
            for (int i = 0; i < 64; i++) {
                device(run, step -> step.send(GET_TRY_COUNTERS)).card("80CABF4C00", "6A88");
            }
            device(run, step -> {
                assertThrows(IllegalStateException.class, () -> step.send(GET_TRY_COUNTERS));
                return step.deviceFailed();
            });
            expect(run, "080001", "0000820000");
        }

        @Test
        void cardRemoved_endsTheSession() {
            begin("4800" + "1F00", step -> step.send(GET_TRY_COUNTERS))
                    .cardSilent("80CABF4C00", CardTransportException.Kind.CARD_REMOVED)
                    .terminates(TerminationReason.CARD_REMOVED);
        }

        @Test
        void stepIsAnsweredOnce() {
            begin("0800", step -> {
                KernelStep next = step.verified();
                assertThrows(IllegalStateException.class, step::verified);
                assertThrows(IllegalStateException.class, () -> step.send(GET_TRY_COUNTERS));
                return next;
            });
        }
    }

    private static KernelStep give(VerifyBiometric step, VerifyBiometric.Answer answer) {
        return switch (answer) {
            case CAPTURED -> step.captured();
            case VERIFIED -> step.verified();
            case NOT_VERIFIED -> step.notVerified();
            case TRY_LIMIT_EXCEEDED -> step.tryLimitExceeded();
            case TYPE_NOT_SUPPORTED -> step.typeNotSupported();
            case TEMPLATE_FORMAT_NOT_SUPPORTED -> step.templateFormatNotSupported();
            case DEVICE_FAILED -> step.deviceFailed();
            case BYPASSED -> step.bypassed();
            case CANCELLED -> step.cancelled();
            case TIMED_OUT -> step.timedOut();
        };
    }
}
