package dev.solvo.cli.conformance;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.conformance.ClauseCoverage;
import dev.solvo.conformance.transaction.TransactionRecording;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code solvo conformance clauses}: which clause how many cases test. */
@Command(
        name = "clauses",
        description = "Says which clause how many cases test, as a page in Markdown.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ClausesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private CaseSelection selection = new CaseSelection();

    @Override
    public Integer call() throws BadInputException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(new ClauseCoverage(selection
                        .of(Bench.own(TransactionRecording.NONE).cases(selection.sources()))
                        .cases())
                .page());
        out.flush();
        return ExitCode.OK;
    }
}
