package dev.solvo.conformance.file;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Case files in folders, and those that come with the library. */
public final class CaseFiles {
    private static final String SHIPPED = "/dev/solvo/conformance/suites";
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

    /**
     * The suites that come with the library.
     *
     * @return their files, by suite and name
     */
    public static List<CaseSource> shipped() {
        try {
            URI place = Objects.requireNonNull(CaseFiles.class.getResource(SHIPPED), "the library lacks its suites")
                    .toURI();
            if (!place.getScheme().equals("jar")) {
                return inMemory(Path.of(place));
            }
            String[] jarAndFolder = place.getSchemeSpecificPart().split("!", 2);
            try (FileSystem jar = FileSystems.newFileSystem(Path.of(URI.create(jarAndFolder[0])))) {
                return inMemory(jar.getPath(jarAndFolder[1]));
            }
        } catch (URISyntaxException | IOException broken) {
            throw new IllegalStateException("the library's suites cannot be read", broken);
        }
    }

    private static List<CaseSource> inMemory(Path suites) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(suites)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        Map<String, Map<String, String>> folders = new HashMap<>();
        for (Path file : files) {
            folders.computeIfAbsent(suite(file), suite -> new HashMap<>()).put(name(file), Files.readString(file));
        }
        List<CaseSource> sources = new ArrayList<>();
        for (Path file : files) {
            if (isCase(file)) {
                Map<String, String> folder = folders.getOrDefault(suite(file), Map.of());
                sources.add(new Shipped(
                        "suites/" + suite(file) + "/" + name(file),
                        suite(file),
                        folder.getOrDefault(name(file), ""),
                        folder));
            }
        }
        return sources;
    }

    private static String suite(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null || folder.getFileName() == null ? "cases" : name(folder);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static boolean isCase(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
    }

    private static CaseSource source(Path file) throws IOException {
        return new InFolder(file.toString(), suite(file), Files.readString(file), file.toAbsolutePath());
    }

    private record Shipped(String name, String suite, String text, Map<String, String> folder) implements CaseSource {
        @Override
        public Optional<String> beside(String file) {
            return Optional.ofNullable(folder.get(file));
        }
    }

    private record InFolder(String name, String suite, String text, Path file) implements CaseSource {
        @Override
        public Optional<String> beside(String name) {
            if (name.contains("/") || name.contains("\\") || name.startsWith(".")) {
                return Optional.empty();
            }
            try {
                Path path = file.resolveSibling(name);
                return Files.isRegularFile(path) ? Optional.of(Files.readString(path)) : Optional.empty();
            } catch (IOException | InvalidPathException unreadable) {
                return Optional.empty();
            }
        }
    }
}
