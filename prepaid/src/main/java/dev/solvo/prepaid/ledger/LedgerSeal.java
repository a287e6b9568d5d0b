package dev.solvo.prepaid.ledger;

import dev.solvo.tlv.Bytes;

/**
 * Up to where the journal is sealed.
 *
 * @param entries how many entries are in the chain
 * @param lastNumber the number of the last of them; 0 if there is none
 * @param hash SHA-256 of the last link, 32 bytes of zero if there is none. Kept elsewhere, it proves later that nothing up to
 *     there was changed
 */
public record LedgerSeal(long entries, long lastNumber, Bytes hash) {
    /** Of an empty journal. */
    public static final LedgerSeal EMPTY = new LedgerSeal(0, 0, Bytes.repeat(0, 32));
}
