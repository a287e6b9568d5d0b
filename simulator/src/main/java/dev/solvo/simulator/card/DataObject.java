package dev.solvo.simulator.card;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short ways to make and to read data objects. EMV 4.4 Book 3, 5.4 and Annex B. */
final class DataObject {
    private DataObject() {}

    static Bytes of(int tag, Bytes... values) {
        return of(Tag.of(tag), Bytes.concat(values));
    }

    static Bytes of(Tag tag, Bytes value) {
        return new TlvWriter().put(tag, value).toBytes();
    }

    /** Values made by a list, by their tags; of a tag listed twice the first value counts. */
    static Map<Tag, Bytes> values(Dol list, Bytes data) {
        List<Bytes> parts;
        try {
            parts = list.split(data);
        } catch (TlvException e) {
            throw new IllegalStateException("the length of the data was checked before", e);
        }
        Map<Tag, Bytes> values = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            values.putIfAbsent(list.entries().get(i).tag(), parts.get(i));
        }
        return values;
    }
}
