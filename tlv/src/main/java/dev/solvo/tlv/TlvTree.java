package dev.solvo.tlv;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Builds {@link Tlv} trees from a reader with a stack of its own, so that no input can overflow the thread's. */
final class TlvTree {
    private final TlvReader reader;
    private final Deque<Template> open = new ArrayDeque<>();
    private List<Tlv> siblings = new ArrayList<>();

    private TlvTree(TlvReader reader) {
        this.reader = reader;
    }

    /** All objects that the reader gives; throws only where the reader does not note faults. */
    static List<Tlv> read(TlvReader reader) throws TlvException {
        return new TlvTree(reader).read();
    }

    private List<Tlv> read() throws TlvException {
        while (true) {
            if (next()) {
                addCurrent();
            } else if (open.isEmpty()) {
                return siblings;
            } else {
                reader.leave();
                Template template = open.pop();
                template.siblings.add(template.close(siblings));
                siblings = template.siblings;
            }
        }
    }

    private boolean next() throws TlvException {
        try {
            return reader.next();
        } catch (TlvException fault) {
            reader.abandonTemplate(fault);
            return false;
        }
    }

    /** Tells whether the limits let the current template be entered; if not, the reader stays before what follows it. */
    private boolean enter() throws TlvException {
        try {
            reader.enter();
            return true;
        } catch (TlvException tooDeep) {
            reader.note(tooDeep);
            return false;
        }
    }

    private void addCurrent() throws TlvException {
        Tag tag = Tag.of(reader.tag());
        Bytes value = reader.value();
        Bytes raw = reader.raw();
        if (!reader.isConstructed()) {
            siblings.add(new Tlv.Primitive(tag, value, raw));
            return;
        }
        Template template = new Template(tag, value, raw, siblings);
        if (enter()) {
            open.push(template);
            siblings = new ArrayList<>();
        } else {
            siblings.add(template.close(List.of()));
        }
    }

    /** A template whose objects are being read, and the list it will join. */
    private record Template(Tag tag, Bytes value, Bytes raw, List<Tlv> siblings) {
        Tlv close(List<Tlv> children) {
            return new Tlv.Constructed(tag, value, raw, List.copyOf(children));
        }
    }
}
