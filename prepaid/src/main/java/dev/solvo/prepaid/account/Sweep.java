package dev.solvo.prepaid.account;

/**
 * What a sweep came to.
 *
 * @param done how many were dealt with
 * @param left how many of those that were looked at could not be dealt with now; the next sweep tries again
 * @param mayHaveMore whether there may be more: sweep again
 */
public record Sweep(int done, int left, boolean mayHaveMore) {}
