package dev.solvo.simulator.card;

import dev.solvo.simulator.SimulatorTextException;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a card image, split into sections.
 *
 * <p>A line is a keyword and its arguments; {@code #} starts a comment line; {@code [name argument]} starts a section.
 */
final class ImageText {
    static final int MAX_LINES = 5_000;

    /** One line: a keyword and the rest. */
    record Line(int number, String keyword, String rest) {
        List<String> words() {
            return rest.isEmpty() ? List.of() : List.of(rest.split("\\s+"));
        }

        SimulatorTextException fault(String message) {
            return new SimulatorTextException(number, message);
        }
    }

    /** A heading and the lines up to the next one. The lines before the first heading have the name "". */
    record Section(int number, String name, String argument, List<Line> lines) {}

    private ImageText() {}

    static List<Section> split(String text) throws SimulatorTextException {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(0, "", "", new ArrayList<>()));
        int number = 0;
        for (String raw : text.lines().toList()) {
            if (++number > MAX_LINES) {
                throw new SimulatorTextException(number, "more than " + MAX_LINES + " lines");
            }
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                sections.add(heading(number, line));
            } else {
                int blank = firstBlank(line);
                sections.get(sections.size() - 1)
                        .lines()
                        .add(new Line(
                                number,
                                line.substring(0, blank),
                                line.substring(blank).strip()));
            }
        }
        return sections;
    }

    private static Section heading(int number, String line) throws SimulatorTextException {
        if (!line.endsWith("]")) {
            throw new SimulatorTextException(number, "a section heading ends with ']'");
        }
        String inside = line.substring(1, line.length() - 1).strip();
        int blank = firstBlank(inside);
        return new Section(
                number, inside.substring(0, blank), inside.substring(blank).strip(), new ArrayList<>());
    }

    private static int firstBlank(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (Character.isWhitespace(line.charAt(i))) {
                return i;
            }
        }
        return line.length();
    }
}
