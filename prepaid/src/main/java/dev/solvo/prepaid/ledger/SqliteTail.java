package dev.solvo.prepaid.ledger;

/**
 * Where the list of an account's operations ends, that each of them continues backwards.
 *
 * @param last the number of the last one; 0 if there is none
 * @param latest the latest time of any of them, which need not be the last one's: what was spent offline is booked later
 */
record SqliteTail(long last, long latest) {
    static final SqliteTail NONE = new SqliteTail(0, Long.MIN_VALUE);

    /** The end once an operation is in the list. */
    SqliteTail with(long number, long at) {
        return new SqliteTail(Math.max(last, number), Math.max(latest, at));
    }
}
