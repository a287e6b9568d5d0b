package dev.solvo.prepaid.purse;

/** What became of a purchase whose end was not heard. */
public sealed interface RecoveredPurchase permits Paid, Unproven, NotDebited, DebitedWithoutCode, UnknownTransaction {}
