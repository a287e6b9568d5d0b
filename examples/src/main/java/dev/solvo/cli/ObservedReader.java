package dev.solvo.cli;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ObservedTransport;
import dev.solvo.emv.ContactlessReader;
import dev.solvo.emv.PresentCard;
import java.time.Duration;
import java.util.function.Consumer;

/** A contactless reader, and those who hear of its exchanges and of each wait for a card. */
final class ObservedReader implements ContactlessReader {
    private final ContactlessReader reader;
    private final CardTransport exchanges;
    private final Consumer<PresentCard.Answer> waits;

    ObservedReader(ContactlessReader reader, CardTransport.Observer exchanges, Consumer<PresentCard.Answer> waits) {
        this.reader = reader;
        this.exchanges = new ObservedTransport(reader, exchanges);
        this.waits = waits;
    }

    @Override
    public PresentCard.Answer awaitCard() {
        PresentCard.Answer answer = reader.awaitCard();
        waits.accept(answer);
        return answer;
    }

    @Override
    public void fieldOff(Duration duration) {
        reader.fieldOff(duration);
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        return exchanges.transmit(command);
    }
}
