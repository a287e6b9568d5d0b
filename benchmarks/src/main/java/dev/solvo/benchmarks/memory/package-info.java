/** What transactions, configuration and many threads take of the heap. Each program prints one JSON object. */
@org.jspecify.annotations.NullMarked
package dev.solvo.benchmarks.memory;
