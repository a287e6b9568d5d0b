package dev.solvo.prepaid.ledger;

final class LedgerDatabase {}
