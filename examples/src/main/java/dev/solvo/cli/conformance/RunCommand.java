package dev.solvo.cli.conformance;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.CaseEvent;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.ConformanceRun;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.RunSettings;
import dev.solvo.conformance.Verdict;
import dev.solvo.conformance.transaction.StatementOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code solvo conformance run}: runs cases and reports. */
@Command(name = "run", description = "Runs conformance cases.", mixinStandardHelpOptions = true, sortOptions = false)
final class RunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--cases", paramLabel = "FILE|DIR", description = "case files, or folders of them")
    private List<Path> places = List.of();

    @Option(names = "--suite", paramLabel = "NAME", description = "only the cases of this suite")
    private Set<String> suites = new TreeSet<>();

    @Option(names = "--case", paramLabel = "ID", description = "only this case")
    private Set<String> ids = new TreeSet<>();

    @Option(names = "--seed", defaultValue = "1", description = "where randomness begins (default: 1)")
    private long seed = 1;

    @Option(names = "--threads", description = "cases at once (default: all cores)")
    private int threads;

    @Option(names = "--events", description = "show what happened in failed cases")
    private boolean events;

    @Override
    public Integer call() throws BadInputException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Bench bench = Bench.own();
        CaseCollection cases = bench.cases(places)
                .only(one -> (suites.isEmpty() || suites.contains(one.suite()))
                        && (ids.isEmpty() || ids.contains(one.id())));
        ConformanceRun run = new ConformanceRun(
                work -> {
                    Thread thread = new Thread(work, "conformance case");
                    thread.setDaemon(true);
                    return thread;
                },
                threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
        List<CaseResult> results = run.run(
                cases,
                RunSettings.of(seed, StatementOptions.of(bench.statement())),
                (result, session, done, all) -> {});
        ConformanceReport report = new ConformanceReport(
                "", bench.kernel().name(), bench.kernel().checksum(), bench.subject(), seed, results);
        print(report, out);
        out.flush();
        if (report.count(Verdict.BROKEN) > 0) {
            return ExitCode.BAD_INPUT;
        }
        return results.stream().anyMatch(result -> result.verdict().isFailure()) ? ExitCode.DECLINED : ExitCode.OK;
    }

    private void print(ConformanceReport report, PrintWriter out) {
        for (CaseResult result : report.results()) {
            out.println(result.verdict() + " " + result.id() + " (" + result.origin() + ")");
            if (result.verdict() == Verdict.PASSED && !(events && !ids.isEmpty())) {
                continue;
            }
            result.reason().ifPresent(reason -> reason.lines().forEach(line -> out.println("    " + line)));
            for (ExpectationCheck check : result.checks()) {
                if (!check.met()) {
                    out.println("    " + check.what() + ": expected " + check.expected() + ", got " + check.actual());
                }
            }
            if (events) {
                result.events().forEach(event -> print(event, out));
            }
        }
        for (Verdict verdict : Verdict.values()) {
            out.println(verdict + " " + report.count(verdict));
        }
    }

    private static void print(CaseEvent event, PrintWriter out) {
        if (event instanceof CaseEvent.Exchange exchange) {
            out.println("    > " + exchange.commandText() + "  " + exchange.command());
            out.println("    < " + exchange.response());
        } else if (event instanceof CaseEvent.NoAnswer lost) {
            out.println("    > " + lost.commandText() + "  " + lost.command() + "  " + lost.failure());
        } else if (event instanceof CaseEvent.Decision decision) {
            out.println("      " + decision.rule() + ": " + decision.result() + " (" + decision.clause() + ") "
                    + decision.inputs());
        } else if (event instanceof CaseEvent.Step step) {
            out.println("    * " + step.text());
        }
    }
}
