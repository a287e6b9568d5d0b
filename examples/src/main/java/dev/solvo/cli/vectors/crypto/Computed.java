package dev.solvo.cli.vectors.crypto;

import dev.solvo.tlv.Bytes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a calculation gave, by the names that entries state it under. */
final class Computed {
    /**
     * One value.
     *
     * @param text as an entry writes it: hexadecimal in capitals, decimal, or JSON without spaces
     * @param secret whether it is hidden unless asked for
     */
    record Value(String text, boolean secret) {}

    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Set<String> notes = new HashSet<>();
    private String refusal = "";

    private Computed() {}

    /** The library's refusal where it is a value and no exception. */
    static Computed refused(String reason) {
        Computed computed = new Computed();
        computed.refusal = reason;
        return computed;
    }

    static Computed nothing() {
        return new Computed();
    }

    static Computed of(String name, Bytes value) {
        return new Computed().and(name, value);
    }

    static Computed of(String name, String value) {
        return new Computed().and(name, value);
    }

    /** A key, a PIN, a PIN block in clear. */
    static Computed secret(String name, Bytes value) {
        return new Computed().andSecret(name, value);
    }

    /** A key, a PIN, a PIN block in clear. */
    static Computed secret(String name, String value) {
        return new Computed().andSecret(name, value);
    }

    Computed and(String name, Bytes value) {
        return and(name, value.toHex());
    }

    Computed and(String name, String value) {
        values.put(name, new Value(value, false));
        return this;
    }

    Computed andSecret(String name, Bytes value) {
        return andSecret(name, value.toHex());
    }

    Computed andSecret(String name, String value) {
        values.put(name, new Value(value, true));
        return this;
    }

    /** What an entry states under this name is a remark, nothing that is calculated. */
    Computed andNote(String name) {
        notes.add(name);
        return this;
    }

    /** Why the library refused; empty if it did not. */
    String refusal() {
        return refusal;
    }

    Optional<Value> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    boolean isNote(String name) {
        return notes.contains(name);
    }
}
