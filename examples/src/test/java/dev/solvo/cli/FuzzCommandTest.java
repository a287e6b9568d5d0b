package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code solvo conformance fuzz}: what it prints, and what it tells the shell. */
final class FuzzCommandTest {
    private static final Path SUITES = Path.of("src/main/resources/dev/solvo/conformance/suites");
    private static final String CASE = """
            id: a-case
            title: A title
            clauses: ["EMV 4.4 Book 3, 10.5"]
            kind: contact
            card: {image: pin-plaintext}
            expect: {outcome: APPROVED}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private static CommandRun fuzz(Object... arguments) {
        Object[] all = new Object[arguments.length + 2];
        all[0] = "conformance";
        all[1] = "fuzz";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return CommandRun.of(all);
    }

    @Test
    void ourKernelsGiveNothing() {
        CommandRun one = fuzz(
                "--cases", SUITES.resolve("contact-oda"), "--tries", "200", "--seed", "3", "--threads", "1", "--json");
        assertEquals(0, one.exitCode(), one::out);
        assertEquals(200, one.json().path("tries").asInt());
        CommandRun contactless = fuzz("--cases", SUITES.resolve("kernel3"), "--tries", "100");
        assertEquals(0, contactless.exitCode(), contactless::out);
        assertTrue(contactless.out().startsWith("100 tries with seed 1, "), contactless::out);
    }

    @Test
    void takesTheCardsThatAreWanted() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), CASE);
        Files.writeString(
                folder.resolve("b.yaml"), CASE.replace("a-case", "b-case").replace("pin-plaintext", "online-cda"));
        assertEquals(
                2,
                fuzz("--cases", folder, "--tries", "1", "--json")
                        .json()
                        .path("cases")
                        .asInt());
        assertEquals(
                1,
                fuzz("--cases", folder, "--card", "online-cda", "--tries", "1", "--json")
                        .json()
                        .path("cases")
                        .asInt());
        CommandRun unknown = fuzz("--cases", folder, "--card", "no-such", "--tries", "1");
        assertEquals(65, unknown.exitCode());
        assertTrue(unknown.err().contains("no case has the card no-such"), unknown::err);
    }

    @Test
    void aBrokenCaseIsWrongInput() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), CASE + "nonsense: 1\n");
        Files.writeString(folder.resolve("b.yaml"), CASE.replace("a-case", "b-case"));
        CommandRun run = fuzz("--cases", folder, "--tries", "2");
        assertEquals(65, run.exitCode());
        assertTrue(run.err().contains("a.yaml:7:1: unknown key nonsense"), run::err);
    }

    @ParameterizedTest
    @CsvSource({
        "--tries,0,--tries: expected",
        "--minutes,0,--minutes: expected",
        "--time-limit,601,--time-limit: expected",
        "--threads,257,--threads: expected",
        "--tries,many,Invalid value for option '--tries'"
    })
    void aWrongNumberIsAWrongCommandLine(String option, String value, String message) {
        CommandRun run = fuzz(option, value);
        assertEquals(64, run.exitCode());
        assertTrue(run.err().contains(message), run::err);
    }
}
