package dev.solvo.conformance.transaction;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvLimits;
import dev.solvo.tlv.TlvReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Data objects in hexadecimal, of which some digits may be masked by asterisks. */
final class HexObjects {
    private HexObjects() {}

    /** The values by tag; empty if the text is no data objects. Of a tag that stands there twice, the first. */
    static Optional<Map<String, String>> read(String hex) {
        if (!hex.matches("([0-9A-Fa-f*]{2})+")) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        try {
            TlvReader reader = TlvReader.lenient(Bytes.fromHex(hex.replace('*', '0')), TlvLimits.DEFAULT);
            collect(reader, hex, values);
        } catch (TlvException notObjects) {
            return Optional.empty();
        }
        return Optional.of(values);
    }

    private static void collect(TlvReader reader, String hex, Map<String, String> values) throws TlvException {
        while (reader.next()) {
            int from = 2 * reader.valueOffset();
            values.putIfAbsent(Tag.of(reader.tag()).toString(), hex.substring(from, from + 2 * reader.length()));
            if (reader.isConstructed()) {
                reader.enter();
                collect(reader, hex, values);
                reader.leave();
            }
        }
    }
}
