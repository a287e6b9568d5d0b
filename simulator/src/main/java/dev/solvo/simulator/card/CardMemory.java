package dev.solvo.simulator.card;

/** What the card as a whole keeps while it has no power. */
final class CardMemory {
    boolean blocked;

    CardMemory(boolean blocked) {
        this.blocked = blocked;
    }
}
