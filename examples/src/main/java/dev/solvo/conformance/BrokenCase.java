package dev.solvo.conformance;

import java.util.List;
import java.util.Optional;

/**
 * A case that cannot be run because its file is wrong.
 *
 * @param id its name; the file's name where it has none that can be read
 * @param suite the suite's name
 * @param title what it is about, as far as it can be read
 * @param origin where it was read
 * @param faults what is wrong, each with its place
 */
public record BrokenCase(String id, String suite, String title, CaseOrigin origin, List<String> faults) {
    /** Copies the list. */
    public BrokenCase {
        faults = List.copyOf(faults);
    }

    /** What the report says about it. */
    CaseResult result() {
        return new CaseResult(
                id,
                suite,
                title,
                List.of(),
                origin,
                Verdict.BROKEN,
                Optional.of(String.join("\n", faults)),
                List.of(),
                List.of());
    }
}
