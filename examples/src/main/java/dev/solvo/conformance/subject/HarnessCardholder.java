package dev.solvo.conformance.subject;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.ReferToIssuer;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.VerifyBiometric;
import dev.solvo.terminal.SoftwarePinPad;
import dev.solvo.tlv.Bytes;
import dev.solvo.transcript.PaymentLog;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The case's cardholder and attendant, who are at the harness; the PIN pad is here, and is told what is keyed in. */
final class HarnessCardholder implements Cardholder {
    private final Conversation harness;
    private final PaymentLog log;
    private final SoftwarePinPad pinPad;
    private @Nullable Pin entered;

    HarnessCardholder(Conversation harness, PaymentLog log, SecureRandom random) {
        this.harness = harness;
        this.log = log;
        this.pinPad = new SoftwarePinPad(step -> Optional.ofNullable(entered), random);
    }

    @Override
    public Optional<ChooseApplication.Candidate> chooseApplication(
            List<ChooseApplication.Candidate> candidates, boolean afterFailure, String language) {
        ObjectNode question = Message.of("chooseApplication");
        ArrayNode list = question.putArray("candidates");
        for (ChooseApplication.Candidate candidate : candidates) {
            list.addObject()
                    .put("dfName", candidate.dfName().toHex())
                    .put("displayName", candidate.displayName())
                    .put("priority", candidate.priority())
                    .put("confirmationRequired", candidate.confirmationRequired());
        }
        question.put("afterFailure", afterFailure).put("language", language);
        int index = harness.ask(question, "chosen").number("index", -1, candidates.size() - 1);
        return index < 0 ? Optional.empty() : Optional.of(candidates.get(index));
    }

    @Override
    public KernelStep enterPin(EnterPin step) {
        ObjectNode question = Message.of("enterPin").put("method", step.method().name());
        step.triesLeft().ifPresent(left -> question.put("triesLeft", left));
        question.put("afterWrongPin", step.prompt() == StandardMessage.INCORRECT_PIN);
        question.put("bypassAllowed", step.bypassAllowed());
        question.put("language", step.language());
        Message answer = harness.ask(question, "pin");
        return switch (answer.text("answer")) {
            case "DIGITS" -> digits(step, answer);
            case "CAPTURED" -> step.captured();
            case "VERIFIED" -> step.verified(statusWord(answer));
            case "CARD_FAILED" -> step.cardFailed(answer.choice("failure", CardTransportException.Kind.class));
            case "BYPASSED" -> step.bypassed();
            case "CANCELLED" -> step.cancelled();
            case "TIMED_OUT" -> step.timedOut();
            case "PIN_PAD_FAILED" -> step.pinPadFailed();
            default -> throw answer.wrong("\"answer\" has an unknown value");
        };
    }

    private KernelStep digits(EnterPin step, Message answer) {
        Pin pin;
        try {
            pin = Pin.of(answer.text("digits"));
        } catch (IllegalArgumentException noPin) {
            throw answer.wrong("\"digits\" is no PIN");
        }
        if (answer.flag("forKernel") && step.method().isOffline()) {
            return step.digits(pin);
        }
        try {
            entered = pin;
            return pinPad.enter(step);
        } finally {
            entered = null;
        }
    }

    private static StatusWord statusWord(Message answer) {
        Bytes bytes = answer.hex("statusWord");
        if (bytes.length() != 2) {
            throw answer.wrong("\"statusWord\" has not 2 bytes");
        }
        return new StatusWord((int) bytes.toUnsignedLong());
    }

    @Override
    public KernelStep verifyBiometric(VerifyBiometric step) {
        ObjectNode question =
                Message.of("verifyBiometric").put("method", step.method().name());
        question.set("data", WireData.data(step.chipData()));
        question.put("language", step.language()).put("commandsLeft", step.commandsLeft());
        step.cardAnswer()
                .ifPresent(card -> question.put("cardAnswer", card.toBytes().toHex()));
        Message answer = harness.ask(question, "biometric");
        if (answer.has("send")) {
            try {
                return step.send(CommandApdu.parse(answer.hex("send")));
            } catch (IllegalArgumentException noCommand) {
                throw answer.wrong("\"send\" is no command of a biometric device");
            }
        }
        return switch (answer.choice("answer", VerifyBiometric.Answer.class)) {
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
        ObjectNode question = Message.of("referToIssuer")
                .put("pan", step.pan().digits())
                .put(
                        "authorisationResponseCode",
                        step.authorisationResponseCode().toHex())
                .put("language", step.language());
        return harness.ask(question, "referred").flag("approved") ? step.approved() : step.declined();
    }

    @Override
    public void show(StandardMessage message, String language, Bytes data) {
        log.shown(message);
        harness.tell(Message.of("show")
                .put("message", message.name())
                .put("language", language)
                .put("data", data.toHex()));
    }

    @Override
    public void show(UserInterfaceRequest request) {
        log.displayed(request);
        harness.tell(WireData.display(request));
    }
}
