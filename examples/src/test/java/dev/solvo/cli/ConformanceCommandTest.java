package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code solvo conformance}: what it prints, and what it tells the shell. */
final class ConformanceCommandTest {
    private static final String CASE = """
            id: a-case
            title: A title
            clauses: ["EMV 4.4 Book 3, 10.5", "EMV 4.4 Book 3, 9"]
            kind: contact
            card: {image: pin-plaintext}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void passes() throws IOException {
        Path file = file("a.yaml", CASE + "expect: {outcome: APPROVED}\n");
        CommandRun run = CommandRun.of("conformance", "run", "--cases", file);
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().contains("own kernel, simulated cards"), run::out);
        assertFalse(run.out().contains("FAILED"), run::out);
    }

    @Test
    void failsAndSaysWhy() throws IOException {
        Path file = file("a.yaml", CASE + "expect: {outcome: DECLINED}\n");
        CommandRun run = CommandRun.of("conformance", "run", "--cases", file);
        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.out().contains("a-case"), run::out);
        assertTrue(run.out().contains("DECLINED"), run::out);
        assertTrue(run.out().contains("APPROVED"), run::out);
        assertTrue(run.err().contains("FAILED a-case"), run::err);
    }

    @Test
    void aBrokenCaseIsWrongInputAndTheOthersRun() throws IOException {
        file("a.yaml", CASE + "expect: {outcome: APPROVED}\nnonsense: 1\n");
        file("b.yaml", CASE.replace("a-case", "b-case") + "expect: {outcome: APPROVED}\n");
        CommandRun run = CommandRun.of("conformance", "run", "--json", "--cases", folder);
        assertEquals(65, run.exitCode(), run::err);
        assertEquals(
                List.of("BROKEN", "PASSED"),
                Stream.of(0, 1)
                        .map(i -> run.json().at("/results/" + i + "/verdict").asText())
                        .toList());
        assertTrue(run.json().at("/results/0/reason").asText().contains("a.yaml:7:1: unknown key nonsense"), run::out);
    }

    /** The report has no times in it: the same cases give the same bytes, however many threads there are. */
    @Test
    void twoRunsGiveEqualBytes() throws IOException {
        file("a.yaml", CASE + "expect: {outcome: APPROVED}\n");
        file(
                "b.yaml",
                CASE.replace("a-case", "b-case").replace("pin-plaintext", "online-cda")
                        + "expect: {outcome: APPROVED}\n");
        String first = CommandRun.of("conformance", "run", "--json", "--threads", "1", "--cases", folder)
                .out();
        String second = CommandRun.of("conformance", "run", "--json", "--threads", "2", "--cases", folder)
                .out();
        assertEquals(first, second);
        assertFalse(first.equals(CommandRun.of("conformance", "run", "--json", "--seed", "2", "--cases", folder)
                .out()));
    }

    @Test
    void choosesCases() throws IOException {
        file("a.yaml", CASE + "expect: {outcome: APPROVED}\n");
        file(
                "b.yaml",
                CASE.replace("a-case", "b-case").replace("Book 3, 9", "Book 3, 8") + "expect: {outcome: APPROVED}\n");
        assertEquals(
                1,
                CommandRun.of("conformance", "run", "--json", "--cases", folder, "--case", "b-case")
                        .json()
                        .path("results")
                        .size());
        assertEquals(
                "b-case",
                CommandRun.of("conformance", "run", "--json", "--cases", folder, "--clause", "Book 3, 8")
                        .json()
                        .at("/results/0/id")
                        .asText());
        CommandRun unknown = CommandRun.of("conformance", "run", "--cases", folder, "--case", "c-case");
        assertEquals(65, unknown.exitCode());
        assertTrue(unknown.err().contains("there is no case c-case"), unknown::err);
        CommandRun suite = CommandRun.of("conformance", "run", "--cases", folder, "--suite", "none");
        assertEquals(65, suite.exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--threads=-1", "--threads=100000", "--seed=x", "--nonsense"})
    void refusesAWrongCommandLine(String option) {
        assertEquals(64, CommandRun.of("conformance", "run", option).exitCode());
    }

    @Test
    void refusesFilesThatAreNotThere() {
        CommandRun run = CommandRun.of("conformance", "run", "--cases", folder.resolve("none"));
        assertEquals(65, run.exitCode());
        assertTrue(run.err().contains("there is no file or folder"), run::err);
        assertEquals(65, CommandRun.of("conformance", "check", folder).exitCode());
    }

    @Test
    void checks() throws IOException {
        Path good = file("a.yaml", CASE + "expect: {outcome: APPROVED}\n");
        CommandRun run = CommandRun.of("conformance", "check", good);
        assertEquals(0, run.exitCode());
        assertEquals("1 cases can be run, 0 cannot", run.out().strip());
        Path bad = file("b.yaml", CASE + "expect: {outcom: APPROVED}\n");
        CommandRun wrong = CommandRun.of("conformance", "check", bad);
        assertEquals(65, wrong.exitCode());
        assertTrue(wrong.out().startsWith(bad + ":6:10: unknown key expect.outcom; did you mean outcome?"), wrong::out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"contact", "contactless", "prepaid", "wallet"})
    void aNewCasePasses(String kind) throws IOException {
        Path file = folder.resolve("new.yaml");
        CommandRun made = CommandRun.of("conformance", "new", file, "--kind", kind, "--id", "my-own");
        assertEquals(0, made.exitCode(), made::err);
        assertEquals(0, CommandRun.of("conformance", "check", file).exitCode());
        CommandRun run = CommandRun.of("conformance", "run", "--json", "--cases", file);
        assertEquals(0, run.exitCode(), run::out);
        assertEquals("my-own", run.json().at("/results/0/id").asText());
        assertEquals("PASSED", run.json().at("/results/0/verdict").asText());
    }

    @Test
    void aNewCaseNeverOverwrites() throws IOException {
        Path file = file("new.yaml", "mine");
        assertEquals(65, CommandRun.of("conformance", "new", file).exitCode());
        assertEquals("mine", Files.readString(file));
        assertEquals(
                64,
                CommandRun.of("conformance", "new", folder.resolve("new.txt")).exitCode());
        assertEquals(
                64,
                CommandRun.of("conformance", "new", folder.resolve("x.yaml"), "--id", "No Id")
                        .exitCode());
    }

    @Test
    void lists() throws IOException {
        Path file = file("a.yaml", CASE + "expect: {outcome: APPROVED}\n");
        CommandRun run = CommandRun.of("conformance", "list", "--cases", file);
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("a-case  A title"), run::out);
        assertTrue(run.out().endsWith("1 cases" + System.lineSeparator()), run::out);
    }

    /** By document, and in it by number: 9 before 10.5. */
    @Test
    void countsClauses() throws IOException {
        Path file = file("a.yaml", CASE + "expect: {outcome: APPROVED}\n");
        String page = CommandRun.of("conformance", "clauses", "--cases", file).out();
        String suite = String.valueOf(folder.getFileName());
        assertTrue(
                page.endsWith("## EMV 4.4 Book 3\n\n| clause | cases | suites |\n| --- | ---: | --- |\n| 9 | 1 | "
                        + suite + " |\n| 10.5 | 1 | " + suite + " |\n"),
                page);
    }

    /** {@code -Dconformance.write=true} writes {@code docs/conformance-coverage.md} anew. */
    @Test
    void theCoveragePageIsThatOfTheShippedSuites() throws IOException {
        Path docs = Path.of("../docs/conformance-coverage.md");
        String page = CommandRun.of("conformance", "clauses").out();
        if (Boolean.getBoolean("conformance.write")) {
            Files.writeString(docs, page);
        }
        assertEquals(page, Files.readString(docs), "write it anew with -Dconformance.write=true");
    }

    @Test
    void leavesSessionsThatReplay() throws IOException {
        Path sessions = folder.resolve("sessions");
        file("a.yaml", CASE + "expect: {outcome: APPROVED}\n");
        file(
                "b.yaml",
                CASE.replace("a-case", "b-case")
                                .replace("kind: contact", "kind: contactless")
                                .replace("pin-plaintext", "tap-mchip-torn")
                        + "expect: {outcome: APPROVED}\n");
        CommandRun run = CommandRun.of("conformance", "run", "--cases", folder, "--sessions", sessions);
        assertEquals(0, run.exitCode(), () -> run.out() + run.err());
        assertTrue(run.out().contains("2 sessions in "), run::out);
        for (String session : List.of("a-case.json", "b-case.json")) {
            CommandRun replay = CommandRun.of("replay", sessions.resolve(session));
            assertEquals(0, replay.exitCode(), () -> session + " " + replay.out() + replay.err());
        }
    }

    @Test
    void showsWhatHappened() throws IOException {
        Path file = file("a.yaml", CASE + "expect: {outcome: APPROVED}\n");
        CommandRun run = CommandRun.of("conformance", "run", "--events", "--cases", file, "--case", "a-case");
        assertTrue(run.out().contains("> GET PROCESSING OPTIONS  80A8000002830000"), run::out);
        assertTrue(run.out().contains("* PIN entered"), run::out);
        assertTrue(run.out().contains("> VERIFY  0020008008****************"), run::out);
    }
}
