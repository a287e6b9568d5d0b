package dev.solvo.prepaid.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.tlv.Bytes;
import java.io.BufferedReader;
import java.io.File;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A terminal's process is killed (SIGKILL) while it spends; what it printed is there when it is opened again. */
final class OfflineKillTest {
    private static final int KILLS = 12;

    @Test
    void acceptedRecordsSurviveKilling(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("till");
        Random random = new Random(20261130);
        NavigableMap<Long, String> printed = new TreeMap<>();
        int compactions = 0;
        long base = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int wanted = 1 + random.nextInt(60);
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classPath(),
                            OfflineChild.class.getName(),
                            store.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out = child.inputReader(StandardCharsets.US_ASCII)) {
                for (int i = 0; i < wanted; i++) {
                    String line = out.readLine();
                    assertTrue(line != null, "the child ended by itself");
                    note(printed, line);
                }
                // Not by the process itself, which would close what it printed.
                child.toHandle().destroyForcibly();
                // What it printed before it died counts, too; a line that is cut off does not.
                Optional<String> line = Optional.ofNullable(out.readLine());
                while (line.isPresent()) {
                    Optional<String> next = Optional.ofNullable(out.readLine());
                    if (next.isPresent() || line.get().matches("\\d+ [0-9A-F]{64}")) {
                        note(printed, line.get());
                    }
                    line = next;
                }
            } finally {
                child.destroyForcibly().waitFor();
            }
            OfflineWorld world = new OfflineWorld();
            try (OfflineTill till =
                    OfflineTill.open(store, world.key, world.listKey, world.clock, OfflineChild.LIMITS)) {
                long last = printed.lastKey();
                assertTrue(till.lastSequence() == last || till.lastSequence() == last + 1, "one more at most");
                for (long i = till.earliestSequence(); i <= last; i++) {
                    assertEquals(
                            Optional.of(Bytes.fromHex(printed.getOrDefault(i, ""))), till.sealOf(i), "record " + i);
                    assertEquals(i, till.find(OfflineChild.key(i)).orElseThrow().sequence());
                }
                assertTrue(till.earliestSequence() - 1 <= till.uploadedSequence(), "only uploaded ones are gone");
                compactions += till.earliestSequence() > base + 1 ? 1 : 0;
                base = till.earliestSequence() - 1;
                if (till.lastSequence() == last + 1) {
                    printed.put(last + 1, till.sealOf(last + 1).orElseThrow().toHex());
                }
            }
        }
        assertTrue(compactions > 0, "the journal was written anew, too");
    }

    private static void note(NavigableMap<Long, String> printed, String line) {
        String[] parts = line.split(" ", -1);
        long sequence = Long.parseLong(parts[0]);
        assertEquals(printed.isEmpty() ? 1 : printed.lastKey() + 1, sequence, "numbers go on where they were");
        printed.put(sequence, parts[1]);
    }

    /** Also when the tests run as a patch of their module. */
    private static String classPath() throws Exception {
        String name = OfflineChild.class.getName().replace('.', '/') + ".class";
        URL place = OfflineChild.class.getResource("/" + name);
        assertTrue(place != null, name);
        String file = Path.of(place.toURI()).toString().replace(File.separatorChar, '/');
        String root = file.substring(0, file.length() - name.length());
        return String.join(
                File.pathSeparator,
                root,
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""));
    }
}
