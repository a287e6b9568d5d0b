package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.StatusWord;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.PinMethod;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.data.TerminalType.Communication;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, 6.5.12 and 10.5.1; Book 4, 6.3.4.1. */
final class PlaintextPinTest {
    private static final String GET_TRY_COUNTER = "80CA9F1700";
    private static final String VERIFY_1234 = "0020008008241234FFFFFFFFFF";

    private static TransactionFixture rules(String rules) {
        return new TransactionFixture().card("82", "1000").card("8E", "0000000000000000" + rules);
    }

    private static FunctionRun begin(String rules) {
        return rules(rules).run(new CardholderVerification());
    }

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

    private static FunctionRun enter(FunctionRun run, String pin, int triesLeft, StandardMessage prompt) {
        return run.pin(step -> {
            assertEquals(PinMethod.PLAINTEXT_OFFLINE, step.method());
            assertEquals(OptionalInt.of(triesLeft), step.triesLeft());
            assertEquals(prompt, step.prompt());
            assertEquals(Optional.empty(), step.encipherment());
            return step.digits(Pin.of(pin));
        });
    }

    @Nested
    final class RightPin {
        @Test
        void isSuccessful() {
            FunctionRun run = begin("0100").card(GET_TRY_COUNTER, "9F1701039000");
            enter(run, "1234", 3, StandardMessage.ENTER_PIN)
                    .card(VERIFY_1234, "9000")
                    .message(StandardMessage.PIN_OK);
            expect(run, "010002", "0000000000");
            assertFalse(run.transaction().signatureRequired);
        }

        @Test
        void withSignature_isUnknown() {
            FunctionRun run = begin("4300").card(GET_TRY_COUNTER, "9F1701039000");
            enter(run, "1234", 3, StandardMessage.ENTER_PIN)
                    .card(VERIFY_1234, "9000")
                    .message(StandardMessage.PIN_OK);
            expect(run, "430000", "0000000000");
            assertTrue(run.transaction().signatureRequired);
        }

        @ParameterizedTest
        @CsvSource({"1234,         241234FFFFFFFFFF", "12345,        2512345FFFFFFFFF", "123456789012, 2C123456789012FF"
        })
        void block_isFormat2(String pin, String block) {
            FunctionRun run = begin("0100").card(GET_TRY_COUNTER, "9F1701039000");
            enter(run, pin, 3, StandardMessage.ENTER_PIN)
                    .card("0020008008" + block, "9000")
                    .message(StandardMessage.PIN_OK)
                    .proceeds();
        }

        @Test
        void isClosedAfterUse() {
            Pin pin = Pin.of("1234");
            begin("0100").card(GET_TRY_COUNTER, "9F1701039000").pin(step -> step.digits(pin));
            assertThrows(IllegalStateException.class, () -> pin.toDigits(InsecureSecretKeyAccess.get()));
        }

        @Test
        void leavesNoTraceInTheData() {
            FunctionRun run = begin("0100").card(GET_TRY_COUNTER, "9F1701039000");
            enter(run, "1234", 3, StandardMessage.ENTER_PIN)
                    .card(VERIFY_1234, "9000")
                    .message(StandardMessage.PIN_OK)
                    .proceeds();
            run.transaction()
                    .data()
                    .snapshot()
                    .elements()
                    .forEach((tag, value) -> assertFalse(value.toHex().contains("241234FF"), tag::toString));
        }
    }

    @Nested
    final class PinPadOfItsOwn {
        @Test
        void makesTheBodyOfVerify() {
            FunctionRun run = begin("0100")
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .pin(step -> {
                        assertThrows(IllegalStateException.class, () -> step.verifyData(Bytes.repeat(0, 7)));
                        assertThrows(IllegalStateException.class, () -> step.verifyData(Bytes.repeat(0, 9)));
                        return step.verifyData(Bytes.fromHex("241234FFFFFFFFFF"));
                    })
                    .card(VERIFY_1234, "9000")
                    .message(StandardMessage.PIN_OK);
            expect(run, "010002", "0000000000");
        }

        @Test
        void sendsVerifyItself() {
            FunctionRun run = begin("0100")
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .pin(step -> step.verified(new StatusWord(0x63C2)))
                    .pin(step -> {
                        assertEquals(OptionalInt.of(2), step.triesLeft());
                        return step.verified(StatusWord.SUCCESS);
                    })
                    .message(StandardMessage.PIN_OK);
            expect(run, "010002", "0000000000");
        }

        @ParameterizedTest
        @CsvSource({"63C0, 010001, 0000A00000", "6983, 010001, 0000A00000", "6984, 010001, 0000A00000"})
        void tellsOfABlockedPin(String status, String cvmResults, String tvr) {
            FunctionRun run = begin("0100")
                    .card(GET_TRY_COUNTER, "9F1701019000")
                    .pin(step -> step.verified(new StatusWord(Integer.parseInt(status, 16))));
            if (status.equals("63C0")) {
                run.message(StandardMessage.INCORRECT_PIN);
            }
            expect(run, cvmResults, tvr);
        }

