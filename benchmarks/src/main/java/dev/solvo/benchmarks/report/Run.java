package dev.solvo.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** What one run of a group measured, as it stands in a file of results. */
final class Run {
    private final JsonNode json;

    Run(JsonNode json) {
        this.json = json;
    }

    String processor() {
        return json.path("processor").asText();
    }

    String jdk() {
        return json.path("jdk").asText();
    }

    String date() {
        return json.path("date").asText();
    }

    boolean has(String name) {
        return json.path("measured").has(name);
    }

    /** The least that a benchmark took, or a program's number. */
    double least(String name) {
        return Arrays.stream(forks(name)).min().orElseThrow();
    }

    /** The least that a benchmark took in each fork, or a program's number. */
    double[] forks(String name) {
        JsonNode measured = json.path("measured").get(name);
        if (measured == null) {
            throw new IllegalStateException(name + " was not measured");
        }
        JsonNode values = measured.isObject() ? measured.path("processorNanos") : measured;
        if (values.isNumber()) {
            return new double[] {values.asDouble()};
        }
        double[] forks = new double[values.size()];
        for (int i = 0; i < forks.length; i++) {
            forks[i] = values.get(i).asDouble();
        }
        return forks;
    }

    /** Bytes that a benchmark allocates per operation, or a program's number. */
    double bytes(String name) {
        JsonNode measured = json.path("measured").path(name);
        return measured.isNumber() ? measured.asDouble() : allocated(name);
    }

    /** Bytes that a benchmark allocates per operation; NaN for a program's number. */
    double allocated(String name) {
        return json.path("measured").path(name).path("bytes").asDouble(Double.NaN);
    }
}
