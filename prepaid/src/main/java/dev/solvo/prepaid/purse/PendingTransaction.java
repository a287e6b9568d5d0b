package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/**
 * A transaction that a card may have done without being heard: what is needed to settle it when the card comes back, in
 * this process or another one.
 */
public sealed interface PendingTransaction permits PendingPurchase, PendingLoad {
    /**
     * The card to wait for.
     *
     * @return its serial number
     */
    ApplicationSerial serial();

    /**
     * The form in which it is kept; {@link #parse} reads it.
     *
     * @return kind, version, fields and a checksum; holds the card's serial number, no key and no code
     */
    Bytes toBytes();

    /**
     * Reads a pending transaction.
     *
     * @param bytes what {@link #toBytes} gave
     * @return the transaction
     * @throws PurseException if the bytes were cut or changed, or are of another kind or version
     */
    static PendingTransaction parse(Bytes bytes) throws PurseException {
        RecordReader reader = RecordReader.open(bytes);
        return switch (reader.kind()) {
            case RecordWriter.PENDING_PURCHASE -> {
                PendingPurchase purchase = new PendingPurchase(reader.purchase());
                reader.end();
                yield purchase;
            }
            case RecordWriter.PENDING_LOAD -> {
                PendingLoad load = new PendingLoad(reader.load(), reader.optionalTime());
                reader.end();
                yield load;
            }
            default -> throw reader.otherKind();
        };
    }
}
