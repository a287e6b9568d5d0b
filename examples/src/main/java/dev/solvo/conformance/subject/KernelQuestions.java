package dev.solvo.conformance.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.conformance.transaction.PreparedTransaction;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.PinBlockFormat2;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.ContactlessReader;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.PinMethod;
import dev.solvo.emv.PresentCard;
import dev.solvo.emv.ReferToIssuer;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.VerifyBiometric;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.CvmMethod;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Answers what a remote kernel asks, with the card, the cardholder and the host of the case. */
final class KernelQuestions {
    private static final int MOST_CANDIDATES = 255;
    private static final int LONGEST_FIELD_OFF = 600_000;

    private final PreparedTransaction transaction;
    private final CardTransport card;

    KernelQuestions(PreparedTransaction transaction) {
        this.transaction = transaction;
        this.card = transaction.card();
    }

    /** The answer to a message; none to one that only tells something. */
    Optional<ObjectNode> answer(Message message) {
        return switch (message.type()) {
            case "command" -> Optional.of(command(message));
            case "presentCard" -> Optional.of(presentCard());
            case "fieldOff" -> Optional.of(fieldOff(message));
            case "chooseApplication" -> Optional.of(chooseApplication(message));
            case "enterPin" -> Optional.of(enterPin(message));
            case "verifyBiometric" -> Optional.of(verifyBiometric(message));
            case "referToIssuer" -> Optional.of(referToIssuer(message));
            case "authorise" -> Optional.of(authorise(message));
            case "lookUpExceptionFile" ->
                Optional.of(Message.of("exceptionFile")
                        .put(
                                "answer",
                                transaction
                                        .acquirer()
                                        .lookUpExceptionFile(pan(message), sequenceNumber(message))
                                        .name()));
            case "lookUpEarlierSales" ->
                Optional.of(Message.of("earlierSales")
                        .put(
                                "minorUnits",
                                transaction.acquirer().latestSaleMinor(pan(message), sequenceNumber(message))));
            case "supplyData" -> Optional.of(supplyData(message));
            case "show" -> {
                transaction
                        .cardholder()
                        .show(
                                message.choice("message", StandardMessage.class),
                                message.optionalText("language").orElse("en"),
                                message.has("data") ? message.hex("data") : Bytes.EMPTY);
                yield Optional.empty();
            }
            case "display" -> {
                transaction.cardholder().show(WireData.display(message));
                yield Optional.empty();
            }
            case "explain" -> {
                transaction.log().decided(WireData.explanation(message));
                yield Optional.empty();
            }
            default -> throw message.wrong("a kernel does not say that here");
        };
    }

    private ObjectNode command(Message message) {
        CommandApdu command;
        try {
            command = CommandApdu.parse(message.hex("apdu"));
        } catch (IllegalArgumentException malformed) {
            throw message.wrong("\"apdu\" is no command");
        }
        try {
            CardTransport.Exchange exchange = card.transmit(command);
            return Message.of("answer")
                    .put("response", exchange.response().toBytes().toHex())
                    .put("elapsedNanos", exchange.elapsedNanos());
        } catch (CardTransportException lost) {
            return Message.of("noAnswer").put("failure", lost.kind().name());
        }
    }

    private ObjectNode presentCard() {
        PresentCard.Answer answer =
                card instanceof ContactlessReader reader ? reader.awaitCard() : PresentCard.Answer.PRESENTED;
        return Message.of("presented").put("answer", answer.name());
    }

    private ObjectNode fieldOff(Message message) {
        Duration duration = Duration.ofMillis(message.number("millis", 0, LONGEST_FIELD_OFF));
        if (card instanceof ContactlessReader reader) {
            reader.fieldOff(duration);
        }
        return Message.of("done");
    }

    private ObjectNode chooseApplication(Message message) {
        List<ChooseApplication.Candidate> candidates = new ArrayList<>();
        for (JsonNode one : WireData.array(message, "candidates")) {
            if (!(one instanceof ObjectNode object) || candidates.size() == MOST_CANDIDATES) {
                throw message.wrong("\"candidates\" is no list of applications");
            }
            Message candidate = new Message(object.deepCopy().put("type", "chooseApplication/candidates"));
            candidates.add(new ChooseApplication.Candidate(
                    candidate.hex("dfName"),
                    candidate.text("displayName"),
                    candidate.has("priority") ? candidate.number("priority", 0, 15) : 0,
                    candidate.flag("confirmationRequired")));
        }
        if (candidates.isEmpty()) {
            throw message.wrong("\"candidates\" is empty");
        }
        Optional<ChooseApplication.Candidate> choice = transaction
                .cardholder()
                .chooseApplication(
                        candidates,
                        message.flag("afterFailure"),
                        message.optionalText("language").orElse("en"));
        return Message.of("chosen").put("index", choice.map(candidates::indexOf).orElse(-1));
    }

