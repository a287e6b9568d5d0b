package dev.solvo.cli.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.conformance.CaseOrigin;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.Verdict;
import dev.solvo.conformance.report.JsonReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DiffCommandTest {
    @TempDir
    private Path directory;

    private Path before;
    private Path after;

    private record Run(int exitCode, String out, Exception failure) {}

    @BeforeEach
    void writeReports() throws Exception {
        before = write(
                "before.json",
                "AA",
                result("a-same", Verdict.PASSED, "00"),
                result("b-breaks", Verdict.PASSED, "00"),
                result("c-mended", Verdict.FAILED, "80"),
                result("d-changed", Verdict.FAILED, "80"),
                result("e-gone", Verdict.PASSED, "00"));
        after = write(
                "after.json",
                "BB",
                result("a-same", Verdict.PASSED, "00"),
                result("b-breaks", Verdict.FAILED, "40"),
                result("c-mended", Verdict.PASSED, "00"),
                result("d-changed", Verdict.FAILED, "20\u001B[2J"),
                result("f-added", Verdict.PASSED, "00"));
    }

    @Test
    void namesEachDifferenceAndFailsOnNewFailures() {
        Run run = run(before, after);
        assertEquals(1, run.exitCode());
        assertEquals("""
                checksum AA, then BB
                new failures
                  suite  b-breaks  passed -> failed
                    tvr
                      before  met, got 00
                      after   not met, expected 00, got 40

                mended
                  suite  c-mended  failed -> passed
                    tvr
                      before  not met, expected 00, got 80
                      after   met, got 00

                changed
                  suite  d-changed  failed -> failed
                    tvr
                      before  not met, expected 00, got 80
                      after   not met, expected 00, got 20\\u001B[2J

                added
                  suite  f-added  not there -> passed

                gone
                  suite  e-gone  passed -> not there

                1 new failures, 1 mended, 1 changed, 1 added, 1 gone
                """, run.out());
    }

    @Test
    void aRunLikeTheOneBeforeIsGood() {
        Run run = run(before, before);
        assertEquals(0, run.exitCode());
        assertEquals("no case differs\n", run.out());
    }

    /** What failed before is no reason to stop a build; what is gone or added neither. */
    @Test
    void oldFailuresAreNoNewOnes() throws Exception {
        Path less =
                write("less.json", "AA", result("c-mended", Verdict.FAILED, "80"), result("g", Verdict.PASSED, "00"));
        assertEquals(0, run(before, less).exitCode());
    }

    @Test
    void printsOneJsonObject() throws Exception {
        Run run = run("--json", before, after);
        assertEquals(1, run.exitCode());
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertTrue(json.path("newFailuresFound").asBoolean());
        assertEquals("checksum AA, then BB", json.path("run").path(0).asText());
        JsonNode failure = json.path("newFailures").path(0);
        assertEquals("b-breaks", failure.path("id").asText());
        assertEquals("PASSED", failure.path("before").asText());
        assertEquals("FAILED", failure.path("after").asText());
        assertEquals(
                "40",
                failure.path("checks").path(0).path("after").path("actual").asText());
        assertEquals("c-mended", json.path("mended").path(0).path("id").asText());
        assertEquals("d-changed", json.path("changed").path(0).path("id").asText());
        assertTrue(json.path("added").path(0).path("before").isMissingNode());
        assertEquals("e-gone", json.path("gone").path(0).path("id").asText());
    }

    @Test
    void aFileThatIsNoReportIsNamed() throws Exception {
        Path other = Files.writeString(directory.resolve("other.json"), "{\"outcome\": \"APPROVED\"}");
        assertBad(
                other + ": format: expected \"solvo-conformance-report\": this is no conformance report",
                run(before, other));
        Path missing = directory.resolve("missing.json");
        assertBad("cannot read " + missing, run(missing, before));
        Path binary = Files.write(directory.resolve("binary.json"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertBad("cannot read " + binary, run(before, binary));
    }

    private static void assertBad(String message, Run run) {
        assertTrue(run.failure() instanceof BadInputException, String.valueOf(run.failure()));
        assertEquals(message, run.failure().getMessage());
    }

    private static Run run(Object... arguments) {
        StringWriter out = new StringWriter();
        Exception[] failure = new Exception[1];
        CommandLine commandLine = new CommandLine(new DiffCommand());
        commandLine.setOut(new PrintWriter(out));
        commandLine.setExecutionExceptionHandler((thrown, failed, parsed) -> {
            failure[0] = thrown;
            return 65;
        });
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return new Run(commandLine.execute(texts), out.toString().replace(System.lineSeparator(), "\n"), failure[0]);
    }

    private Path write(String name, String checksum, CaseResult... results) throws Exception {
        Path file = directory.resolve(name);
        try (Writer out = Files.newBufferedWriter(file)) {
            JsonReport.write(new ConformanceReport("1", "kernel", checksum, "own kernel", 1, List.of(results)), out);
        }
        return file;
    }

    private static CaseResult result(String id, Verdict verdict, String tvr) {
        return new CaseResult(
                id,
                "suite",
                "title",
                List.of("clause"),
                new CaseOrigin("file.yaml", 1),
                verdict,
                Optional.empty(),
                List.of(new ExpectationCheck("tvr", "00", tvr, verdict == Verdict.PASSED, Optional.empty())),
                List.of());
    }
}
