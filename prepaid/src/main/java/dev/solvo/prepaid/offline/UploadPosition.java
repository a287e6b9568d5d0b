package dev.solvo.prepaid.offline;

import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * How far an issuer is with a terminal's records.
 *
 * @param bookedUpTo all records up to this one are in the books or declared lost; 0 for none
 * @param seal the seal of that record; empty if it is not known
 * @param parked records that wait for missing ones, each one as the terminal signed it, in their order
 * @param lost what was declared lost
 */
public record UploadPosition(long bookedUpTo, Optional<Bytes> seal, List<Bytes> parked, List<LostRecords> lost) {
    /** Copies the lists. */
    public UploadPosition {
        if (bookedUpTo < 0) {
            throw new IllegalArgumentException("a record's number is not negative");
        }
        parked = List.copyOf(parked);
        lost = List.copyOf(lost);
    }
}
