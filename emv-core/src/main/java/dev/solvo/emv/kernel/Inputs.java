package dev.solvo.emv.kernel;

import dev.solvo.emv.data.BitElement;
import dev.solvo.tlv.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a rule looked at, by name, in the order in which an explanation shows it. */
final class Inputs {
    private Inputs() {}

    /** Names and values by turns; bytes, and elements that are bits, are shown as hexadecimal digits. */
    static Map<String, String> of(Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value");
        }
        Map<String, String> inputs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            inputs.put(namesAndValues[i].toString(), shown(namesAndValues[i + 1]));
        }
        return Collections.unmodifiableMap(inputs);
    }

    private static String shown(Object value) {
        if (value instanceof Bytes bytes) {
            return bytes.toHex();
        }
        return value instanceof BitElement<?, ?> bits ? bits.toBytes().toHex() : value.toString();
    }
}
