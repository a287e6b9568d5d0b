package dev.solvo.emv.data;

import dev.solvo.emv.data.DataElement.Lengths;
import dev.solvo.emv.data.DataElement.Source;
import dev.solvo.tlv.Tag;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names, formats, lengths and owners of data elements, by tag and scope. Immutable; may be shared by any number of
 * threads.
 *
 * <p>The content is a resource of the module, {@code tags.txt}. Loading finds the tags' lines and takes a millisecond or two; what
 * a line says is read when it is first asked for, as a transaction meets a few dozens of the hundreds of tags. Load once and
 * hand it on.
 */
public final class TagDictionary {
    private static final int FIELDS = 9;

    private final TagMap<Meanings> elements;

    private final TagScope scope;

    private TagDictionary(TagMap<Meanings> elements, TagScope scope) {
        this.elements = elements;
        this.scope = scope;
    }

    /**
     * The same dictionary seen from a scope: where {@link #find(Tag)} and {@link #format} have no scope given, the scope's
     * meaning of a tag comes before EMV's own.
     *
     * @param scope where tags are met
     * @return the dictionary; it shares its content with this one
     */
    public TagDictionary within(TagScope scope) {
        return new TagDictionary(elements, scope);
    }

    /**
     * Whose meaning of a tag comes first.
     *
     * @return {@link TagScope#EMV} unless {@link #within} chose another
     */
    public TagScope scope() {
        return scope;
    }

