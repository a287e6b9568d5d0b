package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/** The card's answer to INITIALIZE FOR PURCHASE. */
record InitializedPurchase(
        long oldBalanceMinor, int offlineSequence, long overdraftMinor, int keyVersion, int algorithm, Bytes random) {
    static InitializedPurchase parse(Bytes data) throws PurseException {
        if (data.length() != 15) {
            throw new PurseException(
                    PurseException.Reason.LENGTH, "INITIALIZE FOR PURCHASE gives 15 bytes, not " + data.length());
        }
        return new InitializedPurchase(
                data.slice(0, 4).toUnsignedLong(),
                (int) data.slice(4, 6).toUnsignedLong(),
                data.slice(6, 9).toUnsignedLong(),
                data.unsigned(9),
                data.unsigned(10),
                data.slice(11));
    }
}
