package dev.solvo.conformance.file;

import dev.solvo.conformance.CaseException;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * An object of a case file while it is read: each key is taken once, and {@link #close()} reports those that nobody took. What
 * is wrong is noted with its place, and reading goes on, so that one look shows all mistakes of a file.
 */
public final class CaseObject {
    private final String path;
    private final CaseNode node;
    private final CaseSource source;
    private final List<CaseFault> faults;
    private final Set<String> known = new LinkedHashSet<>();

    /** A whole case. */
    CaseObject(CaseNode node, CaseSource source, List<CaseFault> faults) {
        this("", node, source, faults);
    }

    private CaseObject(String path, CaseNode node, CaseSource source, List<CaseFault> faults) {
        this.path = path;
        this.node = node;
        this.source = source;
        this.faults = faults;
    }

    /**
     * The object as it was read.
     *
     * @return with its places
     */
    public CaseNode node() {
        return node;
    }

    /**
     * A file that lies beside the case.
     *
     * @param name as the case names it
     * @return its text; empty if there is none
     */
    public Optional<String> fileBeside(String name) {
        return source.beside(name);
    }

    /**
     * Whether a key is there.
     *
     * @param key its name; counts as known from now on
     * @return whether it is there and not null
     */
    public boolean has(String key) {
        return value(key).isPresent();
    }

    /**
     * A value of any kind.
     *
     * @param key its name
     * @return the value; empty if it is not there or null
     */
    public Optional<CaseNode> value(String key) {
        known.add(key);
        CaseNode.Entry entry = node.keys().get(key);
        return entry == null || entry.value().kind() == CaseNode.Kind.NULL
                ? Optional.empty()
                : Optional.of(entry.value());
    }

    /**
     * A text; numbers and truth values are taken as they were written.
     *
     * @param key its name
     * @return the text; empty if it is not there or is no text
     */
    public Optional<String> text(String key) {
        Optional<CaseNode> value = value(key);
        if (value.isPresent() && !value.get().isScalar()) {
            fault(value.get(), key, "expected a text, not " + value.get().kind().words());
            return Optional.empty();
        }
        return value.map(CaseNode::text);
    }

    /**
     * A text that must be there.
     *
     * @param key its name
     * @return the text; a stand-in if it is not there
     */
    public String requiredText(String key) {
        Optional<String> text = text(key);
        if (text.isEmpty() && !has(key)) {
            fault("expected the key " + named(key));
        }
        return text.orElse("");
    }

    /**
     * One of some words.
     *
     * @param key its name
     * @param words what it may be
     * @return the word; empty if it is not there or is none of them
     */
    public Optional<String> word(String key, Set<String> words) {
        Optional<String> text = text(key);
        if (text.isPresent() && !words.contains(text.get())) {
            fault(value(key).orElse(node), key, "expected " + alternatives(words) + ", not " + text.get());
            return Optional.empty();
        }
        return text;
    }

    /**
     * A whole number.
     *
     * @param key its name
     * @param least smallest that is taken
     * @param most largest that is taken
     * @return the number; empty if it is not there or is none of them
     */
    public OptionalInt number(String key, int least, int most) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (text.get().matches("-?[0-9]{1,9}")) {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        }
        fault(value(key).orElse(node), key, "expected a number from " + least + " to " + most);
        return OptionalInt.empty();
    }

    /**
     * true or false.
     *
     * @param key its name
     * @param absent what it is when it is not there
     * @return the value
     */
    public boolean flag(String key, boolean absent) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return absent;
        }
        if (text.get().equals("true") || text.get().equals("false")) {
            return text.get().equals("true");
        }
        fault(value(key).orElse(node), key, "expected true or false");
        return absent;
    }

    /**
     * Bytes in hexadecimal.
     *
     * @param key its name
     * @return the bytes; empty if they are not there or cannot be read
     */
    public Optional<Bytes> hex(String key) {
        Optional<String> text = text(key);
        if (text.isPresent()) {
            try {
                return Optional.of(Bytes.fromHex(text.get()));
            } catch (IllegalArgumentException notHex) {
                fault(value(key).orElse(node), key, "expected bytes in hexadecimal");
            }
        }
        return Optional.empty();
    }

    /**
     * An object below.
     *
     * @param key its name
     * @return the object, to be closed by the caller; empty if it is not there or is none
     */
    public Optional<CaseObject> object(String key) {
        Optional<CaseNode> value = value(key);
        return value.isPresent() ? object(value.get(), key) : Optional.empty();
    }

    /**
     * A value that is an object, such as an item of a list.
     *
     * @param value the value
     * @param name how it is called in messages
     * @return the object, to be closed by the caller; empty if it is none
     */
    public Optional<CaseObject> object(CaseNode value, String name) {
        if (value.kind() != CaseNode.Kind.OBJECT) {
            fault(value, name, "expected an object, not " + value.kind().words());
            return Optional.empty();
        }
        return Optional.of(new CaseObject(named(name), value, source, faults));
    }

    /**
     * The items of a list; a single value stands for a list of one.
     *
     * @param key its name
     * @return the items; none if it is not there
     */
    public List<CaseNode> items(String key) {
        Optional<CaseNode> value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        return value.get().kind() == CaseNode.Kind.LIST ? value.get().items() : List.of(value.get());
    }

    /**
     * A list of texts; a single one stands for a list of one.
     *
     * @param key its name
     * @return the texts
     */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (CaseNode item : items(key)) {
            if (item.isScalar()) {
                texts.add(item.text());
            } else {
                fault(item, key, "expected a text, not " + item.kind().words());
            }
        }
        return texts;
    }

    /** Reports the keys that nobody has taken. */
    public void close() {
        node.keys().forEach((key, entry) -> {
            if (!known.contains(key)) {
                fault(
                        entry.line(),
                        entry.column(),
                        "unknown key " + named(key) + Suggestion.among(key, new TreeSet<>(known)));
            }
        });
    }

    /**
     * Notes a mistake at the object itself.
     *
     * @param message what is wrong and what was expected
     */
    public void fault(String message) {
        fault(node.line(), node.column(), message);
    }

    /**
     * Notes a mistake.
     *
     * @param place the value that is wrong
     * @param key its name
     * @param message what is wrong and what was expected
     */
    public void fault(CaseNode place, String key, String message) {
        fault(place.line(), place.column(), named(key) + ": " + message);
    }

    /**
     * Does something that finds mistakes in a value.
     *
     * @param key the value's name
     * @param reading what is done
     * @param <T> what comes of it
     * @return what came of it; empty after a mistake, which is noted
     */
    public <T> Optional<T> read(String key, Reading<T> reading) {
        Optional<CaseNode> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.read(value.get()));
        } catch (CaseException wrong) {
            fault(value.get(), key, String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * What may find a mistake.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Reading<T> {
        /**
         * Reads a value.
         *
         * @param value the value
         * @return what it says
         * @throws CaseException if it is wrong
         */
        T read(CaseNode value) throws CaseException;
    }

    private String named(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void fault(int line, int column, String message) {
        faults.add(new CaseFault(source.name(), line, column, message));
    }

    private static String alternatives(Set<String> words) {
        List<String> list = new ArrayList<>(new TreeSet<>(words));
        if (list.size() == 1) {
            return list.get(0);
        }
        return String.join(", ", list.subList(0, list.size() - 1)) + " or " + list.get(list.size() - 1);
    }
}
