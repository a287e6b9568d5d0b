package dev.solvo.prepaid.ledger;

import dev.solvo.tlv.Bytes;

/**
 * A card's PIN as it is stored: never the PIN, always its keyed hash.
 *
 * @param hash keyed hash of the PIN and the salt, 32 bytes; empty if the card has no PIN
 * @param salt random bytes of this card, 16 bytes; empty if the card has no PIN
 * @param keyVersion version of the key of the hash
 * @param triesLeft how many wrong PINs are left; 0 blocks the card
 */
public record PinRow(Bytes hash, Bytes salt, int keyVersion, int triesLeft) {
    /** Of a card without a PIN. */
    public static final PinRow NONE = new PinRow(Bytes.EMPTY, Bytes.EMPTY, 0, 0);

    /** Whether the card has a PIN. */
    public boolean isSet() {
        return !hash.isEmpty();
    }
}
