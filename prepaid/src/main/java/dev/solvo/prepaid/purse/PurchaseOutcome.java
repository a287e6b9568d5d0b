package dev.solvo.prepaid.purse;

/**
 * How a purchase ended: {@link Paid}, {@link NotDone}, or one of the two that are neither. {@link UnknownTransaction} is
 * settled with the card in the field again; {@link Unproven} is between merchant and issuer.
 */
public sealed interface PurchaseOutcome permits Paid, Unproven, UnknownTransaction, NotDone {}
