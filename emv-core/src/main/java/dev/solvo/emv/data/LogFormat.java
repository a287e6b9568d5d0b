package dev.solvo.emv.data;

import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Log Format, tag 9F4F: which elements a record of the transaction log holds, and how long each is. EMV 4.4 Book 3, Annex
 * D. Immutable.
 *
 * <p>A record of the log is no TLV: it has the values one after the other.
 */
public final class LogFormat {
    private final Dol list;

    private LogFormat(Dol list) {
        this.list = list;
    }

    /**
     * Reads the value field: {@code 9A03 9F0206} is a date and an amount.
     *
     * @param bytes tags, each followed by one length byte
     * @return the format
     * @throws EmvDataException if the bytes are not such a list, or records of no bytes would follow from it
     */
    public static LogFormat parse(Bytes bytes) throws EmvDataException {
        Dol list;
        try {
            list = Dol.parse(bytes);
        } catch (TlvException broken) {
            throw new EmvDataException(Reason.DATA_OBJECT_LIST, EmvTag.LOG_FORMAT, String.valueOf(broken.getMessage()));
        }
        if (list.totalLength() == 0) {
            throw new EmvDataException(Reason.DATA_OBJECT_LIST, EmvTag.LOG_FORMAT, "records without a byte");
        }
        return new LogFormat(list);
    }

    /**
     * The elements of a record, in order.
     *
     * @return tags and lengths
     */
    public List<Dol.Entry> entries() {
        return list.entries();
    }

    /**
     * How long each record is.
     *
     * @return number of bytes, 1 or more
     */
    public int recordLengthBytes() {
        return list.totalLength();
    }

    /**
     * Cuts a record into its elements. Of an element that the format names twice, the first value counts.
     *
     * @param record a record of the log
     * @return its elements; those of length 0 are absent
     * @throws EmvDataException if the record has another length
     */
    public ChipData split(Bytes record) throws EmvDataException {
        List<Bytes> values;
        try {
            values = list.split(record);
        } catch (TlvException otherLength) {
            throw EmvDataException.length(EmvTag.LOG_FORMAT, record.length(), Integer.toString(list.totalLength()));
        }
        Map<Tag, Bytes> elements = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty()) {
                elements.putIfAbsent(list.entries().get(i).tag(), values.get(i));
            }
        }
        return ChipData.of(elements);
    }

    /**
     * The value field as it was received.
     *
     * @return tags and lengths
     */
    public Bytes toBytes() {
        return list.toBytes();
    }

    /** Two formats are equal if their bytes are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LogFormat that && list.equals(that.list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    /** Tags and lengths. */
    @Override
    public String toString() {
        return list.toString();
    }
}
