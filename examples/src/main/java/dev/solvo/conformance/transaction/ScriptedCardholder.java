package dev.solvo.conformance.transaction;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.PresentCard;
import dev.solvo.emv.ReferToIssuer;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.VerifyBiometric;
import dev.solvo.terminal.SoftwarePinPad;
import dev.solvo.tlv.Bytes;
import dev.solvo.transcript.PaymentLog;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cardholder and the attendant, who do what the case says. What was asked more or less often than it says is a failed check. */
final class ScriptedCardholder implements Cardholder {
    /** What is done at the PIN pad. */
    sealed interface AtPinPad {
        /** A PIN is entered; an online PIN is captured. */
        record Entered(String digits) implements AtPinPad {
            @Override
            public String toString() {
                return "PIN entered";
            }
        }

        /** The digits of a PIN go to the kernel, from a PIN pad in software. */
        record Digits(String digits) implements AtPinPad {
            @Override
            public String toString() {
                return "PIN entered, digits to the kernel";
            }
        }

        /** A bypass, a cancellation, time over or a defect. */
        enum Plain implements AtPinPad {
            BYPASS,
            CANCEL,
            TIME_OUT,
            PIN_PAD_FAILED
        }

        /** The PIN pad speaks with the card itself. */
        record Verified(StatusWord status) implements AtPinPad {}

        /** The PIN pad speaks with the card itself, which does not answer. */
        record CardFailed(CardTransportException.Kind kind) implements AtPinPad {}
    }

    /** What the biometric device does. */
    sealed interface AtDevice {
        /** It sends a command. */
        record Sends(CommandApdu command) implements AtDevice {}

        /** It is done. */
        record Answers(VerifyBiometric.Answer answer) implements AtDevice {}
    }

    /**
     * What the case says.
     *
     * @param choices numbers from 1, 0 for a cancellation; empty for the first one always
     * @param pin empty if the case does not say: 1234, and a bypass where it is wrong
     */
    record Script(
            List<Integer> choices,
            Optional<List<AtPinPad>> pin,
            List<AtDevice> biometric,
            Optional<Boolean> referralApproved,
            boolean unlocksDevice,
            List<PresentCard.Answer> presentations) {
        Script {
            choices = List.copyOf(choices);
            biometric = List.copyOf(biometric);
            presentations = List.copyOf(presentations);
        }

        /** A session never holds a PIN, so a transaction in which digits go to the kernel cannot be repeated. */
        boolean canBeRecorded() {
            return pin.isEmpty() || pin.get().stream().noneMatch(AtPinPad.Digits.class::isInstance);
        }
    }

    private final Script script;
    private final PaymentLog log;
    private final Runnable unlock;
    private final SoftwarePinPad pinPad;
    private final List<ExpectationCheck> complaints = new ArrayList<>();
    private @Nullable String digits;
    private int chosen;
    private int entered;
    private int measured;
    private boolean referred;

    ScriptedCardholder(Script script, PaymentLog log, Runnable unlock, SecureRandom random) {
        this.script = script;
        this.log = log;
        this.unlock = unlock;
        this.pinPad = new SoftwarePinPad(step -> Optional.ofNullable(digits).map(Pin::of), random);
    }

    @Override
    public Optional<ChooseApplication.Candidate> chooseApplication(
            List<ChooseApplication.Candidate> candidates, boolean afterFailure, String language) {
        int choice = chosen < script.choices().size() ? script.choices().get(chosen) : 1;
        if (chosen >= script.choices().size() && !script.choices().isEmpty()) {
            complain("cardholder.application", script.choices().size() + " choices", "asked once more");
        }
        chosen++;
        if (choice == 0) {
            log.noted("application choice cancelled");
            return Optional.empty();
        }
        if (choice > candidates.size()) {
            complain("cardholder.application", "at least " + choice + " candidates", candidates.size() + " candidates");
            return Optional.empty();
        }
        log.noted("application " + choice + " of " + candidates.size() + " chosen: "
                + candidates.get(choice - 1).displayName());
        return Optional.of(candidates.get(choice - 1));
    }

