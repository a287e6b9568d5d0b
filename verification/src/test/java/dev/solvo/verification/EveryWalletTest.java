package dev.solvo.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every wallet in a JVM of its own, and looks at what that JVM loaded and has for settings afterwards.
 *
 * <p>On the class path, as tills do. On the module path the JDK itself, where it looks for its own elliptic curves on the way
 * to AES, takes every provider that a module declares into its hands, and Bouncy Castle's module declares one.
 */
final class EveryWalletTest {
    private static final long MOST_SECONDS = 240;

    @TempDir
    private static Path directory;

    private static List<String> lines = List.of();
    private static List<String> loaded = List.of();
    private static List<String> settings = List.of();

    @BeforeAll
    static void run() throws IOException, InterruptedException {
        Path classLog = directory.resolve("classes.txt");
        lines = run("-Xlog:class+load:file=" + classLog, List.of());
        loaded = Files.readAllLines(classLog);
        // To look at the providers loads them, so that it takes another run.
        settings = run("--add-opens=java.base/java.net=ALL-UNNAMED", List.of("settings"));
    }

    private static List<String> run(String option, List<String> arguments) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                option,
                "-cp",
                Repository.ROOT.resolve("verification/target/test-classes") + File.pathSeparator + path(),
                EveryWalletRun.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertEquals(0, process.waitFor(), text);
        return text.lines().toList();
    }

    private static String path() {
        return ModulePath.ofClassPath().closure("dev.solvo.qr", "dev.solvo.simulator").values().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> said(String kind, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(kind + ": "))
                .map(line -> line.substring(kind.length() + 2))
                .toList();
    }

    /** The other tests would not notice if nothing had been done. */
    @Test
    void everyWalletWasUsed() {
        List<String> calls =
                List.of("pay", "query", "refund", "queryRefund", "cancel", "show", "close", "notification");
        List<String> did = said("did", lines);
        // Two adapters; six ways of Alipay, one of UnionPay, four of WeChat Pay.
        for (String call : calls) {
            assertEquals(
                    2 * 11,
                    did.stream()
                            .filter(line -> line.contains(" " + call + ": "))
                            .count(),
                    call);
        }
        assertEquals(
                2,
                did.stream()
                        .filter("WeChat Pay certificates: Downloaded"::equals)
                        .count());
        assertEquals(
                List.of(),
                did.stream()
                        .filter(line -> line.matches(".*: (NotKnown|NotFound|Rejected|null)"))
                        .toList());
        assertTrue(loaded.stream().anyMatch(line -> line.contains(" dev.solvo.qr.wechat.V2Signature ")));
    }

    @Test
    void noClassOfBouncyCastleIsLoaded() {
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(line -> line.contains(" org.bouncycastle."))
                        .toList());
        // What is looked for could be found.
        assertTrue(path().contains("bcprov"));
    }

    @Test
    void noSettingOfTheJvmIsChanged() {
        assertEquals(List.of(), said("changed", settings));
        assertTrue(Integer.parseInt(said("settings", settings).get(0)) > 80, said("settings", settings)::toString);
    }
}
