package dev.solvo.conformance.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The page that says which case caught which mistake; written with {@code -Dconformance.write=true}. */
final class MutantsPage {
    private static final Path PAGE = Path.of("../docs/conformance-mutants.md");

    private MutantsPage() {}

    static void compare(List<Mutant> mutants, Map<String, String> caughtBy) {
        StringBuilder page = new StringBuilder("""
                # Mistakes that the shipped cases catch

                A suite that passes says little until it is known to fail. Each row is our kernel with one mistake put into its
                compiled classes, and the first case that noticed; its run begins with the suite of the function that is wrong and
                ends with that case. The shipped classes have no switch for any of this.

                | mistake | caught by |
                | --- | --- |
                """);
        for (Mutant mutant : mutants) {
            page.append("| ")
                    .append(mutant.name())
                    .append(" | `")
                    .append(caughtBy.get(mutant.name()))
                    .append("` |\n");
        }
        try {
            if (Boolean.getBoolean("conformance.write")) {
                Files.writeString(PAGE, page);
            }
            assertEquals(page.toString(), Files.readString(PAGE), "write it again with -Dconformance.write=true");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
