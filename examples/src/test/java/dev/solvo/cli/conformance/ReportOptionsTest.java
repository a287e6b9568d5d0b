package dev.solvo.cli.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.report.JsonReport;
import dev.solvo.conformance.report.ResumeJournal;
import dev.solvo.conformance.report.RunIdentity;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

final class ReportOptionsTest {
    private static final RunIdentity RUN = new RunIdentity("1", "kernel", "AA", "own kernel", 1);

    @TempDir
    private Path directory;

    @Command
    private static final class Mixee {
        @Mixin
        private ReportOptions reports = new ReportOptions();
    }

    @Test
    void writesWhatWasAskedFor() throws Exception {
        ConformanceReport report = RUN.report(List.of());
        Path html = directory.resolve("report.html");
        Path junit = directory.resolve("report.xml");
        Path json = directory.resolve("report.json");
        Files.writeString(html, "from an earlier run");
        ReportOptions reports = options("--html", html, "--junit", junit, "--json-report", json, "--language", "zh");
        reports.check();
        reports.write(report);
        assertTrue(Files.readString(html).contains("<html lang=\"zh-Hans\">"));
        assertTrue(Files.readString(junit).contains("<testsuites "));
        assertEquals(report, JsonReport.read(new StringReader(Files.readString(json))));
        try (var files = Files.list(directory)) {
            assertEquals(3, files.count(), "nothing else is left");
        }
    }

    @Test
    void aLinkStaysALink() throws Exception {
        Path file = Files.writeString(directory.resolve("file.xml"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link.xml"), file);
        options("--junit", link).write(RUN.report(List.of()));
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.readString(file).contains("<testsuites "));
    }

    @Test
    void withoutOptionsNothingIsWritten() throws Exception {
        ReportOptions reports = options();
        reports.check();
        reports.write(RUN.report(List.of()));
        assertEquals(Optional.empty(), reports.journal(RUN));
        try (var files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }

    /** Before the run, not after it. */
    @Test
    void saysAtOnceWhatCannotBeWritten() throws Exception {
        Path nowhere = directory.resolve("missing").resolve("report.html");
        assertMessage("--html: there is no folder for " + nowhere + " that can be written", options("--html", nowhere));
        assertMessage("--junit: " + directory + " is a folder", options("--junit", directory));
        Path one = directory.resolve("one");
        ReportOptions twice = options(
                "--html",
                one,
                "--json-report",
                directory.resolve("x").resolve("..").resolve("one"));
        assertEquals(
                "--html and --json-report name the same file",
                assertThrows(ParameterException.class, twice::check).getMessage());
        assertEquals(
                "--language is zh or en",
                assertThrows(ParameterException.class, options("--language", "fr")::check)
                        .getMessage());
        assertFalse(Files.exists(one));
    }

    @Test
    void theJournalOfAnotherRunIsBadInput() throws Exception {
        Path file = directory.resolve("run.journal");
        ReportOptions reports = options("--resume", file);
        reports.check();
        try (ResumeJournal journal = reports.journal(RUN).orElseThrow()) {
            assertEquals(Optional.empty(), journal.finished("id", "digest"));
        }
        RunIdentity other = new RunIdentity("1", "kernel", "BB", "own kernel", 1);
        assertEquals(
                "--resume: " + file
                        + ", line 1: a journal of another run, which cannot be taken up: checksum AA, then BB;"
                        + " name another file, or remove it",
                assertThrows(BadInputException.class, () -> reports.journal(other))
                        .getMessage());
    }

    private static void assertMessage(String message, ReportOptions options) {
        assertEquals(
                message, assertThrows(BadInputException.class, options::check).getMessage());
    }

    private static ReportOptions options(Object... arguments) {
        Mixee mixee = new Mixee();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        new CommandLine(mixee).parseArgs(texts);
        return mixee.reports;
    }
}
