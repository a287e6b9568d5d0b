package dev.solvo.prepaid.account;

import dev.solvo.crypto.pin.Pin;

/**
 * When a card that has a PIN wants it, and how many wrong ones it bears. A card without a PIN never wants one.
 *
 * @param leastDigits the shortest PIN, 4 to 12
 * @param mostDigits the longest PIN, 4 to 12
 * @param tries how many wrong PINs in a row block the card, 1 to 15
 * @param freeUpTo what can be spent at a time without the PIN, in minor units; 0 if nothing
 * @param forBalance whether the balance is shown only with the PIN; also decides whether an answer to an operation without the
 *     PIN shows it
 */
public record PinRules(int leastDigits, int mostDigits, int tries, long freeUpTo, boolean forBalance) {
    /** 4 to 12 digits, 3 tries, always wanted. */
    public static final PinRules STRICT = new PinRules(Pin.MIN_DIGITS, Pin.MAX_DIGITS, 3, 0, true);

    private static final int MOST_TRIES = 15;

    /** @throws IllegalArgumentException if a number is out of its range */
    public PinRules {
        if (leastDigits < Pin.MIN_DIGITS || mostDigits < leastDigits || mostDigits > Pin.MAX_DIGITS) {
            throw new IllegalArgumentException("a PIN has 4 to 12 digits");
        }
        if (tries < 1 || tries > MOST_TRIES) {
            throw new IllegalArgumentException("there are 1 to " + MOST_TRIES + " tries, not " + tries);
        }
        if (freeUpTo < 0) {
            throw new IllegalArgumentException("an amount is not negative");
        }
    }
}
