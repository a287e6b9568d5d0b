package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/**
 * What a terminal uploads for a purchase: the merchant's claim to the money, which the code proves.
 *
 * @param facts the purchase
 * @param tac transaction authentication code by the card, 4 bytes
 */
public record PurchaseRecord(PurchaseFacts facts, Bytes tac) {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if the code has not 4 bytes
     */
    public PurchaseRecord {
        CardNumber.requireLength(tac, 4, "a transaction authentication code");
    }

    /**
     * The form in which it is kept and uploaded.
     *
     * @return kind, version, fields, code and a checksum
     */
    public Bytes toBytes() {
        return new RecordWriter(RecordWriter.PURCHASE).purchase(facts).put(tac).toBytes();
    }

    /**
     * Reads a record. Whether its code is right is another question: {@link TransactionAuthenticationCodes}.
     *
     * @param bytes what {@link #toBytes} gave
     * @return the record
     * @throws PurseException if the bytes were cut or changed, or are of another kind or version
     */
    public static PurchaseRecord parse(Bytes bytes) throws PurseException {
        RecordReader reader = RecordReader.open(bytes);
        if (reader.kind() != RecordWriter.PURCHASE) {
            throw reader.otherKind();
        }
        PurchaseRecord record = new PurchaseRecord(reader.purchase(), reader.take(4));
        reader.end();
        return record;
    }
}
