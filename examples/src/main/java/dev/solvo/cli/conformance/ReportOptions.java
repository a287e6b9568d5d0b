package dev.solvo.cli.conformance;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.report.HtmlReport;
import dev.solvo.conformance.report.JsonReport;
import dev.solvo.conformance.report.JunitReport;
import dev.solvo.conformance.report.ReportException;
import dev.solvo.conformance.report.ResumeJournal;
import dev.solvo.conformance.report.RunIdentity;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which files a run leaves. */
final class ReportOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--html", paramLabel = "FILE", description = "write the report as one HTML page")
    private @Nullable Path html;

    @Option(names = "--junit", paramLabel = "FILE", description = "write the report as JUnit XML")
    private @Nullable Path junit;

    @Option(
            names = "--json-report",
            paramLabel = "FILE",
            description = "write the report as JSON, which solvo conformance diff reads")
    private @Nullable Path json;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "keep results in this file as they are done, and take those that an interrupted run left there")
    private @Nullable Path resume;

    @Option(
            names = "--language",
            paramLabel = "zh|en",
            description = "language in which the HTML page opens (default: en)")
    private String language = "en";

    private interface Format {
        void write(ConformanceReport report, Writer out) throws IOException;
    }

    /** Whether the files can be written: to be asked before the run, not after an hour. */
    void check() throws BadInputException {
        if (!language.equals("zh") && !language.equals("en")) {
            throw new ParameterException(spec.commandLine(), "--language is zh or en");
        }
        Map<Path, String> options = new HashMap<>();
        check("--html", html, options);
        check("--junit", junit, options);
        check("--json-report", json, options);
        check("--resume", resume, options);
    }

    private void check(String option, @Nullable Path file, Map<Path, String> options) throws BadInputException {
        if (file == null) {
            return;
        }
        Path absolute = file.toAbsolutePath().normalize();
        String other = options.put(absolute, option);
        if (other != null) {
            throw new ParameterException(spec.commandLine(), other + " and " + option + " name the same file");
        }
        Path folder = absolute.getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new BadInputException(option + ": there is no folder for " + file + " that can be written");
        }
        if (Files.isDirectory(absolute)) {
            throw new BadInputException(option + ": " + file + " is a folder");
        }
    }

    /** The journal of a run, where one was asked for; to be closed by the caller. */
    Optional<ResumeJournal> journal(RunIdentity run) throws BadInputException {
        if (resume == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ResumeJournal.open(resume, run));
        } catch (ReportException wrong) {
            throw new BadInputException("--resume: " + wrong.getMessage(), wrong);
        } catch (IOException broken) {
            throw new BadInputException("--resume: cannot use " + resume, broken);
        }
    }

    /** Writes the files that were asked for; each is there as a whole or as it was. */
    void write(ConformanceReport report) throws BadInputException {
        Locale locale = language.equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
        write(report, "--html", html, (what, out) -> HtmlReport.write(what, locale, out));
        write(report, "--junit", junit, JunitReport::write);
        write(report, "--json-report", json, JsonReport::write);
    }

    private static void write(ConformanceReport report, String option, @Nullable Path file, Format format)
            throws BadInputException {
        if (file == null) {
            return;
        }
        try {
            // Where a link leads; and a device, such as /dev/null, is not to be replaced by a file.
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            boolean replaceable = !Files.exists(target) || Files.isRegularFile(target);
            Path written = replaceable ? target.resolveSibling(target.getFileName() + ".part") : target;
            try (Writer out = Files.newBufferedWriter(written)) {
                format.write(report, out);
            }
            if (replaceable) {
                Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException broken) {
            throw new BadInputException(option + ": cannot write " + file, broken);
        }
    }
}
