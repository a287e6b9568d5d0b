package dev.solvo.conformance.transaction;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.conformance.CaseException;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.SimulatedCard;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The simulator's cards, in memory. */
public final class SimulatedCards implements CardUnderTest {
    /** Of a harness that sends ever new images only so many are kept. */
    private static final int MOST_IMAGES = 1000;

    private final Map<String, CardImage> images = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "simulated cards";
    }

    @Override
    public InsertedCard insert(CardDescription card, long seed) throws CaseException {
        try {
            return new InMemory(SimulatedCard.insert(image(card.image()), seed));
        } catch (SimulatorTextException wrong) {
            throw new CaseException("card image " + card.name() + ": " + wrong.getMessage(), wrong);
        }
    }

    /** To personalise a card takes longer than to pay with it. */
    private CardImage image(String text) throws SimulatorTextException {
        CardImage known = images.get(text);
        if (known == null) {
            known = CardImage.parse(text);
            if (images.size() >= MOST_IMAGES) {
                images.clear();
            }
            images.put(text, known);
        }
        return known;
    }

    private record InMemory(SimulatedCard card) implements InsertedCard {
        @Override
        public Exchange transmit(CommandApdu command) throws CardTransportException {
            return card.transmit(command);
        }

        @Override
        public void reinsert() {
            card.reinsert();
        }

        @Override
        public void unlockDevice() {
            card.unlockDevice();
        }

        @Override
        public void close() {
            // Nothing of it outlives the object.
        }
    }
}
