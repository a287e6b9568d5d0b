package dev.solvo.prepaid.account;

import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.CardState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A card as an operator sees it.
 *
 * @param account its account's id
 * @param codeHint the last characters of its code
 * @param codeVersion the version of the key that its code is hidden under
 * @param product its product
 * @param state what it may do; a card past its date is ACTIVE until it is expired in the books
 * @param opened when it was issued
 * @param expires when it expires; empty if never, or not yet activated
 * @param balance what is on it now; holds whose time is over are not held any more
 * @param openHolds what is held, the oldest first, without those whose time is over
 * @param successor the card that replaced it
 * @param hasPin whether it has a PIN
 * @param pinTriesLeft how many wrong PINs are left; 0 if it has no PIN
 */
public record CardRecord(
        AccountId account,
        String codeHint,
        int codeVersion,
        String product,
        CardState state,
        Instant opened,
        Optional<Instant> expires,
        CardBalance balance,
        List<OpenHold> openHolds,
        Optional<AccountId> successor,
        boolean hasPin,
        int pinTriesLeft) {
    /** Copies the list. */
    public CardRecord {
        openHolds = List.copyOf(openHolds);
    }
}
