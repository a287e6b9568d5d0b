package dev.solvo.simulator.card;

/** What the card as a whole keeps while it has no power. */
final class CardMemory {
    boolean blocked;

    /** Whether the cardholder unlocked the device for the next payment. */
    boolean unlocked;

    CardMemory(boolean blocked) {
        this.blocked = blocked;
    }
}
