/** How many debits the books of prepaid cards store durably in a second, beside peers on the same engine and disk. */
@org.jspecify.annotations.NullMarked
package dev.solvo.benchmarks.prepaid;
