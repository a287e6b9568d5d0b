package dev.solvo.prepaid.account;

/** How an operator names a card: by its code, or by its account's id as a statement or a report shows it. */
public sealed interface CardReference permits CardCode, AccountReference {}
