package dev.solvo.emv.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a rule looked at, by name, in the order in which an explanation shows it. */
final class Inputs {
    private Inputs() {}

    /** Names and values by turns. */
    static Map<String, String> of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value");
        }
        Map<String, String> inputs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            inputs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(inputs);
    }
}
