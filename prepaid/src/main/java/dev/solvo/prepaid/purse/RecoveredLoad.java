package dev.solvo.prepaid.purse;

/** What became of a load whose end was not heard. */
public sealed interface RecoveredLoad permits Loaded, NotLoaded, UnknownTransaction {}
