package dev.solvo.cli.crypto;

import dev.solvo.tlv.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a calculation gave, in the order of telling; the first value is the one that was asked for. */
final class Answer {
    /**
     * One value.
     *
     * @param text hexadecimal in capitals, decimal digits, or a word
     * @param secret whether it is hidden unless asked for
     */
    record Value(String text, boolean secret) {}

    private final Map<String, Value> values = new LinkedHashMap<>();

    private Answer() {}

    /** For values whose names depend on the inputs; at least one is added. */
    static Answer empty() {
        return new Answer();
    }

    static Answer of(String name, Bytes value) {
        return new Answer().and(name, value.toHex());
    }

    static Answer of(String name, String value) {
        return new Answer().and(name, value);
    }

    static Answer secret(String name, Bytes value) {
        return new Answer().andSecret(name, value.toHex());
    }

    static Answer secret(String name, String value) {
        return new Answer().andSecret(name, value);
    }

    Answer and(String name, String value) {
        values.put(name, new Value(value, false));
        return this;
    }

    Answer andSecret(String name, String value) {
        values.put(name, new Value(value, true));
        return this;
    }

    Map<String, Value> values() {
        return values;
    }

    Value first() {
        return values.values().iterator().next();
    }
}
