package dev.solvo.prepaid.ledger;

import dev.solvo.tlv.Bytes;

/**
 * A request to decide an operation once.
 *
 * @param id under which key of which account
 * @param fingerprint SHA-256 of all that was asked for, 32 bytes: the same key with another one is a conflict
 */
public record LedgerCommand(OperationId id, Bytes fingerprint) {}
