package dev.solvo.conformance.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Case files in folders. */
public final class CaseFiles {
    private static final int MOST_FILES = 10_000;

    private CaseFiles() {}

    /**
     * A file, or all case files (yaml, yml, json) of a folder and the folders below, in alphabetical order.
     *
     * @param place file or folder
     * @return the files
     * @throws IOException if something cannot be read
     */
    public static List<CaseSource> at(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(source(place));
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(place)) {
            files = walk.filter(CaseFiles::isCase).sorted().limit(MOST_FILES).toList();
        }
        List<CaseSource> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(source(file));
        }
        return sources;
    }

    private static boolean isCase(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
    }

    private static CaseSource source(Path file) throws IOException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        String suite = Optional.ofNullable(folder.getFileName())
                .map(Path::toString)
                .orElse("cases");
        return new InFolder(file.toString(), suite, Files.readString(file), folder);
    }

    private record InFolder(String name, String suite, String text, Path folder) implements CaseSource {
        @Override
        public Optional<String> beside(String file) {
            if (file.contains("/") || file.contains("\\") || file.startsWith(".")) {
                return Optional.empty();
            }
            try {
                Path path = folder.resolve(file);
                return Files.isRegularFile(path) ? Optional.of(Files.readString(path)) : Optional.empty();
            } catch (IOException | java.nio.file.InvalidPathException unreadable) {
                return Optional.empty();
            }
        }
    }
}
