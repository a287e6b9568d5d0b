package dev.solvo.benchmarks.report;

/**
 * Benchmarks that are measured together: ratios are made of what one run of a group gives.
 *
 * @param name its name on the command line
 * @param kind what measures it
 * @param target the simple names of JMH's classes, separated by bars, or the name of the program's class
 * @param title what it is about, the heading above its table
 */
record Group(String name, Kind kind, String target, String title) {
    /** What measures a group. */
    enum Kind {
        /** JMH. */
        JMH,
        /** A program that prints a JSON object of numbers. */
        PROGRAM,
        /** Such a program that only runs when its group is named. */
        ON_DEMAND
    }
}
