package dev.solvo.prepaid.ledger;

/**
 * The four counters of a card's account, in minor units: they only ever grow, but for the pending ones, which go back to zero
 * when what was pending is posted or released. A card is the issuer's debt, so credits are money on the card.
 *
 * @param debitsPosted spent
 * @param creditsPosted loaded
 * @param debitsPending held
 * @param creditsPending announced by a transfer from another card that is not finished
 */
public record AccountCounters(long debitsPosted, long creditsPosted, long debitsPending, long creditsPending) {
    /** Of a new account. */
    public static final AccountCounters ZERO = new AccountCounters(0, 0, 0, 0);

    /** @throws IllegalArgumentException if one is negative, or more is spent and held than was loaded */
    public AccountCounters {
        if (debitsPosted < 0 || creditsPosted < 0 || debitsPending < 0 || creditsPending < 0) {
            throw new IllegalArgumentException("a counter cannot be negative");
        }
        if (creditsPosted - debitsPosted < debitsPending) {
            throw new IllegalArgumentException("more is spent and held than was loaded");
        }
    }

    /** What is on the card, held or not. */
    public long ledger() {
        return creditsPosted - debitsPosted;
    }

    /** What of it is held. */
    public long held() {
        return debitsPending;
    }

    /** What can be spent. */
    public long available() {
        return creditsPosted - debitsPosted - debitsPending;
    }

    /**
     * After something was spent.
     *
     * @throws ArithmeticException if the counter overflows
     */
    public AccountCounters debited(long amount) {
        return new AccountCounters(Math.addExact(debitsPosted, amount), creditsPosted, debitsPending, creditsPending);
    }

    /**
     * After something was loaded.
     *
     * @throws ArithmeticException if the counter overflows
     */
    public AccountCounters credited(long amount) {
        return new AccountCounters(debitsPosted, Math.addExact(creditsPosted, amount), debitsPending, creditsPending);
    }

    /**
     * After something was held.
     *
     * @throws ArithmeticException if the counter overflows
     */
    public AccountCounters held(long amount) {
        return new AccountCounters(debitsPosted, creditsPosted, Math.addExact(debitsPending, amount), creditsPending);
    }

    /** Undoes {@link #held(long)} for all of it or a part. */
    public AccountCounters released(long amount) {
        return new AccountCounters(
                debitsPosted, creditsPosted, Math.subtractExact(debitsPending, amount), creditsPending);
    }
}
