/**
 * Prepaid cards: issue, load, look up, spend. This package has the names that all its parts use; the API is
 * {@code dev.solvo.prepaid.account}, the books are {@code dev.solvo.prepaid.ledger}.
 */
package dev.solvo.prepaid;
