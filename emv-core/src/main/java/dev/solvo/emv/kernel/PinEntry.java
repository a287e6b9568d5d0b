package dev.solvo.emv.kernel;

import dev.solvo.emv.EnterPin;
import dev.solvo.emv.PinEncipherment;
import dev.solvo.emv.PinMethod;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Asks the cardholder for a PIN and deals with every answer that brings none. EMV 4.4 Book 4, 6.3.4. */
final class PinEntry {
    static final String BYPASS = "EMV 4.4 Book 4, 6.3.4.3";
    private static final String ONLINE_PIN = "EMV 4.4 Book 3, 10.5.2";
    private static final String OFFLINE_PIN = "EMV 4.4 Book 3, 10.5.1";

    private final Transaction transaction;
    private final PinState pin;
    private final Next.Continuation notEntered;

    /** Continues with an answer that brings a PIN in one form or another. */
    @FunctionalInterface
    interface Entered {
        Next on(EnterPin.Answer answer) throws EmvDataException;
    }

    PinEntry(Transaction transaction, PinState pin, Next.Continuation notEntered) {
        this.transaction = transaction;
        this.pin = pin;
        this.notEntered = notEntered;
    }

    /** The PIN pad keeps the PIN for the message to the issuer; here it is only known that there is one. */
    Next captureOnline(Next.Continuation captured) {
        return ask(PinMethod.ENCIPHERED_ONLINE, false, Optional.empty(), answer -> {
            transaction.onlinePinCaptured = true;
            transaction.set(Bit.ONLINE_CVM_CAPTURED, ONLINE_PIN, () -> inputs(PinMethod.ENCIPHERED_ONLINE, "captured"));
            return captured.go();
        });
    }

    /** Asks for a PIN that the card will verify. */
    Next askOffline(PinMethod method, boolean afterWrongPin, Optional<PinEncipherment> encipherment, Entered entered) {
        return ask(method, afterWrongPin, encipherment, entered);
    }

    private Next ask(PinMethod method, boolean afterWrongPin, Optional<PinEncipherment> encipherment, Entered entered) {
        // An application's configuration can make an attended terminal one without attendant.
        boolean bypassAllowed = transaction.terminal().pinBypassAllowed()
                && transaction.terminalType().attended();
        OptionalInt triesLeft = method.isOffline() ? pin.triesLeft : OptionalInt.empty();
        return Next.ask(run -> new EnterPin(
                method,
                triesLeft,
                afterWrongPin,
                bypassAllowed,
                encipherment,
                transaction.language(),
                answer -> run.resume(() -> answered(method, answer, entered))));
    }

    private Next answered(PinMethod method, EnterPin.Answer answer, Entered entered) throws EmvDataException {
        if (answer instanceof EnterPin.Answer.Bypassed) {
            pin.bypassed = true;
            transaction.set(Bit.PIN_NOT_ENTERED, BYPASS, () -> inputs(method, "bypassed"));
            return notEntered.go();
        }
        if (answer instanceof EnterPin.Answer.PinPadFailed) {
            pin.pinPadFailed = true;
            transaction.set(
                    Bit.PIN_PAD_NOT_PRESENT_OR_NOT_WORKING,
                    method.isOffline() ? OFFLINE_PIN : ONLINE_PIN,
                    () -> inputs(method, "PIN pad failed"));
            return notEntered.go();
        }
        // NOTE: EMV leaves to the terminal what follows a PIN entry that is cancelled or takes too long; here the
        // session ends.
        if (answer instanceof EnterPin.Answer.Cancelled) {
            return end(TerminationReason.CANCELLED, "the cardholder cancelled the PIN entry");
        }
        if (answer instanceof EnterPin.Answer.TimedOut) {
            return end(TerminationReason.CANCELLED, "no PIN was entered in time");
        }
        if (answer instanceof EnterPin.Answer.CardFailed failed) {
            return end(Next.reason(failed.kind()), "no answer to the PIN pad's VERIFY: " + failed.kind());
        }
        return entered.on(answer);
    }

    private static Map<String, String> inputs(PinMethod method, String answer) {
        return Inputs.of("method", method.name(), "PIN entry", answer);
    }

    private Next end(TerminationReason reason, String why) {
        pin.close();
        return Next.terminate(reason, why);
    }
}
