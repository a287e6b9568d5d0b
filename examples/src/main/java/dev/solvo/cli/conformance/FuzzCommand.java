package dev.solvo.cli.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.ConformanceCase;
import dev.solvo.conformance.fuzz.FuzzFinding;
import dev.solvo.conformance.fuzz.FuzzListener;
import dev.solvo.conformance.fuzz.FuzzReport;
import dev.solvo.conformance.fuzz.FuzzSettings;
import dev.solvo.conformance.fuzz.Fuzzer;
import dev.solvo.conformance.transaction.OwnKernel;
import dev.solvo.conformance.transaction.StatementOptions;
import dev.solvo.conformance.transaction.TransactionCase;
import dev.solvo.conformance.transaction.TransactionRecording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code solvo conformance fuzz}: changes what cards answer, and looks for what must not come of it. */
@Command(
        name = "fuzz",
        description = {
            "Changes what the cards of cases answer, and looks for crashes, hangs, and approvals that stand on an",
            "authentication which covers what was changed: 0 if it found nothing, 1 if it found something, 65 if a case",
            "is broken."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class FuzzCommand implements Callable<Integer> {
    private static final int MOST_MINUTES = 100_000;
    private static final int LONGEST_TIME_LIMIT = 600;
    private static final int SHOWN_EVERY_SECONDS = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ConformanceCommand parent;

    @Mixin
    private CaseSelection selection = new CaseSelection();

    @Option(names = "--card", paramLabel = "NAME", description = "only cases with this card image; may be repeated")
    private Set<String> cards = new TreeSet<>();

    @Mixin
    private Workers workers = new Workers();

    @Option(names = "--tries", paramLabel = "N", description = "end after so many transactions")
    private @Nullable Long tries;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "end after so many minutes (default without --tries: 1)")
    private @Nullable Integer minutes;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "a transaction that takes longer hangs (default: 10)")
    private int timeLimit = 10;

    @Option(names = "--out", paramLabel = "DIR", description = "leave a session for solvo replay of every finding")
    private @Nullable Path folder;

    @Option(names = "--json", description = "print the report as one JSON object")
    private boolean json;

    @Override
    public Integer call() throws BadInputException, InterruptedException {
        checkNumbers();
        TransactionRecording recording = parent.recording(false);
        Bench bench = Bench.own(recording);
        CaseCollection cases = selection.of(bench.cases(selection.sources()));
        PrintWriter err = spec.commandLine().getErr();
        cases.broken().forEach(broken -> broken.faults().forEach(err::println));
        err.flush();
        List<ConformanceCase> wanted = wanted(cases, StatementOptions.of(bench.statement()));
        if (folder != null) {
            makeFolder(folder);
        }
        Fuzzer fuzzer =
                new Fuzzer(kept -> new OwnKernel(bench.statement(), kept), recording, Workers.run(workers.threads()));
        FuzzReport report = fuzzer.run(
                wanted,
                new FuzzSettings(
                        workers.seed(),
                        tries == null ? Long.MAX_VALUE : tries,
                        Duration.ofSeconds(timeLimit),
                        folder != null),
                progress(err));
        List<String> files = new ArrayList<>();
        Optional<IOException> refused = writeSessions(report, files);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(report, files).toPrettyString());
        } else {
            print(report, files, out);
        }
        out.flush();
        if (refused.isPresent()) {
            throw new BadInputException("--out: cannot write " + refused.get().getMessage(), refused.get());
        }
        if (!cases.broken().isEmpty()) {
            return ExitCode.BAD_INPUT;
        }
        return report.findings().isEmpty() ? ExitCode.OK : ExitCode.DECLINED;
    }

    private void checkNumbers() {
        workers.check();
        check(tries == null || tries > 0, "--tries: expected a number from 1 on");
        check(
                minutes == null || minutes > 0 && minutes <= MOST_MINUTES,
                "--minutes: expected a number from 1 to " + MOST_MINUTES);
        check(
                timeLimit > 0 && timeLimit <= LONGEST_TIME_LIMIT,
                "--time-limit: expected a number from 1 to " + LONGEST_TIME_LIMIT);
    }

    private void check(boolean right, String otherwise) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    /** Transactions that apply; what is asked for and not there is an error. */
    private List<ConformanceCase> wanted(CaseCollection cases, Set<String> options) throws BadInputException {
        Set<String> unknown = new TreeSet<>(cards);
        List<ConformanceCase> wanted = new ArrayList<>();
        for (ConformanceCase one : cases.cases()) {
            if (one.procedure() instanceof TransactionCase transaction) {
                unknown.remove(transaction.cardName());
                boolean applies = one.applicability().isEmpty()
                        || one.applicability().get().holds(options);
                if (applies && (cards.isEmpty() || cards.contains(transaction.cardName()))) {
                    wanted.add(one);
                }
            }
        }
        if (!unknown.isEmpty()) {
            throw new BadInputException(
                    "--card: no case has the card " + unknown.iterator().next());
        }
        if (wanted.isEmpty()) {
            throw new BadInputException("none of the cases is a transaction that applies");
        }
        return wanted;
    }

    private FuzzListener progress(PrintWriter err) {
        long begin = System.nanoTime();
        int limit = minutes != null ? minutes : tries == null ? 1 : MOST_MINUTES;
        long[] shown = {begin};
        return (done, findings) -> {
            long now = System.nanoTime();
            if (!json
                    && now - shown[0] >= Duration.ofSeconds(SHOWN_EVERY_SECONDS).toNanos()) {
                shown[0] = now;
                err.println(done + " tries, " + findings + " findings");
                err.flush();
            }
            return now - begin < Duration.ofMinutes(limit).toNanos();
        };
    }

    private static void makeFolder(Path folder) throws BadInputException {
        try {
            Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new BadInputException("--out: cannot make the folder " + folder, refused);
        }
    }

    /**
     * Writes the sessions and notes their names in the order of the findings; no name where there is no session. What was found is
     * told even if a session cannot be written.
     */
    private Optional<IOException> writeSessions(FuzzReport report, List<String> names) {
        Optional<IOException> refused = Optional.empty();
        for (FuzzFinding finding : report.findings()) {
            String name = "";
            if (folder != null && finding.sessionJson().isPresent()) {
                name = "seed-" + report.seed() + "-finding-" + (names.size() + 1) + ".json";
                try {
                    Files.writeString(
                            folder.resolve(name), finding.sessionJson().get() + System.lineSeparator());
                } catch (IOException failure) {
                    refused = Optional.of(failure);
                    name = "";
                }
            }
            names.add(name);
        }
        return refused;
    }

    private void print(FuzzReport report, List<String> files, PrintWriter out) {
        for (int i = 0; i < report.findings().size(); i++) {
            FuzzFinding finding = report.findings().get(i);
            out.println(finding.kind() + " " + finding.what());
            out.println("  case " + finding.caseId()
                    + (finding.tryNumber() == 0 ? ", nothing changed" : ", try " + finding.tryNumber()));
            for (FuzzFinding.Change change : finding.changes()) {
                out.println("  answer " + change.exchange() + " (to " + change.command() + "): " + change.change());
            }
            if (!files.get(i).isEmpty()) {
                out.println("  solvo replay " + (folder == null ? "" : folder.resolve(files.get(i))));
            } else if (folder != null) {
                out.println("  no session can be made of it");
            }
            out.println();
        }
        out.println(report.tries() + " tries with seed " + report.seed() + ", " + report.cases() + " cases ("
                + report.leftOut() + " left out), " + report.findings().size() + " findings");
        if (report.givenUp()) {
            out.println("given up, for too many transactions hung");
        }
    }

    private static ObjectNode json(FuzzReport report, List<String> files) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("seed", report.seed());
        json.put("tries", report.tries());
        json.put("cases", report.cases());
        json.put("leftOut", report.leftOut());
        json.put("givenUp", report.givenUp());
        ArrayNode findings = json.putArray("findings");
        for (int i = 0; i < report.findings().size(); i++) {
            FuzzFinding finding = report.findings().get(i);
            ObjectNode one = findings.addObject();
            one.put("kind", finding.kind().name());
            one.put("what", finding.what());
            one.put("case", finding.caseId());
            one.put("try", finding.tryNumber());
            ArrayNode changes = one.putArray("changes");
            for (FuzzFinding.Change change : finding.changes()) {
                changes.addObject()
                        .put("exchange", change.exchange())
                        .put("command", change.command())
                        .put("change", change.change());
            }
            if (!files.get(i).isEmpty()) {
                one.put("session", files.get(i));
            }
        }
        return json;
    }
}
