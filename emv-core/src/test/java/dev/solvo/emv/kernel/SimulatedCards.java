package dev.solvo.emv.kernel;

import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The simulator's cards. An image is read once: its certificates are made then. */
final class SimulatedCards {
    private static final Map<String, CardImage> IMAGES = new ConcurrentHashMap<>();

    private SimulatedCards() {}

    static CardImage image(String name) {
        return IMAGES.computeIfAbsent(name, CardImages::named);
    }

    /** A card as if fresh from the personaliser, the same each time. */
    static SimulatedCard insert(String name) {
        return SimulatedCard.insert(image(name), 7);
    }
}
