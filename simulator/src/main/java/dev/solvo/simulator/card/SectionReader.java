package dev.solvo.simulator.card;

import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.ImageText.Line;
import dev.solvo.simulator.card.ImageText.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the lines of one section by keyword; what nobody took is an unknown keyword. */
final class SectionReader {
    private final Section section;
    private final List<Line> left;

    SectionReader(Section section) {
        this.section = section;
        this.left = new ArrayList<>(section.lines());
    }

    /** All lines with a keyword, in order. */
    List<Line> all(String keyword) {
        List<Line> found =
                left.stream().filter(line -> line.keyword().equals(keyword)).toList();
        left.removeAll(found);
        return found;
    }

    Optional<Line> optional(String keyword) throws SimulatorTextException {
        List<Line> found = all(keyword);
        if (found.size() > 1) {
            throw found.get(1).fault(keyword + " may stand once in a section");
        }
        return found.stream().findFirst();
    }

    Line mandatory(String keyword) throws SimulatorTextException {
        Optional<Line> line = optional(keyword);
        if (line.isEmpty()) {
            throw new SimulatorTextException(section.number(), "the section needs a line with " + keyword);
        }
        return line.get();
    }

    boolean flag(String keyword) throws SimulatorTextException {
        Optional<Line> line = optional(keyword);
        if (line.isPresent() && !line.get().rest().isEmpty()) {
            throw line.get().fault(keyword + " takes no arguments");
        }
        return line.isPresent();
    }

    int number(String keyword, int otherwise, int min, int max) throws SimulatorTextException {
        Optional<Line> line = optional(keyword);
        return line.isEmpty()
                ? otherwise
                : ImageValue.number(line.get(), line.get().rest(), min, max);
    }

    <E extends Enum<E>> E constant(String keyword, E otherwise) throws SimulatorTextException {
        Optional<Line> line = optional(keyword);
        return line.isEmpty()
                ? otherwise
                : ImageValue.constant(
                        line.get(), otherwise.getDeclaringClass(), line.get().rest());
    }

    <E extends Enum<E>> List<E> constants(String keyword, Class<E> type) throws SimulatorTextException {
        List<E> constants = new ArrayList<>();
        Optional<Line> line = optional(keyword);
        if (line.isPresent()) {
            for (String word : line.get().words()) {
                constants.add(ImageValue.constant(line.get(), type, word));
            }
        }
        return constants;
    }

    /** The records: each with the data objects on the lines up to the next keyword that is no tag. */
    List<List<Line>> records() {
        return blocks("record");
    }

    /** A block of data objects that may stand once. */
    Optional<List<Line>> block(String heading) throws SimulatorTextException {
        List<List<Line>> found = blocks(heading);
        if (found.size() > 1) {
            throw found.get(1).get(0).fault(heading + " may stand once in a section");
        }
        return found.stream().findFirst();
    }

    private List<List<Line>> blocks(String heading) {
        List<List<Line>> blocks = new ArrayList<>();
        boolean inside = false;
        for (Line line : section.lines()) {
            if (line.keyword().equals(heading)) {
                blocks.add(new ArrayList<>(List.of(line)));
                inside = true;
            } else if (inside
                    && (ImageValue.isTag(line.keyword()) || line.keyword().equals("raw"))) {
                blocks.get(blocks.size() - 1).add(line);
            } else {
                inside = false;
            }
        }
        blocks.forEach(left::removeAll);
        return blocks;
    }

    void done() throws SimulatorTextException {
        if (!left.isEmpty()) {
            Line line = left.get(0);
            throw line.fault("unknown keyword " + ImageValue.quote(line.keyword()) + " in this place");
        }
    }
}
