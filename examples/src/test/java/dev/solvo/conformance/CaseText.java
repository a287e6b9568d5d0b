package dev.solvo.conformance;

import dev.solvo.conformance.file.CaseSource;
import java.util.Optional;

/**
 * A case file that a test has written.
 *
 * @param name the file's name
 * @param suite the suite
 * @param text what is in it
 */
public record CaseText(String name, String suite, String text) implements CaseSource {
    @Override
    public Optional<String> beside(String file) {
        return Optional.empty();
    }
}
