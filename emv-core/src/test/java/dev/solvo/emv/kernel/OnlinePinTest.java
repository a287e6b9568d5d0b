package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.StatusWord;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.PinMethod;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** EMV 4.4 Book 3, 10.5.2; Book 4, 6.3.4.2 and 6.3.4.3. */
final class OnlinePinTest {
    private static TransactionFixture rules(String rules) {
        return new TransactionFixture().card("82", "1000").card("8E", "0000000000000000" + rules);
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

    @Test
    void captured_isUnknownToTheTerminal() {
        FunctionRun run = rules("4200").run(new CardholderVerification()).pin(step -> {
            assertEquals(PinMethod.ENCIPHERED_ONLINE, step.method());
            assertEquals(StandardMessage.ENTER_PIN, step.prompt());
            assertEquals(OptionalInt.empty(), step.triesLeft());
            assertEquals(Optional.empty(), step.encipherment());
            assertEquals("en", step.language());
            assertFalse(step.bypassAllowed());
            return step.captured();
        });
        expect(run, "420000", "0000040000");
        assertTrue(run.transaction().onlinePinCaptured);
        assertFalse(run.transaction().signatureRequired);
    }

    @Test
    void answersOfAnOfflinePin_areRefusedAndTheStepCanStillBeAnswered() {
        rules("0200").run(new CardholderVerification()).pin(step -> {
            assertThrows(IllegalStateException.class, () -> step.digits(Pin.of("1234")));
            assertThrows(IllegalStateException.class, () -> step.verifyData(Bytes.fromHex("00")));
            assertThrows(IllegalStateException.class, () -> step.verified(StatusWord.SUCCESS));
            assertThrows(IllegalStateException.class, () -> step.cardFailed(CardTransportException.Kind.CARD_REMOVED));
            assertThrows(IllegalStateException.class, step::bypassed);
            return step.captured();
        });
    }

    @Test
    void bypassed_nextRule() {
        FunctionRun run = rules("4200" + "1F00")
                .terminal(config -> config.pinBypassAllowed(true))
                .run(new CardholderVerification())
                .pin(EnterPin::bypassed);
        expect(run, "1F0002", "0000080000");
        assertFalse(run.transaction().onlinePinCaptured);
    }

    @Test
    void bypassedAsLastRule_fails() {
        FunctionRun run = rules("0200" + "1F00")
                .terminal(config -> config.pinBypassAllowed(true))
                .run(new CardholderVerification())
                .pin(EnterPin::bypassed);
        expect(run, "020001", "0000880000");
    }

    @Test
    void bypassed_laterPinRulesAreNotAskedFor() {
        FunctionRun run = rules("4200" + "4100" + "4400" + "4300" + "5F00")
                .terminal(config -> config.pinBypassAllowed(true))
                .run(new CardholderVerification())
                .pin(EnterPin::bypassed);
        expect(run, "5F0002", "0000080000");
    }

    @Test
    void bypassed_lastPinRuleIsTheOneReported() {
        FunctionRun run = rules("4200" + "4100")
                .terminal(config -> config.pinBypassAllowed(true))
                .run(new CardholderVerification())
                .pin(EnterPin::bypassed);
        expect(run, "410001", "0000880000");
    }

    @Test
    void pinPadFailed_isNoBypass() {
        FunctionRun run =
                rules("4200" + "1F00").run(new CardholderVerification()).pin(EnterPin::pinPadFailed);
        expect(run, "1F0002", "0000100000");
    }

    @Test
    void pinPadFailed_laterRulesThatNeedItAreNotSupported() {
        FunctionRun run = rules("4200" + "4103" + "4100" + "1F01")
                .run(new CardholderVerification())
                .pin(EnterPin::pinPadFailed);
        expect(run, "420001", "0000900000");
    }

    @Test
    void cancelled_endsTheSession() {
        rules("4200" + "1F00")
                .run(new CardholderVerification())
                .pin(EnterPin::cancelled)
                .terminates(TerminationReason.CANCELLED);
    }

    @Test
    void timedOut_endsTheSession() {
        rules("4200" + "1F00")
                .run(new CardholderVerification())
                .pin(EnterPin::timedOut)
                .terminates(TerminationReason.CANCELLED);
    }
}
