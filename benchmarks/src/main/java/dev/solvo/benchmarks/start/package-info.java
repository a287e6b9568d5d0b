/** What it costs to begin: from the start of a virtual machine to the first check and to the first payment. */
@org.jspecify.annotations.NullMarked
package dev.solvo.benchmarks.start;
