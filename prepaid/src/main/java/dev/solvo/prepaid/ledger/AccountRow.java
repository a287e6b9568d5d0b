package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.TenantId;

/**
 * One card's account as a ledger keeps it. Amounts are in minor units of the currency and never negative.
 *
 * @param tenant whose card it is
 * @param id the account
 * @param currency ISO 4217 alphabetic code
 * @param state what the card may do
 * @param product name of the rules that hold for it, 1 to 32 characters
 * @param counters its four counters
 * @param pin its PIN, or {@link PinRow#NONE}
 * @param expires when it expires, in milliseconds since 1970-01-01T00:00Z; {@link #NEVER} if it does not
 * @param opened when it was issued, in the same unit
 * @param successor the card that replaced it; its own id if none did
 * @param codeVersion version of the key that its id was derived under
 * @param codeHint last characters of the code as an operator may see them, at most 4
 * @param version counts changes: 0 for an account that is not stored yet, from 1 on for a stored one
 */
public record AccountRow(
        TenantId tenant,
        AccountId id,
        String currency,
        CardState state,
        String product,
        AccountCounters counters,
        PinRow pin,
        long expires,
        long opened,
        AccountId successor,
        int codeVersion,
        String codeHint,
        long version) {

    /** An {@link #expires} that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The same account with other counters. */
    public AccountRow with(AccountCounters changed) {
        return new AccountRow(
                tenant,
                id,
                currency,
                state,
                product,
                changed,
                pin,
                expires,
                opened,
                successor,
                codeVersion,
                codeHint,
                version);
    }

    /** The same account in another state. */
    public AccountRow with(CardState changed) {
        return new AccountRow(
                tenant,
                id,
                currency,
                changed,
                product,
                counters,
                pin,
                expires,
                opened,
                successor,
                codeVersion,
                codeHint,
                version);
    }

    /** The same account with another PIN or another count of tries. */
    public AccountRow with(PinRow changed) {
        return new AccountRow(
                tenant,
                id,
                currency,
                state,
                product,
                counters,
                changed,
                expires,
                opened,
                successor,
                codeVersion,
                codeHint,
                version);
    }

    /** The same account, replaced by another card. */
    public AccountRow replacedBy(AccountId card) {
        return new AccountRow(
                tenant,
                id,
                currency,
                CardState.REPLACED,
                product,
                counters,
                pin,
                expires,
                opened,
                card,
                codeVersion,
                codeHint,
                version);
    }

    /** The same account with another date of expiry. */
    public AccountRow expiring(long changed) {
        return new AccountRow(
                tenant,
                id,
                currency,
                state,
                product,
                counters,
                pin,
                changed,
                opened,
                successor,
                codeVersion,
                codeHint,
                version);
    }

    /** The same account as it is stored after {@code changes} changes. */
    public AccountRow atVersion(long changes) {
        return new AccountRow(
                tenant,
                id,
                currency,
                state,
                product,
                counters,
                pin,
                expires,
                opened,
                successor,
                codeVersion,
                codeHint,
                changes);
    }
}