    /** The cardholder keys in; what is made of the digits is the kernel's part, or its PIN pad's. */
    private ObjectNode enterPin(Message message) {
        PinMethod method = message.choice("method", PinMethod.class);
        Caught<EnterPin.Answer> caught = new Caught<>();
        transaction
                .cardholder()
                .enterPin(new EnterPin(
                        method.isOffline() ? PinMethod.PLAINTEXT_OFFLINE : method,
                        message.has("triesLeft")
                                ? OptionalInt.of(message.number("triesLeft", 0, 255))
                                : OptionalInt.empty(),
                        message.flag("afterWrongPin"),
                        message.flag("bypassAllowed"),
                        Optional.empty(),
                        message.optionalText("language").orElse("en"),
                        caught::take));
        return pin(caught.answer());
    }

    private static ObjectNode pin(EnterPin.Answer answer) {
        ObjectNode json = Message.of("pin");
        if (answer instanceof EnterPin.Answer.VerifyData body) {
            return digits(json, body.data());
        }
        if (answer instanceof EnterPin.Answer.Digits digits) {
            try (PinBlock block = PinBlockFormat2.encode(digits.pin())) {
                return digits(json, Bytes.of(block.toByteArray(InsecureSecretKeyAccess.get())))
                        .put("forKernel", true);
            }
        }
        if (answer instanceof EnterPin.Answer.Verified verified) {
            return json.put("answer", "VERIFIED")
                    .put("statusWord", verified.statusWord().toString());
        }
        if (answer instanceof EnterPin.Answer.CardFailed failed) {
            return json.put("answer", "CARD_FAILED")
                    .put("failure", failed.kind().name());
        }
        if (answer instanceof EnterPin.Answer.Captured) {
            return json.put("answer", "CAPTURED");
        }
        if (answer instanceof EnterPin.Answer.Bypassed) {
            return json.put("answer", "BYPASSED");
        }
        if (answer instanceof EnterPin.Answer.Cancelled) {
            return json.put("answer", "CANCELLED");
        }
        if (answer instanceof EnterPin.Answer.TimedOut) {
            return json.put("answer", "TIMED_OUT");
        }
        return json.put("answer", "PIN_PAD_FAILED");
    }

    /** The digits in a plaintext PIN block of format 2: 2, their number, they, F to the end. */
    private static ObjectNode digits(ObjectNode json, Bytes block) {
        String nibbles = block.toHex();
        int count = Character.digit(nibbles.charAt(1), 16);
        return json.put("answer", "DIGITS").put("digits", nibbles.substring(2, 2 + count));
    }

    private ObjectNode verifyBiometric(Message message) {
        Caught<CommandApdu> sent = new Caught<>();
        Caught<VerifyBiometric.Answer> answered = new Caught<>();
        Optional<ResponseApdu> cardAnswer = Optional.empty();
        if (message.has("cardAnswer")) {
            try {
                cardAnswer = Optional.of(ResponseApdu.parse(message.hex("cardAnswer")));
            } catch (CardTransportException tooShort) {
                throw message.wrong("\"cardAnswer\" has no status word");
            }
        }
        transaction
                .cardholder()
                .verifyBiometric(new VerifyBiometric(
                        message.choice("method", CvmMethod.class),
                        ChipData.of(WireData.data(message, "data")),
                        message.optionalText("language").orElse("en"),
                        cardAnswer,
                        message.number("commandsLeft", 0, 255),
                        sent::take,
                        answered::take));
        return sent.isEmpty()
                ? Message.of("biometric").put("answer", answered.answer().name())
                : Message.of("biometric").put("send", sent.answer().toBytes().toHex());
    }

    private ObjectNode referToIssuer(Message message) {
        Caught<Boolean> approved = new Caught<>();
        transaction
                .cardholder()
                .referToIssuer(new ReferToIssuer(
                        pan(message),
                        message.hex("authorisationResponseCode"),
                        message.optionalText("language").orElse("en"),
                        () -> approved.take(true),
                        () -> approved.take(false)));
        return Message.of("referred").put("approved", approved.answer());
    }

    private ObjectNode authorise(Message message) {
        ChipData data = ChipData.of(WireData.data(message, "data"));
        Acquirer acquirer = transaction.acquirer();
        acquirer.storeReversal(new Reversal(transaction.request(), data));
        return WireData.answer(acquirer.authorise(new AuthorisationRequest(
                transaction.request(),
                pan(message),
                sequenceNumber(message),
                message.flag("onlinePinCaptured"),
                data)));
    }

    private ObjectNode supplyData(Message message) {
        List<Tag> needed = WireData.tags(message, "tags");
        Map<Tag, Bytes> supplied = transaction.acquirer().supplyData(needed);
        ObjectNode json = Message.of("supplied");
        json.set("data", WireData.data(supplied));
        return json;
    }

    private static Pan pan(Message message) {
        try {
            return Pan.of(message.text("pan"));
        } catch (IllegalArgumentException malformed) {
            throw message.wrong("\"pan\" is no account number");
        }
    }

    private static Optional<PanSequenceNumber> sequenceNumber(Message message) {
        if (!message.has("panSequenceNumber")) {
            return Optional.empty();
        }
        try {
            return Optional.of(PanSequenceNumber.parse(message.hex("panSequenceNumber")));
        } catch (CryptoException malformed) {
            throw message.wrong("\"panSequenceNumber\" is none");
        }
    }
}
