package dev.solvo.cli.vectors.crypto;

import java.util.List;

/**
 * What became of one entry.
 *
 * @param file the name of its file
 * @param topic the topic of its file
 * @param op the operation
 * @param id the entry's id
 * @param reason why, in words; empty where the comparisons say it
 * @param comparisons each stated value beside what came out
 */
public record VectorResult(
        String file,
        String topic,
        String op,
        String id,
        VectorVerdict verdict,
        String reason,
        List<Comparison> comparisons) {
    /**
     * A stated value beside what came out.
     *
     * @param field the name
     * @param secret whether both are hidden unless asked for
     */
    public record Comparison(String field, String expected, String got, boolean secret) {
        public boolean agrees() {
            return expected.equals(got);
        }
    }
}
