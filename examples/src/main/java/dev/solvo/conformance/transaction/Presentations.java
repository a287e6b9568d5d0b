package dev.solvo.conformance.transaction;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.emv.ContactlessReader;
import dev.solvo.emv.PresentCard;
import dev.solvo.transcript.PaymentLog;
import java.time.Duration;
import java.util.List;

/** The field of a contactless reader, and a person who holds the card to it as the case says. Nobody waits. */
final class Presentations implements ContactlessReader {
    private final ManInTheMiddle card;
    private final PaymentLog log;
    private final List<PresentCard.Answer> answers;
    private int asked;
    private int presented;

    Presentations(ManInTheMiddle card, PaymentLog log, List<PresentCard.Answer> answers) {
        this.card = card;
        this.log = log;
        this.answers = List.copyOf(answers);
    }

    @Override
    public PresentCard.Answer awaitCard() {
        PresentCard.Answer answer = asked < answers.size() ? answers.get(asked) : PresentCard.Answer.PRESENTED;
        asked++;
        if (answer == PresentCard.Answer.PRESENTED) {
            if (presented > 0) {
                card.reinsert();
            }
            presented++;
            log.waited(answer);
        } else {
            log.noted("at the reader: " + Words.lower(answer));
        }
        return answer;
    }

    @Override
    public void fieldOff(Duration duration) {
        // The card loses its power when it is presented again.
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        Exchange exchange;
        try {
            exchange = card.transmit(command);
        } catch (CardTransportException lost) {
            log.failed(command, lost.kind());
            throw lost;
        }
        log.exchanged(command, exchange);
        return exchange;
    }
}
