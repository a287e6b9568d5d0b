package dev.solvo.emv.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The coverage table names only what there is, and the page shows the table.
 *
 * <p>{@code -Dsolvo.coverage.write=true} writes {@code docs/kernel-coverage.md} anew.
 */
final class KernelCoverageTest {
    private static final Path ROOT = Sources.root();
    private static final Path PAGE = ROOT.resolve("docs/kernel-coverage.md");
    private static final Path ROWS = ROOT.resolve("emv-core/src/test/resources/coverage");
    private static final Sources SOURCES = new Sources(ROOT);

    @Test
    void everyAreaHasRows() {
        Map<String, List<Requirement>> areas = CoverageFiles.read(ROWS);
        assertTrue(
                areas.keySet().containsAll(CoverageFiles.AREAS),
                () -> "areas without a file: " + missing(areas.keySet()));
        areas.forEach((area, rows) -> assertFalse(rows.isEmpty(), area + " has no rows"));
    }

    @Test
    void everyRowIsWholeAndNamesWhatThereIs() {
        List<String> findings = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        CoverageFiles.read(ROWS).forEach((area, rows) -> {
            for (Requirement row : rows) {
                if (!ids.add(row.id())) {
                    findings.add(area + ": " + row.id() + " stands twice");
                }
                row.findings().forEach(finding -> findings.add(area + ": " + finding));
                row.implementedBy()
                        .filter(type -> !SOURCES.hasClass(type))
                        .ifPresent(type -> findings.add(area + ": " + row.id() + " names the class " + type));
                row.tests().stream()
                        .filter(test -> !SOURCES.hasTest(test))
                        .forEach(test -> findings.add(area + ": " + row.id() + " names the test " + test));
            }
        });
        assertEquals(List.of(), findings);
    }

    @Test
    void thePageShowsTheRows() throws IOException {
        String expected = CoverageDocument.of(CoverageFiles.read(ROWS));
        if (Boolean.getBoolean("solvo.coverage.write")) {
            Files.writeString(PAGE, expected);
        }
        assertEquals(
                expected,
                Files.readString(PAGE),
                "docs/kernel-coverage.md is out of date; write it anew with mvn test -pl emv-core -am"
                        + " -Dtest=KernelCoverageTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dsolvo.coverage.write=true");
    }

    private static List<String> missing(Set<String> found) {
        return CoverageFiles.AREAS.stream()
                .filter(area -> !found.contains(area))
                .toList();
    }

    @Nested
    final class Checker {
        @Test
        void tests_areFoundInClassesNestedClassesAndOtherModules() {
            assertTrue(SOURCES.hasTest("KernelCoverageTest#thePageShowsTheRows"));
            assertTrue(
                    SOURCES.hasTest("KernelCoverageTest.Checker#tests_areFoundInClassesNestedClassesAndOtherModules"));
            assertTrue(SOURCES.hasTest("KernelCoverageTest#tests_areFoundInClassesNestedClassesAndOtherModules"));
            assertTrue(SOURCES.hasTest("ArchitectureTest#mainCodeKeeps"));
        }

        @Test
        void whatIsNoTest_isNotFound() {
            assertFalse(SOURCES.hasTest("KernelCoverageTest#missing"));
            assertFalse(SOURCES.hasTest("KernelCoverageTest#thePageShows"));
            assertFalse(SOURCES.hasTest("KernelCoverageTest.Nothing#thePageShowsTheRows"));
            assertFalse(SOURCES.hasTest("NoSuchTest#anything"));
            assertFalse(SOURCES.hasTest("ArchitectureTest#rules"));
            assertFalse(SOURCES.hasTest("ArchitectureTest"));
        }

        @Test
        void classes_areFoundHereAndAbove() {
            assertTrue(SOURCES.hasClass("dev.solvo.emv.kernel.ContactKernel"));
            assertTrue(SOURCES.hasClass("dev.solvo.emv.kernel.TransactionFlow"));
            assertTrue(SOURCES.hasClass("dev.solvo.cli.PayCommand"));
            assertFalse(SOURCES.hasClass("dev.solvo.emv.kernel.Nothing"));
        }

        @Test
        void rowsThatSayTooLittleOrTooMuch_areFound() {
            assertEquals(0, findings("'class': 'A', 'tests': ['A#a'], 'witness': 'a trace'"));
            assertEquals(0, findings("'notImplemented': 'because nobody asks for it'"));
            assertEquals(1, findings("'class': 'A', 'witness': 'a trace'"));
            assertEquals(1, findings("'class': 'A', 'tests': ['A#a']"));
            assertEquals(1, findings("'class': 'A', 'notImplemented': 'because nobody asks for it'"));
            assertEquals(1, findings("'notImplemented': 'later'"));
            assertThrows(IllegalArgumentException.class, () -> findings("'klass': 'A'"));
            assertThrows(IllegalArgumentException.class, () -> findings("'witness': ''"));
        }

        private int findings(String rest) {
            String row = "{'id': 'X-1', 'clause': 'X', 'requirement': 'x', 'source': 'cited by us', 'certainty': 'k', "
                    + rest + "}";
            try {
                return Requirement.read(new ObjectMapper().readTree(row.replace('\'', '"')))
                        .findings()
                        .size();
            } catch (IOException noJson) {
                throw new AssertionError(noJson);
            }
        }
    }
}