        @Test
        void tellsOfAnUnknownStatus() {
            begin("4100" + "1F00")
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .pin(step -> step.verified(new StatusWord(0x6A86)))
                    .terminates(TerminationReason.CARD_ERROR);
        }

        @ParameterizedTest
        @EnumSource
        void getsNoAnswerFromTheCard(CardTransportException.Kind kind) {
            begin("4100" + "1F00")
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .pin(step -> step.cardFailed(kind))
                    .terminates(
                            kind == CardTransportException.Kind.CARD_REMOVED
                                    ? TerminationReason.CARD_REMOVED
                                    : TerminationReason.CARD_NOT_RESPONDING);
        }

        @Test
        void cannotCaptureAnOfflinePin() {
            begin("0100").card(GET_TRY_COUNTER, "9F1701039000").pin(step -> {
                assertThrows(IllegalStateException.class, step::captured);
                return step.cancelled();
            });
        }
    }

    @Nested
    final class TryCounter {
        @Test
        void zero_asksForNoPin() {
            expect(begin("0100").card(GET_TRY_COUNTER, "9F1701009000"), "010001", "0000A00000");
        }

        @Test
        void zero_nextRule() {
            expect(begin("4100" + "1E00").card(GET_TRY_COUNTER, "9F1701009000"), "1E0000", "0000200000");
        }

        @Test
        void one_isTheLastTry() {
            enter(begin("0100").card(GET_TRY_COUNTER, "9F1701019000"), "1234", 1, StandardMessage.ENTER_PIN);
        }

        @ParameterizedTest
        @ValueSource(strings = {"6A88", "6A81", "6D00", "6985", "9000", "9F1702030390 00", "9F3601039000", "039000"})
        void notObtained_asksForThePin(String answer) {
            FunctionRun run = begin("0100")
                    .card(GET_TRY_COUNTER, answer.replace(" ", ""))
                    .pin(step -> {
                        assertEquals(OptionalInt.empty(), step.triesLeft());
                        return step.digits(Pin.of("1234"));
                    })
                    .card(VERIFY_1234, "9000")
                    .message(StandardMessage.PIN_OK);
            expect(run, "010002", "0000000000");
        }

        @Test
        void notAskedForWhereTheTerminalIsConfiguredSo() {
            FunctionRun run = rules("0100")
                    .terminal(config -> config.pinTryCounterRead(false))
                    .run(new CardholderVerification())
                    .pin(step -> step.digits(Pin.of("1234")))
                    .card(VERIFY_1234, "9000")
                    .message(StandardMessage.PIN_OK);
            expect(run, "010002", "0000000000");
        }

        @Test
        void askedForOnceInATransaction() {
            FunctionRun run = begin("4100" + "0300").card(GET_TRY_COUNTER, "9F1701019000");
            enter(run, "9999", 1, StandardMessage.ENTER_PIN)
                    .card("0020008008249999FFFFFFFFFF", "63C0")
                    .message(StandardMessage.INCORRECT_PIN);
            expect(run, "030001", "0000A00000");
        }
    }

    @Nested
    final class WrongPin {
        @Test
        void asksAgainOnTheSameRule() {
            FunctionRun run = begin("4100" + "1F00").card(GET_TRY_COUNTER, "9F1701039000");
            enter(run, "1111", 3, StandardMessage.ENTER_PIN).card("0020008008241111FFFFFFFFFF", "63C2");
            enter(run, "2222", 2, StandardMessage.INCORRECT_PIN).card("0020008008242222FFFFFFFFFF", "63C1");
            enter(run, "1234", 1, StandardMessage.INCORRECT_PIN)
                    .card(VERIFY_1234, "9000")
                    .message(StandardMessage.PIN_OK);
            expect(run, "410002", "0000000000");
        }

