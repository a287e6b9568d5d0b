package dev.solvo.emv.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One row of the coverage table.
 *
 * @param id unique in all files
 * @param clause where the requirement stands
 * @param text the requirement in our words
 * @param source how we know of it
 * @param certainty how sure that is: 2, 1 or k
 * @param implementedBy name of a class; empty where it is not implemented
 * @param tests {@code Test#method}, or {@code Test.Nested#method}
 * @param witness who agrees that we did not write
 * @param choice which reading was taken where sources differ
 * @param notImplemented why there is no class
 */
record Requirement(
        String id,
        String clause,
        String text,
        String source,
        String certainty,
        Optional<String> implementedBy,
        List<String> tests,
        Optional<String> witness,
        Optional<String> choice,
        Optional<String> notImplemented) {
    private static final Set<String> KEYS = Set.of(
            "id",
            "clause",
            "requirement",
            "source",
            "certainty",
            "class",
            "tests",
            "witness",
            "choice",
            "notImplemented");

    static Requirement read(JsonNode row) {
        for (Iterator<String> keys = row.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("unknown key " + key + " in " + row.path("id"));
            }
        }
        List<String> tests = new ArrayList<>();
        row.path("tests").forEach(test -> tests.add(test.asText()));
        return new Requirement(
                required(row, "id"),
                required(row, "clause"),
                required(row, "requirement"),
                required(row, "source"),
                required(row, "certainty"),
                optional(row, "class"),
                tests,
                optional(row, "witness"),
                optional(row, "choice"),
                optional(row, "notImplemented"));
    }

    /** What is wrong with the row itself, whatever it names. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        if (!source.equals("text read") && !source.equals("general knowledge") && !source.matches("cited by \\S.*")) {
            findings.add(id + ": source is neither text read, nor cited by someone, nor general knowledge");
        }
        if (!certainty.matches("[21k]")) {
            findings.add(id + ": certainty is none of 2, 1 and k");
        }
        boolean nothing = implementedBy.isEmpty() && tests.isEmpty() && witness.isEmpty();
        boolean everything = implementedBy.isPresent() && !tests.isEmpty() && witness.isPresent();
        if (notImplemented.isPresent() ? !nothing : !everything) {
            findings.add(id + ": needs class, tests and witness, or else notImplemented alone");
        }
        if (notImplemented.isPresent() && !notImplemented.get().startsWith("because ")) {
            findings.add(id + ": notImplemented says no reason, \"because ...\"");
        }
        return findings;
    }

    private static String required(JsonNode row, String key) {
        return optional(row, key)
                .orElseThrow(() -> new IllegalArgumentException("no " + key + " in " + row.path("id") + " " + row));
    }

    private static Optional<String> optional(JsonNode row, String key) {
        JsonNode value = row.path(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new IllegalArgumentException(key + " of " + row.path("id") + " is no text");
        }
        return Optional.of(value.asText().strip());
    }
}