    @Override
    public KernelStep enterPin(EnterPin step) {
        log.shown(step.prompt());
        AtPinPad answer = nextPin(step);
        log.noted(answer instanceof AtPinPad.Plain plain ? "at the PIN pad: " + Words.lower(plain) : answer.toString());
        if (answer instanceof AtPinPad.Entered pin) {
            digits = pin.digits();
            return pinPad.enter(step);
        }
        if (answer instanceof AtPinPad.Digits pin) {
            return step.method().isOffline() ? step.digits(Pin.of(pin.digits())) : step.captured();
        }
        if (answer instanceof AtPinPad.Verified verified) {
            return step.verified(verified.status());
        }
        if (answer instanceof AtPinPad.CardFailed failed) {
            return step.cardFailed(failed.kind());
        }
        return switch ((AtPinPad.Plain) answer) {
            case BYPASS -> bypass(step);
            case CANCEL -> step.cancelled();
            case TIME_OUT -> step.timedOut();
            case PIN_PAD_FAILED -> step.pinPadFailed();
        };
    }

    private KernelStep bypass(EnterPin step) {
        if (step.bypassAllowed()) {
            return step.bypassed();
        }
        if (script.pin().isPresent()) {
            complain("cardholder.pin", "a bypass is allowed", "no bypass is allowed");
        }
        return step.cancelled();
    }

    private AtPinPad nextPin(EnterPin step) {
        if (script.pin().isEmpty()) {
            return step.prompt() == StandardMessage.INCORRECT_PIN
                    ? AtPinPad.Plain.BYPASS
                    : new AtPinPad.Entered("1234");
        }
        List<AtPinPad> answers = script.pin().get();
        entered++;
        if (entered > answers.size()) {
            complain("cardholder.pin", answers.size() + " PIN entries", "asked once more");
            return AtPinPad.Plain.CANCEL;
        }
        return answers.get(entered - 1);
    }

    @Override
    public KernelStep verifyBiometric(VerifyBiometric step) {
        if (measured >= script.biometric().size()) {
            complain("cardholder.biometric", script.biometric().size() + " answers", "asked once more");
            return step.deviceFailed();
        }
        AtDevice next = script.biometric().get(measured);
        measured++;
        if (next instanceof AtDevice.Sends sends) {
            return step.send(sends.command());
        }
        VerifyBiometric.Answer answer = ((AtDevice.Answers) next).answer();
        log.noted("biometric device: " + Words.lower(answer));
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

    @Override
    public KernelStep referToIssuer(ReferToIssuer step) {
        boolean approved = script.referralApproved().orElse(false);
        referred = true;
        log.noted("attendant called the issuer: " + (approved ? "approved" : "declined"));
        return approved ? step.approved() : step.declined();
    }

    @Override
    public void show(StandardMessage message, String language, Bytes data) {
        log.shown(message);
    }

    @Override
    public void show(UserInterfaceRequest request) {
        log.displayed(request);
        if (script.unlocksDevice()
                && request.message()
                        .filter(ContactlessMessage.SEE_PHONE::equals)
                        .isPresent()) {
            log.noted("phone unlocked");
            unlock.run();
        }
    }

    /** What did not go as the case says: asked too often, or not often enough. */
    List<ExpectationCheck> complaints() {
        List<ExpectationCheck> all = new ArrayList<>(complaints);
        unused(all, "cardholder.application", script.choices().size(), chosen);
        unused(all, "cardholder.pin", script.pin().map(List::size).orElse(0), entered);
        unused(all, "cardholder.biometric", script.biometric().size(), measured);
        if (script.referralApproved().isPresent() && !referred) {
            all.add(new ExpectationCheck("cardholder.referral", "asked for", "not asked for", false, Optional.empty()));
        }
        return all;
    }

    private static void unused(List<ExpectationCheck> all, String what, int prepared, int used) {
        if (used < prepared) {
            all.add(new ExpectationCheck(
                    what, prepared + " answers asked for", used + " asked for", false, Optional.empty()));
        }
    }

    private void complain(String what, String expected, String actual) {
        complaints.add(new ExpectationCheck(what, expected, actual, false, Optional.empty()));
    }
}
