package dev.solvo.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocsLinksTest {
    @TempDir
    Path root;

    @Test
    void linksOfAllPagesLeadSomewhere() {
        DocsLinks links = new DocsLinks(Repository.ROOT);
        List<String> findings = new ArrayList<>();
        for (Path page : Repository.markdownPages()) {
            findings.addAll(links.findings(page));
        }
        assertEquals(List.of(), findings);
    }

    @Test
    void brokenLinks_areFoundWithTheirLine() throws IOException {
        Files.writeString(root.resolve("other.md"), "# What it `does`, twice\n");
        Path page = Files.write(
                root.resolve("page.md"),
                List.of(
                        "[a](other.md) [b](other.md#what-it-does-twice) [c](#here) [d](https://example.org/)",
                        "# Here",
                        "[e](missing.md)",
                        "[f](other.md#what) and [g](http://example.org/)",
                        "`[h](in-code.md)`",
                        "[i](../outside.md)",
                        "```",
                        "[j](in-block.md)",
                        "```"));
        assertEquals(
                List.of(
                        "page.md:3 missing.md does not exist",
                        "page.md:4 other.md#what names a heading that does not exist",
                        "page.md:4 http://example.org/ is not https",
                        "page.md:6 ../outside.md does not exist"),
                new DocsLinks(root).findings(page));
    }
}
