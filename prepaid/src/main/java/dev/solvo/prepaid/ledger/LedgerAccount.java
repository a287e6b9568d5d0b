package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.TerminalId;

/**
 * An account that amounts are posted to: a card's, or one of the system's. System accounts have no row that an operation
 * updates; their balances are sums over the journal.
 *
 * @param name {@code card:} and the account's id, or a system account's name; at most 48 characters
 */
public record LedgerAccount(String name) {
    private static final String CARD = "card:";
    private static final String SETTLEMENT = "settlement:";

    /** Where loaded money comes from: the issuer's till or bank. */
    public static final LedgerAccount FUNDING = new LedgerAccount("funding");

    /** What expired cards left. */
    public static final LedgerAccount BREAKAGE = new LedgerAccount("breakage");

    /** Fees taken from cards. */
    public static final LedgerAccount FEES = new LedgerAccount("fees");

    /** What was spent offline beyond a card's balance. */
    public static final LedgerAccount SUSPENSE = new LedgerAccount("suspense");

    /** Between two cards. */
    public static final LedgerAccount TRANSIT = new LedgerAccount("transit");

    /** Corrections. */
    public static final LedgerAccount ADJUSTMENT = new LedgerAccount("adjustment");

    /** A card's. */
    public static LedgerAccount card(AccountId id) {
        return new LedgerAccount(CARD + id);
    }

    /** What the merchant of a terminal is owed. */
    public static LedgerAccount settlement(TerminalId terminal) {
        return new LedgerAccount(SETTLEMENT + terminal);
    }

    /** Whether it is a card's. */
    public boolean isCard() {
        return name.startsWith(CARD);
    }

    @Override
    public String toString() {
        return name;
    }
}
