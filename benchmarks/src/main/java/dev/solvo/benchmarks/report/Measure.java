package dev.solvo.benchmarks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * How the figure of a row is made of what one run gave.
 *
 * @param upper what stands above the line; of several, peers of each other, the one that took the least
 * @param operator what is done with both
 * @param lower what stands below the line; empty with {@link Operator#ALONE}
 * @param unit the figure's unit; empty for a ratio
 */
record Measure(List<String> upper, Operator operator, String lower, String unit) {
    private static final String BYTES = "bytes";

    /** What is done with both sides. */
    enum Operator {
        DIVIDE,
        SUBTRACT,
        ALONE
    }

    /** Reads {@code A, B / C}, {@code A - B unit}, {@code A unit}. */
    static Measure parse(String text) {
        String[] divided = text.split(" / ", -1);
        if (divided.length == 2) {
            return new Measure(List.of(divided[0].trim().split(", ", 0)), Operator.DIVIDE, divided[1].trim(), "");
        }
        String[] words = text.trim().split(" ", 0);
        if (words.length == 4 && words[1].equals("-")) {
            return new Measure(List.of(words[0]), Operator.SUBTRACT, words[2], words[3]);
        }
        if (words.length == 2) {
            return new Measure(List.of(words[0]), Operator.ALONE, "", words[1]);
        }
        throw new IllegalArgumentException("no measure: " + text);
    }

    boolean isRatio() {
        return operator == Operator.DIVIDE;
    }

    /** All that it needs of a run. */
    List<String> names() {
        List<String> names = new ArrayList<>(upper);
        if (operator != Operator.ALONE) {
            names.add(lower);
        }
        return names;
    }

    /** The figure of a run, of the least that each side took. */
    double of(Run run) {
        if (unit.equals(BYTES)) {
            return run.bytes(upper.get(0));
        }
        return combined(upper.stream().mapToDouble(run::least).min().orElseThrow(), () -> run.least(lower));
    }

    /** The same of each fork by itself; the forks of two sides have nothing in common but their number. */
    double[] byFork(Run run) {
        if (unit.equals(BYTES)) {
            return new double[] {of(run)};
        }
        int forks =
                names().stream().mapToInt(name -> run.forks(name).length).min().orElseThrow();
        double[] values = new double[forks];
        for (int i = 0; i < forks; i++) {
            int fork = i;
            values[i] = combined(
                    upper.stream()
                            .mapToDouble(name -> run.forks(name)[fork])
                            .min()
                            .orElseThrow(),
                    () -> run.forks(lower)[fork]);
        }
        return values;
    }

    private double combined(double above, DoubleSupplier below) {
        return switch (operator) {
            case DIVIDE -> above / below.getAsDouble();
            case SUBTRACT -> above - below.getAsDouble();
            case ALONE -> above;
        };
    }

    /** What is compared, in words; of several peers the one that took the least. */
    String describe(Run run) {
        String best = upper.get(0);
        for (String other : upper) {
            if (run.least(other) < run.least(best)) {
                best = other;
            }
        }
        String text = switch (operator) {
            case DIVIDE -> shortened(best, lower, " / ");
            case SUBTRACT -> shortened(best, lower, " − ");
            case ALONE -> "`" + best + "`";
        };
        return text
                + (upper.size() == 1
                        ? ""
                        : ", the fastest of "
                                + upper.stream()
                                        .map(name -> name.substring(name.indexOf('.') + 1))
                                        .collect(Collectors.joining(", ")))
                + (unit.isEmpty() ? "" : ", " + unit);
    }

    private static String shortened(String above, String below, String between) {
        String group = above.substring(0, above.indexOf('.') + 1);
        return "`" + above + "`" + between + "`"
                + (!group.isEmpty() && below.startsWith(group) ? below.substring(group.length()) : below) + "`";
    }

    /** The middle one. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
