package dev.solvo.cli.prepaid.purse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;

/** One run of the command, as {@code solvo} runs its commands: exit code and what it printed. */
record PurseRun(int exitCode, String out, String err) {
    static PurseRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = new CommandLine(new PursePrepaidCommand());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        commandLine.setParameterExceptionHandler((wrong, given) -> {
            wrong.getCommandLine().getErr().println(wrong.getMessage());
            return ExitCode.USAGE;
        });
        commandLine.setExecutionExceptionHandler((thrown, failed, parsed) -> {
            if (thrown instanceof BadInputException) {
                failed.getErr().println(thrown.getMessage());
                return ExitCode.BAD_INPUT;
            }
            throw thrown;
        });
        int exitCode =
                commandLine.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new PurseRun(exitCode, out.toString(), err.toString());
    }

    JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("not JSON: " + out + err, notJson);
        }
    }

    String outcome() {
        return json().path("outcome").asText();
    }
}
