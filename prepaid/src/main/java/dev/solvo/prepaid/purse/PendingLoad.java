package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;
import java.util.Optional;

/**
 * A load about which the issuer was asked, or was about to be.
 *
 * @param facts the load
 * @param time the issuer's date and time; without it the issuer's answer was not heard, and the card was not told to take
 *     the money
 */
public record PendingLoad(LoadFacts facts, Optional<TransactionTime> time) implements PendingTransaction {
    @Override
    public ApplicationSerial serial() {
        return facts.serial();
    }

    @Override
    public Bytes toBytes() {
        return new RecordWriter(RecordWriter.PENDING_LOAD)
                .load(facts)
                .optionalTime(time)
                .toBytes();
    }
}
