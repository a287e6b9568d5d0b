package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/**
 * What the security module is asked: to prove the terminal to this card for this purchase.
 *
 * @param serial the card
 * @param random the card's challenge, 4 bytes
 * @param offlineSequence the card's number of the transaction
 * @param amountMinor how much, in minor units
 * @param type type of purchase
 * @param time date and time
 * @param keyVersion version of the key, as the card said
 * @param algorithm algorithm of the key, as the card said
 */
public record PsamRequest(
        ApplicationSerial serial,
        Bytes random,
        int offlineSequence,
        long amountMinor,
        PurseTransactionType type,
        TransactionTime time,
        int keyVersion,
        int algorithm) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public PsamRequest {
        CardNumber.requireLength(random, 4, "a challenge");
        CardNumber.requireSequence(offlineSequence);
        CardNumber.requireAmount(amountMinor);
        CardNumber.requireByte(keyVersion, "a key version");
        CardNumber.requireByte(algorithm, "an algorithm");
        if (!type.isPurchase()) {
            throw new IllegalArgumentException(type + " is no purchase");
        }
    }
}
