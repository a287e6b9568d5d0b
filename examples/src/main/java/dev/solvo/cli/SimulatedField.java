package dev.solvo.cli;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.ContactlessReader;
import dev.solvo.emv.PresentCard;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.simulator.card.SimulatedCard;
import java.time.Duration;

/**
 * A reader's field and a person who holds one simulated card or phone to it as often as he is asked to. Nobody waits.
 */
final class SimulatedField implements ContactlessReader {
    private final SimulatedCard card;
    private final boolean unlocksPhone;
    private boolean presented;

    SimulatedField(SimulatedCard card, boolean unlocksPhone) {
        this.card = card;
        this.unlocksPhone = unlocksPhone;
    }

    @Override
    public PresentCard.Answer awaitCard() {
        if (presented) {
            if (unlocksPhone && card.asksToBeUnlocked()) {
                card.unlockDevice();
            }
            card.reinsert();
        }
        presented = true;
        return PresentCard.Answer.PRESENTED;
    }

    @Override
    public void fieldOff(Duration duration) {
        // The card loses its power when it is presented again.
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        return card.transmit(command);
    }

    /** The person reads what the reader shows. */
    void reads(UserInterfaceRequest request) {
        if (unlocksPhone
                && request.message()
                        .filter(ContactlessMessage.SEE_PHONE::equals)
                        .isPresent()) {
            card.unlockDevice();
        }
    }
}
