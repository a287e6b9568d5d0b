package dev.solvo.benchmarks.report;

import java.util.List;

/**
 * Benchmarks that are measured together: ratios are made of what one run of a group gives.
 *
 * @param name its name on the command line
 * @param kind what measures it
 * @param target the simple names of JMH's classes, separated by bars; or, separated by commas, {@code jdk=} and the least JDK that the
 *     program runs on, options for its JVM, and its class
 * @param title what it is about, the heading above its table
 */
record Group(String name, Kind kind, String target, String title) {
    private static final String JDK = "jdk=";

    /** What measures a group. */
    enum Kind {
        /** JMH. */
        JMH,
        /** A program that prints a JSON object of numbers. */
        PROGRAM,
        /** Such a program that only runs when its group is named. */
        ON_DEMAND
    }

    boolean runsOn(int jdk) {
        return !target.startsWith(JDK) || Integer.parseInt(words().get(0).substring(JDK.length())) <= jdk;
    }

    /** Options for the program's JVM, and its class. */
    List<String> program() {
        return words().stream().filter(word -> !word.startsWith(JDK)).toList();
    }

    private List<String> words() {
        return List.of(target.split(",", 0));
    }
}
