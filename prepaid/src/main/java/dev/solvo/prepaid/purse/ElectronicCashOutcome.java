package dev.solvo.prepaid.purse;

/** How the reading of electronic cash ended. */
public sealed interface ElectronicCashOutcome permits ElectronicCash, NotDone {}
