package dev.solvo.conformance.subject;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.ContactlessReader;
import dev.solvo.emv.PresentCard;
import dev.solvo.tlv.Bytes;
import dev.solvo.transcript.PaymentLog;
import java.time.Duration;

/** The card that the harness holds, as our kernel at the remote end sees it. */
final class HarnessReader implements ContactlessReader {
    private final Conversation harness;
    private final PaymentLog log;

    HarnessReader(Conversation harness, PaymentLog log) {
        this.harness = harness;
        this.log = log;
    }

    @Override
    public PresentCard.Answer awaitCard() {
        PresentCard.Answer answer =
                harness.ask(Message.of("presentCard"), "presented").choice("answer", PresentCard.Answer.class);
        log.waited(answer);
        return answer;
    }

    @Override
    public void fieldOff(Duration duration) {
        harness.ask(Message.of("fieldOff").put("millis", duration.toMillis()), "done");
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        Message answer =
                harness.ask(Message.of("command").put("apdu", command.toBytes().toHex()));
        if (answer.type().equals("noAnswer")) {
            CardTransportException.Kind kind = answer.choice("failure", CardTransportException.Kind.class);
            log.failed(command, kind);
            throw new CardTransportException(kind, "the harness's card did not answer");
        }
        Bytes response = answer.expect("answer").hex("response");
        long elapsed = answer.has("elapsedNanos") ? answer.number("elapsedNanos") : 0;
        Exchange exchange = new Exchange(parsed(answer, response), elapsed);
        log.exchanged(command, exchange);
        return exchange;
    }

    private static ResponseApdu parsed(Message answer, Bytes response) {
        try {
            return ResponseApdu.parse(response);
        } catch (CardTransportException tooShort) {
            throw answer.wrong("\"response\" has no status word");
        }
    }
}
