package dev.solvo.prepaid.ledger;

/**
 * The answer that was given and will be given again, column by column: a replay is built from it and so is the same byte for
 * byte. Amounts are in minor units.
 *
 * @param done whether it was done; else refused
 * @param reason why it was refused, as a stable upper-case name; empty if done
 * @param approved what was approved; may be less than what was asked for
 * @param ledger what was on the card afterwards, held or not
 * @param held what of it was held
 * @param state the card's state afterwards
 * @param detail more that belongs to the answer, in a form that the operation knows, at most 1,000 characters; may be empty
 */
public record AnswerRow(
        boolean done, String reason, long approved, long ledger, long held, CardState state, String detail) {
    /** The longest detail. */
    public static final int DETAIL_LENGTH = 1000;

    /** What could be spent afterwards. */
    public long available() {
        return ledger - held;
    }
}
