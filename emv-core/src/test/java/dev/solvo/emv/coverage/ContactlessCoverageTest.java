package dev.solvo.emv.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The coverage tables of Entry Point and the contactless kernels name only what there is, and the pages show the tables.
 *
 * <p>{@code -Dsolvo.coverage.write=true} writes the pages anew.
 */
final class ContactlessCoverageTest {
    private static final Path ROOT = Sources.root();
    private static final Path ROWS = ROOT.resolve("emv-core/src/test/resources/coverage-contactless");
    private static final Sources SOURCES = new Sources(ROOT);

    private static final String HEAD = """
        # What contactless %s covers

        One row for each step that is known to us: which class does it, which test shows it, or why it is not implemented. %s

        **Nothing here is approved or certified by EMVCo or a payment system, and this list is ours.** The book was not at hand: the
        steps are in our words, and each row says how sure it is. A step that no source mentions is missing here, and the wording of
        the book decides wherever it differs.

        - **Source**: *cited by* names whose open implementation does it; *general knowledge* is what people who work with these cards
          know, without a place that was looked up.
        - **Certainty**: **2**, two independent open implementations agree; **1**, one of them does it; **k**, knowledge alone.
        - **Witness**: who agrees that we did not write. *Self-consistent only* means that kernel, card and expectation come from one
          reading.
        - **Choice**: which reading was taken where sources differ or are silent.

        The page is generated from `emv-core/src/test/resources/coverage-contactless/`; `ContactlessCoverageTest` fails when it
        differs, or when a class or a test that is named here is gone.

        | id and step | requirement | class and tests | source, certainty, witness |
        | --- | --- | --- | --- |
        """;

    @ParameterizedTest
    @ValueSource(strings = {"entry-point", "kernel2", "kernel3", "kernel7", "kernel8"})
    void everyRowIsWholeAndNamesWhatThereIs(String part) throws IOException {
        List<String> findings = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<Requirement> rows = rows(part);
        assertFalse(rows.isEmpty());
        for (Requirement row : rows) {
            if (!ids.add(row.id())) {
                findings.add(row.id() + " stands twice");
            }
            findings.addAll(row.findings());
            row.implementedBy()
                    .filter(type -> !SOURCES.hasClass(type))
                    .ifPresent(type -> findings.add(row.id() + " names the class " + type));
            row.tests().stream()
                    .filter(test -> !SOURCES.hasTest(test))
                    .forEach(test -> findings.add(row.id() + " names the test " + test));
        }
        assertEquals(List.of(), findings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"entry-point", "kernel2", "kernel3", "kernel7", "kernel8"})
    void thePageShowsTheRows(String part) throws IOException {
        Path page = ROOT.resolve("docs/contactless-coverage-" + part + ".md");
        String expected = page(part);
        if (Boolean.getBoolean("solvo.coverage.write")) {
            Files.writeString(page, expected);
        }
        assertEquals(
                expected,
                Files.readString(page),
                page.getFileName() + " is out of date; write it anew with -Dsolvo.coverage.write=true");
    }

    private static String page(String part) throws IOException {
        StringBuilder text = new StringBuilder(HEAD.formatted(title(part), version(part)));
        for (Requirement row : rows(part)) {
            text.append(line(
                    row.id() + "<br>" + row.clause(),
                    row.text()
                            + row.choice()
                                    .map(choice -> "<br>*Choice:* " + choice)
                                    .orElse(""),
                    row.notImplemented()
                            .map(reason -> "**Not implemented**, " + reason)
                            .orElseGet(() -> implementation(row)),
                    row.source() + "; " + row.certainty()
                            + row.witness().map(witness -> "<br>" + witness).orElse("")));
        }
        return text.toString();
    }

    private static String title(String part) {
        return switch (part) {
            case "entry-point" -> "Entry Point";
            case "kernel2" -> "kernel 2";
            case "kernel3" -> "kernel 3";
            case "kernel7" -> "kernel 7";
            default -> "kernel 8";
        };
    }

    private static String version(String part) {
        return switch (part) {
            case "entry-point" -> "It follows Book B as implementations of version 2.5 cite it.";
            case "kernel2" -> "It follows Book C-2 up to version 2.10 as others show it.";
            case "kernel3" -> "It follows Book C-3 as one public implementation cites it.";
            case "kernel7" -> "It follows public PBOC 3.0 material, not Book C-7.";
            default -> "It is **experimental**, and follows one public reading of Book C-8 1.1 and Book E.";
        };
    }

    private static String implementation(Requirement row) {
        String type = row.implementedBy().orElseThrow();
        StringBuilder text = new StringBuilder("`" + type.substring(type.lastIndexOf('.') + 1) + "`");
        row.tests().forEach(test -> text.append("<br>`").append(test).append('`'));
        return text.toString();
    }

    private static String line(String... cells) {
        StringBuilder line = new StringBuilder("|");
        for (String cell : cells) {
            line.append(' ').append(cell.replace("|", "\\|")).append(" |");
        }
        return line.append('\n').toString();
    }

    private static List<Requirement> rows(String part) throws IOException {
        List<Requirement> rows = new ArrayList<>();
        new ObjectMapper()
                .readTree(ROWS.resolve(part + ".json").toFile())
                .required("rows")
                .forEach(row -> rows.add(Requirement.read(row)));
        return rows;
    }
}
