/** Kernels with one mistake in them, each of which the shipped cases have to notice. */
@org.jspecify.annotations.NullMarked
package dev.solvo.conformance.mutants;
