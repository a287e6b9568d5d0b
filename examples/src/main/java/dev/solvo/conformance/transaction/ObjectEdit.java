package dev.solvo.conformance.transaction;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvLimits;
import dev.solvo.tlv.TlvReader;
import dev.solvo.tlv.TlvWriter;
import java.util.Optional;

/** Changes one data object inside of others, lengths included. What is no data objects stays as it is. */
final class ObjectEdit {
    private ObjectEdit() {}

    /** With another value in place of each one that the tag has; where it has none, added at the end of the outermost template. */
    static Bytes set(Bytes data, Tag tag, Bytes value) {
        try {
            boolean[] found = new boolean[1];
            Bytes changed = copy(data, tag, Optional.of(value), found);
            return found[0] ? changed : added(data, tag, value);
        } catch (TlvException notObjects) {
            return data;
        }
    }

    /** Without the tag. */
    static Bytes strip(Bytes data, Tag tag) {
        try {
            return copy(data, tag, Optional.empty(), new boolean[1]);
        } catch (TlvException notObjects) {
            return data;
        }
    }

    // The reader bounds how deep templates lie in each other.
    private static Bytes copy(Bytes data, Tag tag, Optional<Bytes> value, boolean[] found) throws TlvException {
        TlvWriter writer = new TlvWriter();
        TlvReader reader = TlvReader.lenient(data, TlvLimits.DEFAULT);
        copy(reader, writer, tag, value, found);
        return writer.toBytes();
    }

    private static void copy(TlvReader reader, TlvWriter writer, Tag tag, Optional<Bytes> value, boolean[] found)
            throws TlvException {
        while (reader.next()) {
            Tag one = Tag.of(reader.tag());
            if (one.equals(tag)) {
                found[0] = true;
                value.ifPresent(bytes -> writer.put(tag, bytes));
            } else if (reader.isConstructed()) {
                writer.begin(one);
                reader.enter();
                copy(reader, writer, tag, value, found);
                reader.leave();
                writer.end();
            } else {
                writer.put(one, reader.value());
            }
        }
    }

    private static Bytes added(Bytes data, Tag tag, Bytes value) throws TlvException {
        TlvReader reader = TlvReader.lenient(data, TlvLimits.DEFAULT);
        if (!reader.next() || !reader.isConstructed()) {
            return data;
        }
        return new TlvWriter()
                .begin(Tag.of(reader.tag()))
                .raw(reader.value())
                .put(tag, value)
                .end()
                .toBytes();
    }
}
