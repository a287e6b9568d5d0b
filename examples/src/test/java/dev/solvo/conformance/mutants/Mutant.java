package dev.solvo.conformance.mutants;

import java.util.List;

/**
 * A kernel with one mistake.
 *
 * @param name what is wrong with it
 * @param className the class with the mistake
 * @param mistake the mistake
 * @param suites the suites of the function that is wrong, in the order in which they are tried
 */
record Mutant(String name, String className, Mistake mistake, List<String> suites) {}
