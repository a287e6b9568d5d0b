package dev.solvo.emv;

import dev.solvo.apdu.CardTransport;
import java.time.Duration;

/** A contactless reader, as {@link BlockingTerminal} sees it: exchanges, the field, and waiting for a card. */
public interface ContactlessReader extends CardTransport {
    /**
     * Switches the field on and waits for one card.
     *
     * @return what came of waiting
     */
    PresentCard.Answer awaitCard();

    /**
     * Switches the field off, waits, and leaves it off.
     *
     * @param duration for how long at least
     */
    void fieldOff(Duration duration);
}
