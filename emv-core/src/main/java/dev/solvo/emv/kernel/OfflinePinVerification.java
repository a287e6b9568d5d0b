package dev.solvo.emv.kernel;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.PinEncipherment;
import dev.solvo.emv.PinMethod;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Lets the card verify a PIN, again and again until it is right or the card takes no more. EMV 4.4 Book 3, 6.5.12 and 10.5.1;
 * Book 4, 6.3.4.1.
 *
 * <p>A wrong PIN with tries left is no unsuccessful method yet: the same rule asks again.
 */
final class OfflinePinVerification {
    private static final String REFERENCE = "EMV 4.4 Book 3, 10.5.1";
    private static final int CHALLENGE_LENGTH = 8;

    /** The largest number of tries that VERIFY can report, and so the most that a card that counts down can ask for. */
    private static final int MAX_VERIFIES = 15;

    private final Transaction transaction;
    private final PinState pin;
    private final PinMethod method;
    private final Next.Continuation right;
    private final Next.Continuation unsuccessful;
    private final PinEntry entry;
    private final OfflinePinData pinData;
    private int verifies;

    OfflinePinVerification(
            Transaction transaction,
            PinState pin,
            PinMethod method,
            Next.Continuation right,
            Next.Continuation unsuccessful) {
        this.transaction = transaction;
        this.pin = pin;
        this.method = method;
        this.right = right;
        this.unsuccessful = unsuccessful;
        this.entry = new PinEntry(transaction, pin, unsuccessful);
        this.pinData = new OfflinePinData(transaction, pin, method);
    }

    Next begin() throws EmvDataException {
        return pin.tryCounterAsked || !transaction.terminal().pinTryCounterRead()
                ? afterTriesKnown()
                : send(CardCommand.getData(EmvTag.PIN_TRY_COUNTER), this::afterTryCounter);
    }

    private Next afterTryCounter(ResponseApdu response) throws EmvDataException {
        pin.tryCounterAsked = true;
        Optional<Bytes> counter = GetDataAnswer.take(transaction, EmvTag.PIN_TRY_COUNTER, response);
        if (counter.isPresent()) {
            pin.triesLeft = OptionalInt.of(counter.get().unsigned(0));
        }
        transaction.explain(
                "PIN Try Counter",
                REFERENCE,
                () -> Inputs.of("GET DATA", response.statusWord().toString()),
                counter.isPresent() ? pin.triesLeft.orElse(0) + " left" : "unknown, the PIN is asked for");
        return afterTriesKnown();
    }

    private Next afterTriesKnown() throws EmvDataException {
        return pin.triesLeft.orElse(1) == 0 ? tryLimitExceeded("9F17 = 00") : prepare(false);
    }

    /** A PIN that travels enciphered needs the card's key, and a new challenge for each VERIFY. EMV 4.4 Book 2, 7.2. */
    private Next prepare(boolean afterWrongPin) throws EmvDataException {
        if (method == PinMethod.PLAINTEXT_OFFLINE) {
            return ask(afterWrongPin, Optional.empty());
        }
        Optional<String> noKey = pinData.recoverKey();
        if (noKey.isPresent()) {
            transaction.explain(
                    "PIN encipherment key", "EMV 4.4 Book 2, 7.1", () -> Inputs.of("reason", noKey.get()), "none");
            return unsuccessful.go();
        }
        return send(CardCommand.getChallenge(), response -> afterChallenge(afterWrongPin, response));
    }

    private Next afterChallenge(boolean afterWrongPin, ResponseApdu response) throws EmvDataException {
        if (!response.statusWord().isSuccess() || response.data().length() != CHALLENGE_LENGTH) {
            transaction.explain(
                    "PIN encipherment",
                    "EMV 4.4 Book 2, 7.2",
                    () -> Inputs.of(
                            "GET CHALLENGE",
                            response.statusWord().toString(),
                            "length",
                            Integer.toString(response.data().length())),
                    "not possible");
            return unsuccessful.go();
        }
        return ask(afterWrongPin, Optional.of(pinData.encipherment(response.data())));
    }

    private Next ask(boolean afterWrongPin, Optional<PinEncipherment> encipherment) {
        return entry.askOffline(method, afterWrongPin, encipherment, answer -> entered(answer, encipherment));
    }

    private Next entered(EnterPin.Answer answer, Optional<PinEncipherment> encipherment) throws EmvDataException {
        verifies++;
        if (method == PinMethod.ENCIPHERED_OFFLINE_ECC) {
            pin.eccMessages++;
        }
        if (answer instanceof EnterPin.Answer.Verified verified) {
            return afterVerify(verified.statusWord());
        }
        Bytes data = answer instanceof EnterPin.Answer.VerifyData ready
                ? ready.data()
                : pinData.of(((EnterPin.Answer.Digits) answer).pin(), encipherment);
        return send(CardCommand.verify(pinData.qualifier(), data), response -> afterVerify(response.statusWord()));
    }

    private Next afterVerify(StatusWord status) throws EmvDataException {
        transaction.explain(
                "Offline PIN verification",
                REFERENCE,
                () -> Inputs.of("method", method.name(), "VERIFY", status.toString()),
                status.isSuccess() ? "right" : "not right");
        if (status.isSuccess()) {
            return show(StandardMessage.PIN_OK, right);
        }
        if (status.equals(StatusWord.AUTHENTICATION_METHOD_BLOCKED)
                || status.equals(StatusWord.REFERENCED_DATA_INVALIDATED)) {
            pin.triesLeft = OptionalInt.of(0);
            return tryLimitExceeded("VERIFY answered " + status);
        }
        if ((status.value() & 0xFFF0) != 0x63C0) {
            pin.close();
            return Next.cardError("VERIFY was answered with " + status);
        }
        pin.triesLeft = OptionalInt.of(status.value() & 0xF);
        if (pin.triesLeft.orElse(0) == 0) {
            return show(StandardMessage.INCORRECT_PIN, () -> tryLimitExceeded("VERIFY answered " + status));
        }
        // NOTE: EMV trusts the card to count down. A card that does not would ask for ever, so that there is an end to
        // it.
        return verifies < MAX_VERIFIES ? prepare(true) : show(StandardMessage.INCORRECT_PIN, unsuccessful);
    }

    private Next tryLimitExceeded(String why) throws EmvDataException {
        transaction.set(Bit.PIN_TRY_LIMIT_EXCEEDED, REFERENCE, () -> Map.of("reason", why));
        return unsuccessful.go();
    }

    private Next send(CommandApdu command, Next.AfterResponse answered) {
        return new Next.Send(command, answered, kind -> {
            pin.close();
            return Next.noAnswer(command, kind);
        });
    }

    private Next show(StandardMessage message, Next.Continuation then) {
        return Next.ask(run -> new ShowMessage(message, transaction.language(), Bytes.EMPTY, () -> run.resume(then)));
    }
}