        @Test
        void noTryLeft_isBlocked() {
            FunctionRun run = begin("0100").card(GET_TRY_COUNTER, "9F1701019000");
            enter(run, "1111", 1, StandardMessage.ENTER_PIN)
                    .card("0020008008241111FFFFFFFFFF", "63C0")
                    .message(StandardMessage.INCORRECT_PIN);
            expect(run, "010001", "0000A00000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"6983", "6984"})
        void blockedCard_takesNoPin(String status) {
            FunctionRun run = begin("4100" + "1E00").card(GET_TRY_COUNTER, "9F1701039000");
            enter(run, "1234", 3, StandardMessage.ENTER_PIN).card(VERIFY_1234, status);
            expect(run, "1E0000", "0000200000");
        }

        @Test
        void withSignature_failsAndAsksForNoSignature() {
            FunctionRun run = begin("0300").card(GET_TRY_COUNTER, "9F1701019000");
            enter(run, "1111", 1, StandardMessage.ENTER_PIN)
                    .card("0020008008241111FFFFFFFFFF", "63C0")
                    .message(StandardMessage.INCORRECT_PIN);
            expect(run, "030001", "0000A00000");
            assertFalse(run.transaction().signatureRequired);
        }

        @Test
        void lastRuleNotApplicable_reportsTheOnePerformed() {
            FunctionRun run = begin("4100" + "1E01").card(GET_TRY_COUNTER, "9F1701009000");
            expect(run, "410001", "0000A00000");
        }

        @Test
        void lastRuleNotSupported_reportsTheOnePerformed() {
            FunctionRun run = rules("4100" + "1E00")
                    .terminalCapabilities("E0D8C8")
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701009000");
            expect(run, "410001", "0000A00000");
        }

        @Test
        void lastRuleUnknown_reportsTheOnePerformed() {
            FunctionRun run = begin("4100" + "1000").card(GET_TRY_COUNTER, "9F1701009000");
            expect(run, "410001", "0000E00000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"6300", "6A80", "6700", "67C0", "6FC0", "6D00", "6985", "63D0"})
        void anyOtherStatus_endsTheSession(String status) {
            begin("4100" + "1F00")
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .pin(step -> step.digits(Pin.of("1234")))
                    .card(VERIFY_1234, status)
                    .terminates(TerminationReason.CARD_ERROR);
        }

        @Test
        void cardThatNeverCountsDown_isNotAskedForEver() {
            FunctionRun run = begin("0100").card(GET_TRY_COUNTER, "9F17010F9000");
            for (int i = 0; i < 15; i++) {
                run.pin(step -> step.digits(Pin.of("1234"))).card(VERIFY_1234, "63CF");
            }
            run.message(StandardMessage.INCORRECT_PIN);
            expect(run, "010001", "0000800000");
        }
    }

    @Nested
    final class NoPin {
        @Test
        void bypassedAfterAWrongOne() {
            FunctionRun run = rules("4100" + "4400" + "1F00")
                    .terminal(config -> config.pinBypassAllowed(true))
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .pin(step -> step.digits(Pin.of("1234")))
                    .card(VERIFY_1234, "63C2")
                    .pin(EnterPin::bypassed);
            expect(run, "1F0002", "0000080000");
        }

        @Test
        void bypassed_onlinePinIsNotAskedFor() {
            FunctionRun run = rules("4100" + "0200")
                    .terminal(config -> config.pinBypassAllowed(true))
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .pin(EnterPin::bypassed);
            expect(run, "020001", "0000880000");
        }

        @Test
        void pinPadFailed() {
            FunctionRun run =
                    begin("0100").card(GET_TRY_COUNTER, "9F1701039000").pin(EnterPin::pinPadFailed);
            expect(run, "010001", "0000900000");
        }

        @Test
        void bypassed_laterPinIsAskedForWhereTheTerminalIsConfiguredSo() {
            FunctionRun run = rules("4100" + "4300" + "1F00")
                    .terminal(config -> config.pinBypassAllowed(true).subsequentPinBypass(false))
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .pin(EnterPin::bypassed);
            enter(run, "1234", 3, StandardMessage.ENTER_PIN)
                    .card(VERIFY_1234, "9000")
                    .message(StandardMessage.PIN_OK);
            expect(run, "430000", "0000080000");
        }

        @Test
        void bypassed_laterRulesStillHaveTheirConditionSatisfied() {
            FunctionRun run = rules("4100" + "4103" + "0203")
                    .terminal(config -> config.pinBypassAllowed(true))
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .pin(EnterPin::bypassed);
            expect(run, "020301", "0000880000");
        }

        @Test
        void applicationWithoutAttendant_cannotBeBypassed() {
            rules("4100" + "1F00")
                    .terminal(config -> config.pinBypassAllowed(true))
                    .application(config -> config.terminalType(
                            new TerminalType(TerminalType.Operator.MERCHANT, false, Communication.OFFLINE_ONLY)))
                    .run(new CardholderVerification())
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .pin(step -> {
                        assertFalse(step.bypassAllowed());
                        assertThrows(IllegalStateException.class, step::bypassed);
                        return step.cancelled();
                    });
        }

        @Test
        void pinPadFailedAfterAWrongPin_isNotASecondTry() {
            FunctionRun run = begin("4100" + "4100" + "5E00").card(GET_TRY_COUNTER, "9F1701039000");
            enter(run, "1111", 3, StandardMessage.ENTER_PIN).card("0020008008241111FFFFFFFFFF", "63C2");
            run.pin(EnterPin::pinPadFailed);
            expect(run, "5E0000", "0000100000");
        }

        @Test
        void timedOut_endsTheSession() {
            begin("4100" + "1F00")
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .pin(EnterPin::timedOut)
                    .terminates(TerminationReason.CANCELLED);
        }

        @Test
        void cancelled_endsTheSession() {
            begin("4100" + "1F00")
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .pin(EnterPin::cancelled)
                    .terminates(TerminationReason.CANCELLED);
        }

        @Test
        void cardRemoved_endsTheSession() {
            begin("4100" + "1F00")
                    .card(GET_TRY_COUNTER, "9F1701039000")
                    .pin(step -> step.digits(Pin.of("1234")))
                    .cardSilent(VERIFY_1234, CardTransportException.Kind.CARD_REMOVED)
                    .terminates(TerminationReason.CARD_REMOVED);
        }
    }
}
