package dev.solvo.conformance;

import java.util.List;

/**
 * What came of a run. There are no times and dates in it: the same cases, kernel and seed give the same report, byte for byte.
 *
 * @param solvoVersion version of this harness
 * @param kernelName the kernel that was tested
 * @param kernelChecksum its checksum, in hexadecimal; empty where it tells none
 * @param subject what was tested against what, such as "own kernel, simulated cards"
 * @param seed where randomness began
 * @param results in the order of suite and id
 */
public record ConformanceReport(
        String solvoVersion,
        String kernelName,
        String kernelChecksum,
        String subject,
        long seed,
        List<CaseResult> results) {
    /** Copies the list. */
    public ConformanceReport {
        results = List.copyOf(results);
    }

    /**
     * How many cases came to a verdict.
     *
     * @param verdict which
     * @return the number
     */
    public long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }
}
