package dev.solvo.cli.conformance;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.CaseEvent;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceCase;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.ConformanceRun;
import dev.solvo.conformance.RunSettings;
import dev.solvo.conformance.Verdict;
import dev.solvo.conformance.file.CaseSource;
import dev.solvo.conformance.report.JsonReport;
import dev.solvo.conformance.report.ResumeJournal;
import dev.solvo.conformance.report.ResumedRun;
import dev.solvo.conformance.report.RunIdentity;
import dev.solvo.conformance.report.TextReport;
import dev.solvo.conformance.transaction.StatementOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code solvo conformance run}: runs cases and reports. */
@Command(
        name = "run",
        description = {
            "Runs conformance cases and reports: 0 if all passed or do not apply, 1 if one failed, crashed or did not end,",
            "65 if a case is broken."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ConformanceCommand parent;

    @Mixin
    private CaseSelection selection = new CaseSelection();

    /** Names of card images, in whatever way a case writes them. */
    private static final Pattern IMAGE = Pattern.compile("\\bimage\\W{1,4}([\\w.-]{1,100})");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\\u202A-\\u202E\\u2066-\\u2069]");

    @Mixin
    private Workers workers = new Workers();

    @Option(
            names = "--events",
            description = "show what happened, step by step, in cases that failed; with --case in all")
    private boolean events;

    @Option(names = "--json", description = "print the report as one JSON object")
    private boolean json;

    @Option(names = "--sessions", paramLabel = "DIR", description = "leave a session for solvo replay of every case")
    private @Nullable Path sessions;

    @Option(names = "--record-card-data", description = "allow --sessions with cards that are not simulated here")
    private boolean recordCardData;

    @Mixin
    private SubjectOptions subjects = new SubjectOptions();

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Override
    public Integer call() throws BadInputException, InterruptedException, IOException {
        workers.check();
        reports.check();
        boolean live = subjects.hasOtherCards();
        if (sessions != null) {
            if (live && !recordCardData) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--sessions would store the data of real cards; add --record-card-data to allow it");
            }
            folder(sessions);
        }
        Bench bench = Bench.of(subjects, parent.recording(live));
        List<CaseSource> sources = selection.sources();
        CaseCollection cases = subjects.patiently(selection.of(bench.cases(sources)));
        PrintWriter out = spec.commandLine().getOut();
        RunProgress progress = new RunProgress(spec.commandLine().getErr(), !json, Optional.ofNullable(sessions), live);
        RunIdentity identity = new RunIdentity(
                parent.version(), bench.kernel().name(), bench.kernel().checksum(), bench.subject(), workers.seed());
        Set<String> options = StatementOptions.of(bench.statement());
        ConformanceReport report = identity.report(results(
                cases,
                new RunSettings(workers.seed(), options, sessions != null, result -> false),
                identity,
                sources,
                progress));
        reports.write(report);
        int kept = progress.sessionsKept();
        if (json) {
            JsonReport.write(report, out);
            out.println();
        } else {
            print(report, out);
            if (sessions != null) {
                out.println(kept + " sessions in " + sessions);
            }
        }
        out.flush();
        if (report.count(Verdict.BROKEN) > 0) {
            return ExitCode.BAD_INPUT;
        }
        return report.results().stream().anyMatch(result -> result.verdict().isFailure())
                ? ExitCode.DECLINED
                : ExitCode.OK;
    }

    private List<CaseResult> results(
            CaseCollection cases,
            RunSettings settings,
            RunIdentity identity,
            List<CaseSource> sources,
            RunProgress progress)
            throws BadInputException, InterruptedException, IOException {
        ConformanceRun run = Workers.run(subjects.atATime(workers.threads()));
        Optional<ResumeJournal> journal = reports.journal(identity);
        if (journal.isEmpty()) {
            return run.run(cases, settings, progress);
        }
        try (ResumeJournal open = journal.get()) {
            ResumedRun resumed =
                    ResumedRun.of(run, cases, settings, open, digest(sources, settings.options()), progress);
            // What was found is worth more than the journal: the reports are written all the same.
            resumed.journalFailure().ifPresent(failure -> {
                PrintWriter err = spec.commandLine().getErr();
                err.println("--resume: the file cannot be written; it does not hold the whole run");
                err.flush();
            });
            return resumed.results();
        }
    }

    /** A case is the same as long as its file, the cards beside it, and what the terminal's side declares are. */
    private static Function<ConformanceCase, String> digest(List<CaseSource> sources, Set<String> options) {
        String declared = String.join(",", new TreeSet<>(options));
        Map<String, String> texts = new HashMap<>();
        for (CaseSource source : sources) {
            StringBuilder all = new StringBuilder(source.text());
            Matcher image = IMAGE.matcher(source.text());
            while (image.find()) {
                source.beside(image.group(1)).ifPresent(all::append);
            }
            texts.put(source.name(), all.toString());
        }
        return one -> ResumeJournal.digest(
                List.of(one.id(), texts.getOrDefault(one.origin().file(), ""), declared));
    }

    private static void folder(Path sessions) throws BadInputException {
        try {
            Files.createDirectories(sessions);
        } catch (IOException refused) {
            throw new BadInputException("--sessions: cannot make the folder " + sessions, refused);
        }
    }

    private void print(ConformanceReport report, PrintWriter out) throws IOException {
        if (events) {
            for (CaseResult result : report.results()) {
                if (result.verdict() != Verdict.PASSED || selection.namesCases()) {
                    out.println(result.id());
                    result.events().forEach(event -> print(event, out));
                    out.println();
                }
            }
        }
        TextReport.write(report, out);
    }

    private static void print(CaseEvent event, PrintWriter out) {
        if (event instanceof CaseEvent.Exchange exchange) {
            line(out, "  > " + exchange.commandText() + "  " + exchange.command());
            line(out, "  < " + exchange.response());
        } else if (event instanceof CaseEvent.NoAnswer lost) {
            line(out, "  > " + lost.commandText() + "  " + lost.command() + "  " + lost.failure());
        } else if (event instanceof CaseEvent.Decision decision) {
            line(
                    out,
                    "    " + decision.rule() + ": " + decision.result() + " (" + decision.clause() + ") "
                            + decision.inputs());
        } else if (event instanceof CaseEvent.Step step) {
            line(out, "  * " + step.text());
        }
    }

    /** A card's text has no say in how the terminal shows it. */
    private static void line(PrintWriter out, String text) {
        out.println(CONTROL.matcher(text).replaceAll("?"));
    }
}
