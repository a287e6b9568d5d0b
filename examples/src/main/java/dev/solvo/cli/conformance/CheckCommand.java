package dev.solvo.cli.conformance;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.conformance.BrokenCase;
import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.transaction.TransactionRecording;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code solvo conformance check}: what is wrong with case files. */
@Command(name = "check", description = "Says what is wrong with case files.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "case files, or folders of them")
    private List<Path> places = List.of();

    @Override
    public Integer call() throws BadInputException {
        PrintWriter out = spec.commandLine().getOut();
        CaseCollection cases = Bench.own(TransactionRecording.NONE).cases(Bench.sources(places));
        for (BrokenCase broken : cases.broken()) {
            broken.faults().forEach(out::println);
        }
        out.println(
                cases.cases().size() + " cases can be run, " + cases.broken().size() + " cannot");
        out.flush();
        return cases.broken().isEmpty() ? ExitCode.OK : ExitCode.BAD_INPUT;
    }
}
