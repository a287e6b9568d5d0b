package dev.solvo.qr.consumer;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The objects of an application template (61) or of the common data template (62), in their order. What is not known here
 * is kept.
 */
public final class ConsumerTemplate {
    static final Tag APPLICATION_IDENTIFIER = Tag.of(0x4F);
    static final Tag APPLICATION_TRANSPARENT = Tag.of(0x63);
    static final Tag COMMON_TRANSPARENT = Tag.of(0x64);

    private final List<ConsumerObject> objects;

    private ConsumerTemplate(List<ConsumerObject> objects) {
        this.objects = List.copyOf(objects);
    }

    /**
     * A template of these objects.
     *
     * @throws IllegalArgumentException if a tag stands in it twice
     */
    public static ConsumerTemplate of(List<ConsumerObject> objects) {
        List<Tag> seen = new ArrayList<>();
        for (ConsumerObject object : objects) {
            if (seen.contains(object.tag())) {
                throw new IllegalArgumentException("tag " + object.tag() + " stands twice in a template");
            }
            seen.add(object.tag());
        }
        return new ConsumerTemplate(objects);
    }

    /** The objects in their order. */
    public List<ConsumerObject> objects() {
        return objects;
    }

    /** The value of an object of this template. */
    public Optional<Bytes> find(Tag tag) {
        for (ConsumerObject object : objects) {
            if (object.tag().equals(tag)) {
                return Optional.of(object.value());
            }
        }
        return Optional.empty();
    }

    /** The content of 63 or 64, which goes from the phone to the issuer unread; empty if there is none. */
    public Bytes transparent() {
        return find(APPLICATION_TRANSPARENT)
                .orElseGet(() -> find(COMMON_TRANSPARENT).orElse(Bytes.EMPTY));
    }

    void write(TlvWriter writer, Tag template) {
        writer.begin(template);
        objects.forEach(object -> writer.put(object.tag(), object.value()));
        writer.end();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConsumerTemplate template && template.objects.equals(objects);
    }

    @Override
    public int hashCode() {
        return objects.hashCode();
    }

    @Override
    public String toString() {
        return "ConsumerTemplate" + objects;
    }
}
