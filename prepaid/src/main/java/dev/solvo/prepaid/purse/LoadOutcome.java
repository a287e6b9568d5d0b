package dev.solvo.prepaid.purse;

/**
 * How a load ended: {@link Loaded}, {@link NotLoaded} after the issuer was asked, {@link NotDone} before, or {@link
 * UnknownTransaction}, which is settled with the card in the field again.
 */
public sealed interface LoadOutcome permits Loaded, NotLoaded, UnknownTransaction, NotDone {}
