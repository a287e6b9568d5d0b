package dev.solvo.benchmarks.prepaid;

/**
 * What a store says about all debits.
 *
 * @param operations how many
 * @param spent the sum of what the accounts say was spent
 * @param settled the sum of what was posted to the terminals' merchants
 * @param imbalance the sum over all lines of the journal, which is 0
 */
record BookTotals(long operations, long spent, long settled, long imbalance) {
    static final String SQLITE = "SELECT (SELECT COUNT(*) FROM operation WHERE kind = 'DEBIT'),"
            + " (SELECT SUM(debits_posted) FROM account),"
            + " (SELECT COALESCE(SUM(g.amount), 0) FROM posting g CROSS JOIN party p ON p.nr = g.party"
            + " WHERE CAST(p.name AS TEXT) LIKE 'settlement:%'),"
            + " (SELECT SUM(amount) FROM posting)";

    static final String POSTGRES = "SELECT (SELECT COUNT(*) FROM solvo_operation WHERE op_kind = 'DEBIT'),"
            + " (SELECT SUM(debits_posted) FROM solvo_account),"
            + " (SELECT COALESCE(SUM(amount), 0) FROM solvo_posting WHERE ledger_account LIKE 'settlement:%'),"
            + " (SELECT SUM(amount) FROM solvo_posting)";

    /** @throws IllegalStateException if the store does not hold exactly the debits of one minor unit that were answered */
    void check(String side, long answered) {
        if (operations != answered || spent != answered || settled != answered || imbalance != 0) {
            throw new IllegalStateException(
                    side + ": " + answered + " debits were answered, but the store has " + this);
        }
    }
}
