/** What Solvo's hot paths cost, beside peers on the same input. */
@org.jspecify.annotations.NullMarked
package dev.solvo.benchmarks;
