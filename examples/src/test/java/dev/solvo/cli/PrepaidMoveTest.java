package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books go from one store to another with nothing lost. */
final class PrepaidMoveTest {
    @TempDir
    Path folder;

    @Test
    void booksMoveToAnotherDirectory() throws Exception {
        PrepaidRun old = new PrepaidRun(folder.resolve("old"));
        String code = old.card("100.00");
        JsonNode paid = old.json(0, "debit", "--card", code, "--amount", "12.50", "--key", "K1");
        Path file = folder.resolve("books.txt");
        JsonNode exported = old.json(0, "export", file);
        assertEquals(3, exported.path("entries").asInt());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertFalse(Files.readString(file).contains(code));
        assertEquals(65, old.solvo("export", file).exitCode(), "a file is never written over");

        PrepaidRun fresh = new PrepaidRun(folder.resolve("new"));
        JsonNode imported = fresh.json(0, "import", file);
        assertEquals(exported.path("sealed"), imported.path("sealed"));
        assertEquals(exported.path("sealed"), fresh.json(0, "verify").path("sealed"));
        Files.copy(folder.resolve("old/keys.json"), folder.resolve("new/keys.json"));
        JsonNode again = fresh.json(0, "debit", "--card", code, "--amount", "12.50", "--key", "K1");
        assertEquals(paid.toString().replace("\"replayed\":false", "\"replayed\":true"), again.toString());
        assertEquals(2, fresh.solvo("import", file).exitCode(), "books that are there are never touched");
    }

    @Test
    void aFileThatWasChangedIsNotImported() throws Exception {
        PrepaidRun old = new PrepaidRun(folder.resolve("old"));
        old.card("100.00");
        Path file = folder.resolve("books.txt");
        old.json(0, "export", file);
        String text = Files.readString(file);
        Files.writeString(file, text.replace("10000", "90000"));
        PrepaidRun fresh = new PrepaidRun(folder.resolve("new"));
        CommandRun refused = fresh.solvo("import", file);
        assertEquals(65, refused.exitCode(), refused.out() + refused.err());
        assertTrue(refused.err().contains("nothing was imported"), refused.err());
        assertEquals(0, fresh.json(0, "verify").path("entries").asInt());
        Files.writeString(file, text.substring(0, text.length() / 2));
        assertEquals(65, fresh.solvo("import", file).exitCode());
    }

    @Test
    void booksMoveToPostgresAndAreUsedThere() throws Exception {
        PrepaidRun old = new PrepaidRun(folder.resolve("old"));
        String code = old.card("100.00");
        JsonNode paid = old.json(0, "debit", "--card", code, "--amount", "12.50", "--key", "K1");
        Path file = folder.resolve("books.txt");
        JsonNode exported = old.json(0, "export", file);
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
            Object[] database = {
                "--store", url, "--db-user", "postgres", "--keys", folder.resolve("old/keys.json"), "--json"
            };
            assertEquals(
                    exported.path("sealed"),
                    prepaid(0, database, "import", file).path("sealed"));
            JsonNode again = prepaid(0, database, "debit", "--card", code, "--amount", "12.50", "--key", "K1");
            assertEquals(paid.toString().replace("\"replayed\":false", "\"replayed\":true"), again.toString());
            prepaid(0, database, "debit", "--card", code, "--amount", "1");
            assertEquals(
                    8650,
                    prepaid(0, database, "balance", "--card", code)
                            .at("/available/minorUnits")
                            .asLong());
            JsonNode verified = prepaid(0, database, "verify", "--seal");
            assertEquals(4, verified.at("/sealed/entries").asInt());
            CommandRun noKeys =
                    CommandRun.of("prepaid", "balance", "--store", url, "--db-user", "postgres", "--card", code);
            assertEquals(64, noKeys.exitCode());
            assertTrue(noKeys.err().contains("--keys FILE is missing"), noKeys.err());
        }
    }

    private static JsonNode prepaid(int exitCode, Object[] database, String command, Object... options) {
        Object[] all = new Object[2 + options.length + database.length];
        all[0] = "prepaid";
        all[1] = command;
        System.arraycopy(options, 0, all, 2, options.length);
        System.arraycopy(database, 0, all, 2 + options.length, database.length);
        CommandRun run = CommandRun.of(all);
        assertEquals(exitCode, run.exitCode(), run.out() + run.err());
        return run.json();
    }
}
