package dev.solvo.prepaid.offline;

import dev.solvo.prepaid.OperationKey;

/** What a terminal without a network answers. */
public sealed interface SpendAnswer {
    /** The key that was asked with. */
    OperationKey key();

    /**
     * It is spent: the record is on the medium, and the customer can leave.
     *
     * @param record what will be uploaded
     * @param replayed whether it was there already
     */
    record Accepted(OfflineRecord record, boolean replayed) implements SpendAnswer {
        @Override
        public OperationKey key() {
            return record.key();
        }
    }

    /**
     * Nothing was spent. Asked again with the same key, it may be accepted: a refusal is not kept.
     *
     * @param key the key that was asked with
     * @param reason why
     */
    record Refused(OperationKey key, SpendRefusal reason) implements SpendAnswer {}

    /**
     * The key stands for something else that was spent.
     *
     * @param key the key that was asked with
     */
    record Conflict(OperationKey key) implements SpendAnswer {}
}
