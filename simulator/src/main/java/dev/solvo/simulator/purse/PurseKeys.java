package dev.solvo.simulator.purse;

import dev.solvo.tlv.Bytes;

/**
 * A set of triple DES keys of 16 bytes each: an issuer's, from which each card's are derived, or one card's own.
 *
 * <p>For tests and labs: the keys lie open in memory and are never wiped. They are not printed.
 *
 * @param purchase for purchases: shared with the merchants' security modules
 * @param load for loads: between card and issuer
 * @param transaction for transaction authentication codes
 * @param maintenance for blocking and unblocking
 * @param unblock for unblocking the PIN
 * @param reload for setting a new PIN
 */
public record PurseKeys(Bytes purchase, Bytes load, Bytes transaction, Bytes maintenance, Bytes unblock, Bytes reload) {
    static final int LENGTH_BYTES = 16;

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if a key has not 16 bytes
     */
    public PurseKeys {
        for (Bytes key : new Bytes[] {purchase, load, transaction, maintenance, unblock, reload}) {
            if (key.length() != LENGTH_BYTES) {
                throw new IllegalArgumentException("a purse key has 16 bytes, not " + key.length());
            }
        }
    }

    /**
     * The master keys of the issuer of the simulated cards. <strong>They are published in this library</strong>: whoever
     * has it can load and debit cards that were made with them.
     *
     * @return the keys
     */
    public static PurseKeys published() {
        return new PurseKeys(
                Bytes.fromHex("50555253452D544553542D4F4E4C5931"),
                Bytes.fromHex("4C4F41442D544553542D4F4E4C592D32"),
                Bytes.fromHex("5441432D544553542D4F4E4C592D3333"),
                Bytes.fromHex("4D41494E542D544553542D4F4E4C5934"),
                Bytes.fromHex("554E424C4F434B2D544553542D4F4E35"),
                Bytes.fromHex("52454C4F41442D544553542D4F4E4C36"));
    }

    /**
     * The keys of one card under these master keys.
     *
     * @param diversifier last 8 bytes of the card's application serial number; a further level is derived by a further
     *     call
     * @return the derived keys
     * @throws IllegalArgumentException if there are not 8 bytes
     */
    public PurseKeys diversifiedBy(Bytes diversifier) {
        return new PurseKeys(
                PurseCryptography.diversified(purchase, diversifier),
                PurseCryptography.diversified(load, diversifier),
                PurseCryptography.diversified(transaction, diversifier),
                PurseCryptography.diversified(maintenance, diversifier),
                PurseCryptography.diversified(unblock, diversifier),
                PurseCryptography.diversified(reload, diversifier));
    }
}
