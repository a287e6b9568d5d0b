package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/** The card's answer to INITIALIZE FOR LOAD. */
record InitializedLoad(
        long oldBalanceMinor, int onlineSequence, int keyVersion, int algorithm, Bytes random, Bytes mac1) {
    static InitializedLoad parse(Bytes data) throws PurseException {
        if (data.length() != 16) {
            throw new PurseException(
                    PurseException.Reason.LENGTH, "INITIALIZE FOR LOAD gives 16 bytes, not " + data.length());
        }
        return new InitializedLoad(
                data.slice(0, 4).toUnsignedLong(),
                (int) data.slice(4, 6).toUnsignedLong(),
                data.unsigned(6),
                data.unsigned(7),
                data.slice(8, 12),
                data.slice(12));
    }
}
