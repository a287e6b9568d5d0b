package dev.solvo.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes the tables between two marks of the README. */
final class Tables {
    private static final String BEGIN = "<!-- begin of what scripts/bench measured -->\n";
    private static final String END = "<!-- end of what scripts/bench measured -->";
    private static final int GOALS_JDK = 17;

    private final Goals goals;
    private final Results results;

    Tables(Goals goals, Results results) {
        this.goals = goals;
        this.results = results;
    }

    /** Replaces what stands between the marks. */
    void write(Path readme) throws IOException {
        String text = Files.readString(readme);
        int from = text.indexOf(BEGIN);
        int to = text.indexOf(END);
        if (from < 0 || to < from) {
            throw new IllegalStateException("the README has no place for the tables");
        }
        Files.writeString(readme, text.substring(0, from + BEGIN.length()) + all() + text.substring(to));
    }

    private String all() throws IOException {
        StringBuilder text = new StringBuilder("\n");
        for (Group group : goals.groups()) {
            List<Goal> rows = goals.of(group);
            if (!rows.isEmpty()) {
                for (int jdk : jdks(group)) {
                    text.append(table(group, rows, jdk)).append('\n');
                }
            }
        }
        return text.length() == 1 ? "\nNothing was measured yet; `scripts/bench` does.\n\n" : text.toString();
    }

    private Set<Integer> jdks(Group group) throws IOException {
        TreeSet<Integer> jdks = new TreeSet<>();
        for (int jdk : results.jdks()) {
            if (!results.runs(group, jdk).isEmpty()) {
                jdks.add(jdk);
            }
        }
        return jdks;
    }

    private String table(Group group, List<Goal> rows, int jdk) throws IOException {
        List<Run> runs = results.runs(group, jdk);
        Run last = runs.get(runs.size() - 1);
        StringBuilder text = new StringBuilder();
        text.append("### ")
                .append(group.title())
                .append(" (`")
                .append(group.name())
                .append('`');
        text.append(jdk == GOALS_JDK ? "" : ", JDK " + jdk).append(")\n\n");
        text.append(last.processor()).append("; ").append(last.jdk()).append("; ");
        text.append(runs.stream().map(Run::date).distinct().collect(Collectors.joining(", ")));
        text.append(runs.size() == 1 ? "; one run.\n\n" : "; median of " + runs.size() + " runs.\n\n");
        text.append("| path | what is compared | goal | measured | | least to greatest | bytes |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- |\n");
        for (Goal goal : rows) {
            text.append(row(goal, runs));
        }
        for (String picture : jdk == GOALS_JDK ? results.pictures(group) : List.<String>of()) {
            String name = picture.substring(group.name().length() + 1, picture.lastIndexOf('.'));
            text.append("\n![")
                    .append(name)
                    .append("](results/")
                    .append(picture)
                    .append(")\n");
        }
        return text.toString();
    }

    private static String row(Goal goal, List<Run> runs) {
        Run last = runs.get(runs.size() - 1);
        for (Run run : runs) {
            for (String name : goal.measure().names()) {
                if (!run.has(name)) {
                    return "| " + goal.path() + " | `" + name + "` was not measured | " + goal.limit() + " | | | | |\n";
                }
            }
        }
        double bytes = goal.bytes(runs);
        return "| "
                + String.join(
                        " | ",
                        goal.path(),
                        goal.measure().describe(last),
                        goal.limit(),
                        goal.number(goal.measured(runs)),
                        goal.verdict(runs),
                        goal.spread(runs),
                        Double.isNaN(bytes) ? "" : String.format(Locale.ROOT, "%,.0f", bytes))
                + " |\n";
    }
}