    /**
     * Loads the dictionary that comes with the module.
     *
     * @return a fresh dictionary
     */
    public static TagDictionary load() {
        try (InputStream file = TagDictionary.class.getResourceAsStream("tags.txt")) {
            if (file == null) {
                throw new IllegalStateException("the resource tags.txt is missing from the module");
            }
            return read(new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static TagDictionary read(BufferedReader lines) throws IOException {
        TagMap<Meanings> elements = new TagMap<>(400);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isEmpty() && line.charAt(0) != '#') {
                Tag tag = tag(line.substring(0, line.indexOf('|')));
                Meanings meanings = elements.get(tag);
                if (meanings == null) {
                    meanings = new Meanings();
                    elements.put(tag, meanings);
                }
                meanings.lines.add(line);
            }
        }
        return new TagDictionary(elements, TagScope.EMV);
    }

    /**
     * The meaning of a tag: EMV's own, unless {@link #within} chose a scope that gives it another.
     *
     * @param tag the tag
     * @return the element, or nothing if neither gives the tag a meaning
     */
    public Optional<DataElement> find(Tag tag) {
        return Optional.ofNullable(meaning(tag));
    }

    /** As {@link #find(Tag)}; null if neither scope gives the tag a meaning. */
    @Nullable
    DataElement meaning(Tag tag) {
        DataElement element = scope == TagScope.EMV ? null : meaning(tag, scope);
        return element != null ? element : meaning(tag, TagScope.EMV);
    }

    private @Nullable DataElement meaning(Tag tag, TagScope where) {
        List<DataElement> meanings = all(tag);
        for (int i = 0; i < meanings.size(); i++) {
            if (meanings.get(i).scope() == where) {
                return meanings.get(i);
            }
        }
        return null;
    }

    /**
     * The meaning of a tag in a scope.
     *
     * @param tag the tag
     * @param scope where the tag was met
     * @return the element, or nothing if the tag has no meaning there
     */
    public Optional<DataElement> find(Tag tag, TagScope scope) {
        return Optional.ofNullable(meaning(tag, scope));
    }

    /**
     * All meanings of a tag.
     *
     * @param tag the tag
     * @return the elements, EMV's own first; empty for an unknown tag
     */
    public List<DataElement> all(Tag tag) {
        Meanings meanings = elements.get(tag);
        return meanings == null ? List.of() : meanings.elements();
    }

    /**
     * The format in which a value is cut and padded.
     *
     * @param tag the tag
     * @return the format of the meaning that {@link #find(Tag)} gives, or binary where it gives none
     */
    public DataFormat format(Tag tag) {
        DataElement element = meaning(tag);
        return element != null ? element.format() : DataFormat.BINARY;
    }

    /**
     * Tells whether a value must be masked when it is shown.
     *
     * @param tag the tag
     * @return whether the tag identifies a cardholder or an account in any scope
     */
    public boolean isMasked(Tag tag) {
        for (DataElement element : all(tag)) {
            if (element.isMasked()) {
                return true;
            }
        }
        return false;
    }

    /**
     * All tags that have a meaning somewhere.
     *
     * @return a fresh set
     */
    public Set<Tag> tags() {
        Set<Tag> tags = new HashSet<>();
        for (int place = 0; place < elements.places(); place++) {
            if (elements.valueAt(place) != null) {
                tags.add(elements.tagAt(place));
            }
        }
        return tags;
    }

    /** A tag's lines, which are read when somebody wants to know what they say; by two threads at once, if need be. */
    private static final class Meanings {
        private final List<String> lines = new ArrayList<>(1);
        private volatile @Nullable List<DataElement> elements;

        List<DataElement> elements() {
            List<DataElement> read = elements;
            if (read == null) {
                DataElement[] each = new DataElement[lines.size()];
                for (int i = 0; i < each.length; i++) {
                    each[i] = element(lines.get(i));
                }
                read = List.of(each);
                elements = read;
            }
            return read;
        }
    }

    private static DataElement element(String line) {
        String[] fields = line.split("\\|", -1);
        if (fields.length != FIELDS) {
            throw new IllegalStateException(fields.length + " fields in a line of tags.txt");
        }
        List<Tag> templates = new ArrayList<>(2);
        if (!fields[6].isEmpty()) {
            for (String template : fields[6].split(",", -1)) {
                templates.add(tag(template));
            }
        }
        return new DataElement(
                tag(fields[0]),
                scope(fields[1]),
                fields[2],
                sources(fields[3]),
                format(fields[4]),
                lengths(fields[5]),
                templates,
                fields[7].equals("masked"),
                fields[8]);
    }

    private static Tag tag(String hex) {
        return Tag.of(Integer.parseUnsignedInt(hex, 16));
    }

    private static TagScope scope(String symbol) {
        for (TagScope scope : TagScope.values()) {
            if (scope.symbol().equals(symbol)) {
                return scope;
            }
        }
        throw new IllegalStateException("no scope " + symbol);
    }

    private static DataFormat format(String symbol) {
        for (DataFormat format : DataFormat.values()) {
            if (format.symbol().equals(symbol)) {
                return format;
            }
        }
        throw new IllegalStateException("no format " + symbol);
    }

    private static Set<Source> sources(String symbols) {
        EnumSet<Source> sources = EnumSet.noneOf(Source.class);
        for (String symbol : symbols.split("/", -1)) {
            switch (symbol) {
                case "card" -> sources.add(Source.CARD);
                case "terminal" -> sources.add(Source.TERMINAL);
                case "issuer" -> sources.add(Source.ISSUER);
                case "-" -> {}
                default -> throw new IllegalStateException("no source " + symbol);
            }
        }
        return sources;
    }

    private static Lengths lengths(String text) {
        if (text.equals("-")) {
            return Lengths.ANY;
        }
        if (text.indexOf(',') >= 0) {
            List<Integer> alternatives = new ArrayList<>(2);
            for (String length : text.split(",", -1)) {
                alternatives.add(Integer.parseInt(length));
            }
            return new Lengths(alternatives.get(0), alternatives.get(alternatives.size() - 1), alternatives);
        }
        int dash = text.indexOf('-');
        int minimum = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
        return new Lengths(minimum, dash < 0 ? minimum : Integer.parseInt(text.substring(dash + 1)), List.of());
    }
}
