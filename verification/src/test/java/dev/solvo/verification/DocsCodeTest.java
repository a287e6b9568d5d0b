package dev.solvo.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocsCodeTest {
    @Test
    void pagesShowCompiledCode() {
        DocsCode code = new DocsCode(Repository.DOCS_CODE);
        for (Path page : Repository.markdownPages()) {
            code.checkPage(Repository.ROOT.relativize(page).toString(), Repository.lines(page));
        }
        for (Path source : Repository.docsSources()) {
            code.checkAllUsed(Repository.DOCS_CODE.relativize(source).toString(), Repository.lines(source));
        }
        assertEquals(List.of(), code.findings());
    }

    @Nested
    final class Checker {
        private static final List<String> SOURCE = List.of(
                "    void test() {",
                "        // docs: pay",
                "        if (card) {",
                "            pay();",
                "        }",
                "        // end docs",
                "    }");

        @TempDir
        Path sources;

        @BeforeEach
        void writeSource() throws IOException {
            Files.write(sources.resolve("PayTest.java"), SOURCE);
        }

        @Test
        void sameCodeWithOtherIndentation_passes() {
            DocsCode code =
                    check("<!-- code: PayTest.java#pay -->", "```java", "if (card) {", "    pay();", "}", "```");
            code.checkAllUsed("PayTest.java", SOURCE);
            assertEquals(List.of(), code.findings());
        }

        @Test
        void otherCode_isFound() {
            assertFinding(
                    "page:2 differs from PayTest.java#pay; it should be:\nif (card) {\n    pay();\n}",
                    "<!-- code: PayTest.java#pay -->",
                    "```java",
                    "if (card) {",
                    "    decline();",
                    "}",
                    "```");
        }

        @Test
        void blockWithoutMarker_isFound() {
            assertFinding("page:1 has no <!-- code: PATH#name --> above it", "```java", "pay();", "```");
        }

        @Test
        void markerNotRightAboveTheBlock_isFound() {
            assertFinding(
                    "page:3 has no <!-- code: PATH#name --> above it",
                    "<!-- code: PayTest.java#pay -->",
                    "",
                    "```java",
                    "pay();",
                    "```");
        }

        @Test
        void unknownFileOrRegion_isFound() {
            assertFinding(
                    "page:2 names Other.java, which does not exist", "<!-- code: Other.java#pay -->", "```java", "```");
            assertFinding(
                    "page:2 names the region tap, which PayTest.java does not have",
                    "<!-- code: PayTest.java#tap -->",
                    "```java",
                    "```");
        }

        @Test
        void otherLanguages_areNotCompared() {
            assertEquals(
                    List.of(),
                    check("```sh", "./solvo pay", "```", "```", "```").findings());
        }

        @Test
        void regionOnNoPage_isFound() {
            DocsCode code = check();
            code.checkAllUsed("PayTest.java", SOURCE);
            assertEquals(List.of("PayTest.java#pay is shown on no page"), code.findings());
        }

        @Test
        void regionWithoutEnd_isFound() {
            DocsCode code = check();
            code.checkAllUsed("PayTest.java", SOURCE.subList(0, 4));
            assertTrue(code.findings().contains("PayTest.java#pay has no // end docs"));
        }

        private void assertFinding(String expected, String... page) {
            assertEquals(List.of(expected), check(page).findings());
        }

        private DocsCode check(String... page) {
            DocsCode code = new DocsCode(sources);
            code.checkPage("page", List.of(page));
            return code;
        }
    }
}
