package dev.solvo.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the repository's files are, seen from the tests. */
final class Repository {
    /** The directory with the root pom.xml. */
    static final Path ROOT = findRoot();

    /** What {@code <!-- code: PATH#name -->} is relative to. */
    static final Path DOCS_CODE = ROOT.resolve("verification/src/test/java");

    private Repository() {}

    /** README.md, the other pages beside it and everything under docs/, in a fixed order. */
    static List<Path> markdownPages() {
        List<Path> pages = new ArrayList<>(files(ROOT, 1, ".md"));
        pages.addAll(files(ROOT.resolve("benchmarks"), 1, ".md"));
        Path docs = ROOT.resolve("docs");
        if (Files.isDirectory(docs)) {
            pages.addAll(files(docs, 8, ".md"));
        }
        return List.copyOf(pages);
    }

    /** The sources that may hold code of the documentation, without this package. */
    static List<Path> docsSources() {
        Path checks = DOCS_CODE.resolve("dev/solvo/verification");
        return files(DOCS_CODE, 32, ".java").stream()
                .filter(file -> !file.startsWith(checks))
                .toList();
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path directory, int depth, String suffix) {
        try (Stream<Path> found = Files.walk(directory, depth)) {
            return found.filter(file -> file.toString().endsWith(suffix) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path findRoot() {
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("bom")) && Files.isRegularFile(at.resolve("pom.xml"))) {
                return at;
            }
        }
        throw new IllegalStateException(start + " is not inside the repository");
    }
}
