/** Runs groups of benchmarks and writes their ratios beside the goals into the README. */
package dev.solvo.benchmarks.report;
