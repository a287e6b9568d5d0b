package dev.solvo.prepaid.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL, and the question what is left. {@code scripts/crash-test} does the same more often, and takes the power as well. */
final class SqliteCrashTest {
    private static final int KILLS = 10;
    private static final int THREADS = 8;

    @TempDir
    private Path directory;

    @Test
    void losesAndDoublesNothingThatWasAcknowledgedBeforeAKill() throws Exception {
        Path store = directory.resolve("books.db");
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            String engine = kill % 2 == 0 ? "sqlite-small-log" : "sqlite";
            String run = "run" + kill;
            List<String> printed = killedAfter(engine, store.toString(), run, 150 + 61 * kill);
            acknowledged.addAll(printed);
            try (Ledger ledger = LedgerCrashWork.open(engine, store.toString())) {
                assertEquals(List.of(), LedgerCrashWork.check(ledger, acknowledged));
                assertEquals(List.of(), LedgerCrashWork.askAgain(ledger, run, THREADS, printed));
                assertEquals(List.of(), LedgerCrashWork.check(ledger, acknowledged));
            }
        }
    }

    /** A limit on the size of files lets writes fail in the middle of a transaction, as a device does. */
    @Test
    void keepsWhatItAcknowledgedWhenTheDeviceFails() throws Exception {
        Path store = directory.resolve("books.db");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 12000 && exec \"$@\"", "sh"));
        command.addAll(java(LedgerCrashChild.class, "sqlite", store.toString(), "run", String.valueOf(THREADS))
                .command());
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> printed;
        try {
            printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
            assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        } finally {
            child.destroyForcibly();
        }
        assertEquals(3, child.exitValue());
        assertTrue(
                printed.stream().anyMatch(line -> line.startsWith("E ") && line.contains("SQLite 10")),
                printed::toString);
        assertTrue(printed.stream().filter(line -> line.startsWith("A ")).count() > 20, printed::toString);
        try (Ledger ledger = LedgerCrashWork.open("sqlite", store.toString())) {
            assertEquals(List.of(), LedgerCrashWork.check(ledger, printed));
            assertEquals(List.of(), LedgerCrashWork.askAgain(ledger, "run", THREADS, printed));
            assertEquals(List.of(), LedgerCrashWork.check(ledger, printed));
        }
    }

    /** A child is killed when it has acknowledged so many operations; all that it acknowledged. */
    static List<String> killedAfter(String engine, String store, String run, int count)
            throws IOException, InterruptedException {
        Process child = java(LedgerCrashChild.class, engine, store, run, String.valueOf(THREADS))
                .start();
        try {
            StringBuilder printed = new StringBuilder();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
                int lines = 0;
                int character;
                while ((character = out.read()) >= 0) {
                    printed.append((char) character);
                    if (character == '\n' && ++lines == count) {
                        // By its handle: the process itself would close the pipe, and with it what is still to be read.
                        child.toHandle().destroyForcibly();
                    }
                }
            }
            assertTrue(child.waitFor(60, TimeUnit.SECONDS));
            // What has no end was cut off by the kill.
            List<String> whole =
                    printed.substring(0, printed.lastIndexOf("\n") + 1).lines().toList();
            assertTrue(whole.size() >= count, () -> "the child ended by itself: " + whole);
            assertEquals("READY", whole.get(0));
            assertTrue(whole.stream().skip(1).allMatch(line -> line.startsWith("A ")), whole::toString);
            return whole;
        } finally {
            child.destroyForcibly();
        }
    }

    /** A Java process of its own. */
    static ProcessBuilder java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    /** Where this test runs as part of a module, the child runs without one. */
    private static String classPath() {
        List<String> parts = new ArrayList<>();
        for (Class<?> type : List.of(LedgerCrashChild.class, SqliteLedger.class)) {
            String own = type.getName().replace('.', '/') + ".class";
            String found = String.valueOf(type.getResource("/" + own));
            parts.add(Path.of(URI.create(found.substring(0, found.length() - own.length())))
                    .toString());
        }
        for (String property : List.of("jdk.module.path", "java.class.path")) {
            String path = System.getProperty(property, "");
            if (!path.isEmpty()) {
                parts.add(path);
            }
        }
        return String.join(File.pathSeparator, parts);
    }
}
