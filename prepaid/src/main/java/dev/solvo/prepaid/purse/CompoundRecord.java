package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/**
 * A record that a compound purchase writes together with the debit: entry station, exit station.
 *
 * @param tag which record, 1 to 255
 * @param data its new content, 1 to 128 bytes
 */
public record CompoundRecord(int tag, Bytes data) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public CompoundRecord {
        if (tag < 1 || tag > 0xFF) {
            throw new IllegalArgumentException("a record's tag is 1 to 255");
        }
        if (data.isEmpty() || data.length() > 128) {
            throw new IllegalArgumentException("a record has 1 to 128 bytes, not " + data.length());
        }
    }
}
