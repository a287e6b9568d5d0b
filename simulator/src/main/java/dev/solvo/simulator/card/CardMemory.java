package dev.solvo.simulator.card;

/** What the card as a whole keeps while it has no power. */
final class CardMemory {
    boolean blocked;

    /** Whether the cardholder unlocked the device for the next payment. */
    boolean unlocked;

    /** Whether a phone has asked its holder to unlock it. */
    boolean askedToBeUnlocked;

    CardMemory(boolean blocked) {
        this.blocked = blocked;
    }
}
