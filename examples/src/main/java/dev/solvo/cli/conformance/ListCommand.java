package dev.solvo.cli.conformance;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.conformance.ConformanceCase;
import dev.solvo.conformance.transaction.TransactionRecording;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code solvo conformance list}: which cases there are. */
@Command(name = "list", description = "Lists cases.", mixinStandardHelpOptions = true, sortOptions = false)
final class ListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private CaseSelection selection = new CaseSelection();

    @Override
    public Integer call() throws BadInputException {
        PrintWriter out = spec.commandLine().getOut();
        List<ConformanceCase> cases =
                selection.of(Bench.own(TransactionRecording.NONE).cases(selection.sources())).cases().stream()
                        .sorted(Comparator.comparing(ConformanceCase::suite).thenComparing(ConformanceCase::id))
                        .toList();
        for (ConformanceCase one : cases) {
            out.println(one.suite() + "  " + one.id() + "  " + one.title());
        }
        out.println(cases.size() + " cases");
        out.flush();
        return ExitCode.OK;
    }
}
