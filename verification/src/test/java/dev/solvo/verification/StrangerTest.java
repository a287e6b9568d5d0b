package dev.solvo.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles and runs a small modular program against the built modules, with nothing on its module path but what their
 * descriptors ask for.
 */
final class StrangerTest {
    private static final Path SOURCES = Repository.ROOT.resolve("verification/src/stranger/java");
    private static final long MOST_SECONDS = 120;

    @TempDir
    private static Path classes;

    private static final Map<String, Path> NEEDED =
            ModulePath.ofClassPath().closure("dev.solvo.tlv", "dev.solvo.crypto", "dev.solvo.emv", "dev.solvo.qr");

    @BeforeAll
    static void compile() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> found = Files.walk(SOURCES)) {
            List<Path> sources =
                    found.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> options = List.of(
                    "--release", "17", "-Xlint:all", "-Werror", "-d", classes.toString(), "--module-path", path());
            boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertTrue(compiled, messages::toString);
        }
    }

    @Test
    void runsAsAModule() throws IOException, InterruptedException {
        assertEquals(expected("till.txt"), run("com.example.till/com.example.till.Till"));
    }

    @Test
    void collectsAsAModule() throws IOException, InterruptedException {
        assertEquals(expected("qr-till.txt"), run("com.example.till/com.example.till.QrTill"));
    }

    private static String expected(String name) throws IOException {
        return Files.readString(
                Repository.ROOT.resolve("verification/src/stranger").resolve(name));
    }

    private static String run(String main) throws IOException, InterruptedException {
        Path output = classes.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "--module-path",
                        classes + File.pathSeparator + path(),
                        "--module",
                        main)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertEquals(0, process.waitFor(), text);
        return text;
    }

    private static String path() {
        return NEEDED.values().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
