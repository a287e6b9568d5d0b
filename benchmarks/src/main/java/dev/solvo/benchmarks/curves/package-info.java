/** How costs grow with what they depend on. */
package dev.solvo.benchmarks.curves;
