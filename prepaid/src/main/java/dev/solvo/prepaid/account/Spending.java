package dev.solvo.prepaid.account;

import dev.solvo.crypto.pin.Pin;
import java.time.Duration;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What is to be spent, held or given to another card.
 *
 * <p>The PIN is not part of what a key stands for: a terminal that lost power asks again with the same key and without the PIN,
 * which it cannot have saved, and gets the answer that was given.
 */
public final class Spending {
    private final CardCode card;
    private final Money amount;
    private final Optional<Pin> pin;
    private final boolean upTo;
    private final Optional<Duration> lifetime;

    private Spending(CardCode card, Money amount, Optional<Pin> pin, boolean upTo, Optional<Duration> lifetime) {
        this.card = card;
        this.amount = amount;
        this.pin = pin;
        this.upTo = upTo;
        this.lifetime = lifetime;
    }

    /**
     * All of it or nothing, without a PIN.
     *
     * @param amount more than 0
     */
    public static Spending of(CardCode card, Money amount) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("an amount is more than 0");
        }
        return new Spending(card, amount, Optional.empty(), false, Optional.empty());
    }

    /** The same with the PIN that the customer entered; a card without a PIN ignores it. */
    public Spending withPin(Pin entered) {
        return new Spending(card, amount, Optional.of(entered), upTo, lifetime);
    }

    /** The same, or as much of it as is available, if the product's rules allow partial approval: see {@code approved}. */
    public Spending orLess() {
        return new Spending(card, amount, pin, true, lifetime);
    }

    /**
     * The same, to be held for so long; else it is held as long as the product's rules say.
     *
     * @param duration more than 0; the product's rules say how long at most
     */
    public Spending heldFor(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a hold has a time of more than 0");
        }
        return new Spending(card, amount, pin, upTo, Optional.of(duration));
    }

    /** Whose money. */
    public CardCode card() {
        return card;
    }

    /** How much. */
    public Money amount() {
        return amount;
    }

    /** The PIN, if one was entered. */
    public Optional<Pin> pin() {
        return pin;
    }

    /** Whether less will do. */
    public boolean isOrLess() {
        return upTo;
    }

    /** How long to hold it, if that was said. */
    public Optional<Duration> lifetime() {
        return lifetime;
    }

    /** The amount; of the card and the PIN nothing. */
    @Override
    public String toString() {
        return "Spending[" + amount + (upTo ? " or less" : "") + (pin.isPresent() ? " with PIN" : "") + "]";
    }
}
