package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/**
 * A load that the card has taken, with the code that proves it to the issuer.
 *
 * @param facts the load
 * @param time the issuer's date and time
 * @param tac transaction authentication code by the card, 4 bytes
 */
public record LoadRecord(LoadFacts facts, TransactionTime time, Bytes tac) {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if the code has not 4 bytes
     */
    public LoadRecord {
        CardNumber.requireLength(tac, 4, "a transaction authentication code");
    }

    /**
     * The form in which it is kept and uploaded.
     *
     * @return kind, version, fields, code and a checksum
     */
    public Bytes toBytes() {
        return new RecordWriter(RecordWriter.LOAD)
                .load(facts)
                .put(time.toBytes())
                .put(tac)
                .toBytes();
    }

    /**
     * Reads a record. Whether its code is right is another question: {@link TransactionAuthenticationCodes}.
     *
     * @param bytes what {@link #toBytes} gave
     * @return the record
     * @throws PurseException if the bytes were cut or changed, or are of another kind or version
     */
    public static LoadRecord parse(Bytes bytes) throws PurseException {
        RecordReader reader = RecordReader.open(bytes);
        if (reader.kind() != RecordWriter.LOAD) {
            throw reader.otherKind();
        }
        LoadRecord record = new LoadRecord(reader.load(), reader.time(), reader.take(4));
        reader.end();
        return record;
    }
}
