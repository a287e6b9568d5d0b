package dev.solvo.conformance.transaction;

import dev.solvo.apdu.CardTransport;

/** A card in a case's hands. */
public interface InsertedCard extends CardTransport, AutoCloseable {
    /** Takes the card away and brings it back: it loses its power. */
    void reinsert();

    /** The cardholder unlocks his phone. A card that is no phone does not care. */
    void unlockDevice();

    @Override
    void close();
}
