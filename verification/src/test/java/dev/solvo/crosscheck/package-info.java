/** Calculations of this library on random inputs against other implementations of the same algorithms. */
@org.jspecify.annotations.NullMarked
package dev.solvo.crosscheck;
