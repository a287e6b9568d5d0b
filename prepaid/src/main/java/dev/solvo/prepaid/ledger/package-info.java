/**
 * The books: double entry behind one port, {@link dev.solvo.prepaid.ledger.Ledger}. What an operation means is decided by
 * {@code dev.solvo.prepaid.account}; a ledger makes each decision durable once, whole, and under one key.
 */
package dev.solvo.prepaid.ledger;
