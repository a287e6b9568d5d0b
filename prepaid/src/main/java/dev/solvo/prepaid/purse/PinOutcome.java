package dev.solvo.prepaid.purse;

/** How the entry of a PIN ended. */
public sealed interface PinOutcome permits PinOutcome.Accepted, PinOutcome.Wrong, NotDone {
    /** The PIN is right; the card remembers it until it leaves. */
    record Accepted() implements PinOutcome {}

    /**
     * The PIN is wrong.
     *
     * @param triesLeft how many more, 0 to 15
     */
    record Wrong(int triesLeft) implements PinOutcome {}
}
