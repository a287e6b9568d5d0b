package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.prepaid.ledger.LedgerException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** What all commands with a store share: they do one thing with it, and say why if that could not be. */
abstract class PrepaidTask implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Unmatched
    private @Nullable List<String> notUnderstood;

    private final SecretInput secrets = new SecretInput();

    @Override
    public final Integer call() throws BadInputException {
        refuseWhatBelongsToNoOption();
        prepare();
        try {
            return execute();
        } catch (LedgerException failed) {
            return report(failed);
        }
    }

    /** Reads and checks the options, before the store is opened. */
    abstract void prepare() throws BadInputException;

    /** Does it, prints what came of it, and tells the exit code. */
    abstract int execute() throws BadInputException, LedgerException;

    /** What to add when nothing was done; a new line's text. */
    String afterFailure() {
        return "nothing was done";
    }

    /** What a card or a PIN is read from, if it is not on the command line. */
    SecretInput secrets() {
        return secrets;
    }

    StoreOptions store() {
        return store;
    }

    boolean isJson() {
        return json;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** One line of the answer. */
    void line(String text) {
        out().println(text);
        out().flush();
    }

    /** The one object of {@code --json}. */
    void print(ObjectNode report) {
        line(report.toPrettyString());
    }

    ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An argument that picocli has seen to. */
    static <T> T present(@Nullable T argument) {
        if (argument == null) {
            throw new IllegalStateException("the arguments have not been read");
        }
        return argument;
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int report(LedgerException failed) {
        String what = failed.outcomeUnknown()
                ? "it was not learned whether it was done; ask again with the same key"
                : afterFailure();
        err().println("solvo: " + store.describe(failed) + "; " + what);
        err().flush();
        if (json) {
            ObjectNode report = object();
            report.put("outcome", failed.outcomeUnknown() ? "UNKNOWN" : "FAILED");
            report.put("reason", failed.reason().name());
            print(report);
        }
        return failed.outcomeUnknown() ? ExitCode.REVERSAL_OWED : ExitCode.TERMINATED;
    }

    /** picocli's own message would repeat a card's code that stands in the wrong place. */
    private void refuseWhatBelongsToNoOption() {
        if (notUnderstood == null || notUnderstood.isEmpty()) {
            return;
        }
        String first = notUnderstood.get(0);
        String name = first.split("=", 2)[0];
        throw usage(
                name.matches("--[a-z-]{1,30}")
                        ? "unknown option " + name
                        : "an argument of " + first.length() + " characters belongs to no option");
    }
}
