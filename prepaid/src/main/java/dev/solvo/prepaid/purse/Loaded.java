package dev.solvo.prepaid.purse;

/**
 * The card has the money.
 *
 * @param record the load with its code
 * @param notice whether the issuer has heard of it and believes it; {@link HostNotice#NOT_DELIVERED} leaves the report to
 *     be told again
 */
public record Loaded(LoadRecord record, HostNotice notice) implements LoadOutcome, RecoveredLoad {}
