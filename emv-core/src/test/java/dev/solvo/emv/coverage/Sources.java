package dev.solvo.emv.coverage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Which classes and tests there are: those of this module as they were compiled, those of modules above it, which this one
 * cannot see, by their sources.
 */
final class Sources {
    private static final String TESTS = "src/test/java";
    private static final String MAIN = "src/main/java";

    private final Path root;
    private final Map<String, List<Path>> tests = new HashMap<>();

    Sources(Path root) {
        this.root = root;
        for (Path module : modules()) {
            for (Path file : javaFiles(module.resolve(TESTS))) {
                String name = file.getFileName().toString().replace(".java", "");
                tests.computeIfAbsent(name, none -> new ArrayList<>()).add(file);
            }
        }
    }

    /** The directory with the root pom.xml, above wherever the tests run. */
    static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("bom")) && Files.isRegularFile(at.resolve("pom.xml"))) {
                return at;
            }
        }
        throw new IllegalStateException("not inside the repository");
    }

    boolean hasClass(String name) {
        if (load(name) != null) {
            return true;
        }
        String file = name.replace('.', '/') + ".java";
        return modules().stream()
                .anyMatch(module -> Files.isRegularFile(module.resolve(MAIN).resolve(file)));
    }

    /** Whether there is a test {@code Test#method}, or {@code Test.Nested#method}; a test may be in a nested class anyhow. */
    boolean hasTest(String test) {
        String[] parts = test.split("#", -1);
        if (parts.length != 2) {
            return false;
        }
        String[] names = parts[0].split("\\.", -1);
        return tests.getOrDefault(names[0], List.of()).stream().anyMatch(file -> holds(file, names, parts[1]));
    }

    private static boolean holds(Path file, String[] names, String method) {
        String path = file.toString().replace('\\', '/');
        String outermost = path.substring(path.indexOf(TESTS) + TESTS.length() + 1)
                .replace(".java", "")
                .replace('/', '.');
        if (load(outermost) == null) {
            return mentions(file, method);
        }
        Class<?> type = load(outermost + String.join("$", names).substring(names[0].length()));
        return type != null && hasTestMethod(type, method);
    }

    private static boolean hasTestMethod(Class<?> type, String name) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name) && AnnotationSupport.isAnnotated(method, Testable.class)) {
                return true;
            }
        }
        return Stream.of(type.getDeclaredClasses()).anyMatch(nested -> hasTestMethod(nested, name));
    }

    private static boolean mentions(Path file, String method) {
        try {
            return Pattern.compile("@\\w+[^;{}]*\\bvoid " + Pattern.quote(method) + "\\(")
                    .matcher(Files.readString(file))
                    .find();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static @Nullable Class<?> load(String name) {
        try {
            return Class.forName(name, false, Sources.class.getClassLoader());
        } catch (ClassNotFoundException none) {
            return null;
        }
    }

    private List<Path> modules() {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> javaFiles(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
