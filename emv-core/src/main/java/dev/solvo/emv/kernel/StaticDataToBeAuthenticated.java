package dev.solvo.emv.kernel;

import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.TlvWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records that the card's signatures cover, in the order of the application file locator and as received. EMV 4.4 Book
 * 3, 10.3.
 */
final class StaticDataToBeAuthenticated {
    private final List<Bytes> records = new ArrayList<>();
    private boolean proprietaryRecord;

    /** Adds a record of files 1 to 10 without, of files 11 to 30 with tag and length of its template. */
    void add(Bytes record) {
        records.add(record);
    }

    /** Notes that a record to be signed is no template 70, which makes authentication fail. EMV 4.4 Book 3, 10.3. */
    void addProprietaryRecord() {
        proprietaryRecord = true;
    }

    boolean hasProprietaryRecord() {
        return proprietaryRecord;
    }

    void clear() {
        records.clear();
        proprietaryRecord = false;
    }

    /**
     * Input of the RSA methods' hash: the records, then the application interchange profile's value if the tag list names
     * it.
     *
     * @return empty if the signed data cannot be formed: the tag list names anything but tag 82, or a record is
     *     proprietary
     */
    Optional<Bytes> forRsa(Optional<Bytes> tagList, Bytes applicationInterchangeProfile) {
        if (proprietaryRecord) {
            return Optional.empty();
        }
        if (!tagList.isPresent()) {
            return Optional.of(joinedWith(Bytes.EMPTY));
        }
        return tagList.get().equals(EmvTag.APPLICATION_INTERCHANGE_PROFILE.toBytes())
                ? Optional.of(joinedWith(applicationInterchangeProfile))
                : Optional.empty();
    }

    /**
     * Input of the ICC data hash of XDA: the records, then the objects 82, 9F06 and, where the card sent one, 9F38. EMV 4.4
     * Book 2, 12.4.
     */
    Optional<Bytes> forXda(Bytes applicationInterchangeProfile, Bytes applicationIdentifier, Optional<Bytes> pdol) {
        if (proprietaryRecord) {
            return Optional.empty();
        }
        TlvWriter writer = new TlvWriter();
        writer.put(EmvTag.APPLICATION_INTERCHANGE_PROFILE, applicationInterchangeProfile);
        writer.put(EmvTag.APPLICATION_IDENTIFIER_TERMINAL, applicationIdentifier);
        if (pdol.isPresent()) {
            writer.put(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST, pdol.get());
        }
        return Optional.of(joinedWith(writer.toBytes()));
    }

    private Bytes joinedWith(Bytes last) {
        Bytes[] all = records.toArray(new Bytes[records.size() + 1]);
        all[records.size()] = last;
        return Bytes.concat(all);
    }
}
