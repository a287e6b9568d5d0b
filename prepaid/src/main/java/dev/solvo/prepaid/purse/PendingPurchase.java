package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/**
 * A purchase whose debit was sent, or was about to be.
 *
 * @param facts the purchase
 */
public record PendingPurchase(PurchaseFacts facts) implements PendingTransaction {
    @Override
    public ApplicationSerial serial() {
        return facts.serial();
    }

    @Override
    public Bytes toBytes() {
        return new RecordWriter(RecordWriter.PENDING_PURCHASE).purchase(facts).toBytes();
    }
}
