package dev.solvo.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One line of {@code goals.txt}: what is to be reached on JDK 17.
 *
 * @param group the group of benchmarks it belongs to
 * @param path what is measured, in words
 * @param measure how the figure is made
 * @param atLeast whether the goal is the least that is good, or else the most
 * @param goal the goal; NaN where the figure is only reported
 * @param note why it is missed, as long as it is, or what is to be known about a figure without a goal
 */
record Goal(String group, String path, Measure measure, boolean atLeast, double goal, String note) {
    private static final int PARTS = 5;

    /** Reads {@code group | path | measure | >= number or <= number or - | note}. */
    static Goal parse(String line) {
        String[] parts = line.split("\\|", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException(parts.length + " parts in: " + line);
        }
        String limit = parts[3].trim();
        if (!limit.equals("-") && !limit.startsWith(">=") && !limit.startsWith("<=")) {
            throw new IllegalArgumentException("no goal in: " + line);
        }
        return new Goal(
                parts[0].trim(),
                parts[1].trim(),
                Measure.parse(parts[2].trim()),
                !limit.startsWith("<="),
                limit.equals("-")
                        ? Double.NaN
                        : Double.parseDouble(limit.substring(2).trim()),
                parts[4].trim());
    }

    /** The median over runs. */
    double measured(List<Run> runs) {
        return Measure.median(runs.stream().mapToDouble(measure::of).toArray());
    }

    /** The least and the greatest figure of a fork in any run, and which it was. */
    String spread(List<Run> runs) {
        double[] values = runs.stream()
                .flatMapToDouble(run -> Arrays.stream(measure.byFork(run)))
                .sorted()
                .toArray();
        String least = number(values[0]);
        String greatest = number(values[values.length - 1]);
        return least.equals(greatest) ? least : least + " to " + greatest;
    }

    /** Bytes that our side of a ratio allocates; NaN for what is no ratio of benchmarks. */
    double bytes(List<Run> runs) {
        String ours = atLeast ? measure.lower() : measure.upper().get(0);
        return measure.isRatio()
                ? Measure.median(
                        runs.stream().mapToDouble(run -> run.allocated(ours)).toArray())
                : Double.NaN;
    }

    String limit() {
        return Double.isNaN(goal) ? "" : (atLeast ? "≥ " : "≤ ") + number(goal);
    }

    /** Met, or by how much it is missed and why. */
    String verdict(List<Run> runs) {
        double measured = measured(runs);
        if (Double.isNaN(goal)) {
            return note;
        }
        // What the collector does between two measurements shows as a fraction of a byte.
        double slack = measure.unit().equals("bytes") ? 1 : 0;
        if (atLeast ? measured >= goal : measured <= goal + slack) {
            return "met";
        }
        String by = measure.isRatio()
                ? String.format(Locale.ROOT, "%.0f %%", 100 * (atLeast ? 1 - measured / goal : measured / goal - 1))
                : number(Math.abs(measured - goal)) + " " + measure.unit();
        return "**missed by " + by + "**" + (note.isEmpty() ? "" : ": " + note);
    }

    String number(double value) {
        if (measure.unit().equals("bytes") || Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
    }
}
