package dev.solvo.benchmarks.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What {@code goals.txt} says: the groups, and the goals of each. */
final class Goals {
    private static final int GROUP_PARTS = 4;

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final List<Goal> goals = new ArrayList<>();

    private Goals() {}

    static Goals read() throws IOException {
        Goals read = new Goals();
        try (InputStream in = Objects.requireNonNull(Goals.class.getResourceAsStream("goals.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read.add(line.trim());
            }
        }
        return read;
    }

    private void add(String line) {
        if (line.startsWith("@")) {
            String[] parts = line.substring(1).split(" ", GROUP_PARTS);
            if (parts.length != GROUP_PARTS) {
                throw new IllegalArgumentException("not a group: " + line);
            }
            Group.Kind kind =
                    Group.Kind.valueOf(parts[1].toUpperCase(Locale.ROOT).replace('-', '_'));
            groups.put(parts[0], new Group(parts[0], kind, parts[2], parts[3]));
        } else if (!line.isEmpty() && !line.startsWith("#")) {
            Goal goal = Goal.parse(line);
            if (!groups.containsKey(goal.group())) {
                throw new IllegalArgumentException("no group " + goal.group() + " above: " + line);
            }
            goals.add(goal);
        }
    }

    List<Group> groups() {
        return List.copyOf(groups.values());
    }

    Group group(String name) {
        Group group = groups.get(name);
        if (group == null) {
            throw new IllegalArgumentException(
                    "no group " + name + "; there are " + String.join(", ", groups.keySet()));
        }
        return group;
    }

    List<Goal> of(Group group) {
        return goals.stream().filter(goal -> goal.group().equals(group.name())).toList();
    }
}
