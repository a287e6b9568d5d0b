package dev.solvo.emv.contactless;

import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records that the card's certificate covers, in the order of the application file locator and as received. EMV 4.4 Book 3,
 * 10.3.
 */
public final class SignedRecords {
    private final List<Bytes> records = new ArrayList<>();
    private boolean proprietaryRecord;

    /** No records yet. */
    public SignedRecords() {}

    /**
     * Adds a record.
     *
     * @param record of files 1 to 10 the content of template 70, of files 11 to 30 the whole template
     */
    public void add(Bytes record) {
        records.add(record);
    }

    /** Notes that a record to be signed is no template 70, which makes authentication fail. */
    public void addProprietaryRecord() {
        proprietaryRecord = true;
    }

    /**
     * Input of the RSA certificate's hash: the records, then the value of tag 82 if the tag list names it.
     *
     * @param tagList Static Data Authentication Tag List, tag 9F4A, where the card has one
     * @param applicationInterchangeProfile the value of tag 82
     * @return the data, or nothing if they cannot be formed: the list names anything but 82, or a record is proprietary
     */
    public Optional<Bytes> staticData(Optional<Bytes> tagList, Bytes applicationInterchangeProfile) {
        if (proprietaryRecord) {
            return Optional.empty();
        }
        Bytes joined = Bytes.concat(records.toArray(new Bytes[0]));
        if (!tagList.isPresent()) {
            return Optional.of(joined);
        }
        return tagList.get().equals(EmvTag.APPLICATION_INTERCHANGE_PROFILE.toBytes())
                ? Optional.of(joined.plus(applicationInterchangeProfile))
                : Optional.empty();
    }
}
