package dev.solvo.cli.crypto;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.crypto.CryptoException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code solvo crypto}: one cryptographic calculation. */
@Command(
        name = "crypto",
        description = {
            "Makes one cryptographic calculation. Bytes are hexadecimal.",
            "A VALUE of - is a line of standard input, @FILE the first line of a file. What",
            "stands on the command line is seen by other processes and kept in the shell's",
            "history: hand in real keys, PINs and card numbers by - or @FILE.",
            "expect=VALUE compares the first result: exit code 1 if it differs."
        },
        footerHeading = "%nCalculations (inputs in brackets are optional, with their defaults):%n",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class CryptoCommand implements Callable<Integer> {
    /** Longest line that is read, in characters. */
    private static final int LONGEST_LINE = 100_000;

    private static final String EXPECT = "expect";

    private final Map<String, Calculation> calculations = new LinkedHashMap<>();

    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "OP", description = "the calculation")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String op;

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "its inputs")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--unmasked", description = "show keys, PINs and other secret results in full")
    private boolean unmasked;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    /** Made by picocli. */
    public CryptoCommand() {
        for (List<Calculation> group : List.of(
                KeyCalculations.all(),
                MacCalculations.all(),
                CryptogramCalculations.all(),
                CardDataCalculations.all(),
                PinCalculations.all(),
                DukptCalculations.all(),
                KeyBlockCalculations.all())) {
            group.forEach(calculation -> calculations.put(calculation.name(), calculation));
        }
    }

    @Spec
    void listCalculations(CommandSpec ofThis) {
        spec = ofThis;
        List<String> lines = new ArrayList<>();
        for (Calculation calculation : calculations.values()) {
            lines.add("  " + calculation.name() + ": " + calculation.description());
            lines.add("      " + usage(calculation));
        }
        lines.add("");
        lines.add("Example:");
        lines.add("  solvo crypto cvv key=@cvk.txt pan=4123456789012345 expiry=8701 service-code=101");
        ofThis.usageMessage().footer(lines.toArray(new String[0]));
    }

    @Override
    public Integer call() throws BadInputException {
        Calculation calculation = calculations.get(op);
        if (calculation == null) {
            throw new ParameterException(
                    spec.commandLine(), "there is no such calculation; --help lists " + calculations.size());
        }
        Map<String, String> values = values(calculation);
        Answer answer;
        try {
            answer = calculation.formula().of(new Inputs(values));
        } catch (CryptoException refused) {
            if (refused.reason() == CryptoException.Reason.AUTHENTICATION) {
                spec.commandLine().getErr().println("solvo: " + refused.getMessage());
                return ExitCode.DECLINED;
            }
            throw new BadInputException("refused, " + words(refused.reason()) + ": " + refused.getMessage(), refused);
        } catch (IllegalArgumentException refused) {
            throw new BadInputException("refused: " + refused.getMessage(), refused);
        }
        String expected = values.get(EXPECT);
        boolean agrees = expected == null || equal(expected, answer.first().text());
        print(answer, expected != null, agrees);
        return agrees ? ExitCode.OK : ExitCode.DECLINED;
    }

    private void print(Answer answer, boolean compared, boolean agrees) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            answer.values().forEach((name, value) -> node.put(name, shown(value)));
            if (compared) {
                node.put("agrees", agrees);
            }
            out.println(node.toPrettyString());
        } else {
            answer.values().forEach((name, value) -> out.printf("%-12s %s%n", name, shown(value)));
            if (compared) {
                out.printf("%-12s %s%n", EXPECT, agrees ? "agrees" : "differs");
            }
        }
        out.flush();
    }

    private String shown(Answer.Value value) {
        return value.secret() && !unmasked
                ? "(" + value.text().length() + " characters; --unmasked shows them)"
                : value.text();
    }

    private Map<String, String> values(Calculation calculation) throws BadInputException {
        Map<String, String> values = new LinkedHashMap<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String argument : arguments) {
            int end = argument.indexOf('=');
            String name = end < 0 ? "" : argument.substring(0, end);
            if (!calculation.takes(name) && !name.equals(EXPECT)) {
                throw wrong(calculation, name.isEmpty() ? "an input has no NAME=" : "there is no input " + name);
            }
            if (values.put(name, value(name, argument.substring(end + 1), lines)) != null) {
                throw wrong(calculation, name + " is given twice");
            }
        }
        for (String name : calculation.required()) {
            if (!values.containsKey(name)) {
                throw wrong(calculation, name + " is missing");
            }
        }
        return values;
    }

    private static String value(String name, String text, BufferedReader lines) throws BadInputException {
        if (!text.equals("-") && !text.startsWith("@")) {
            return text;
        }
        String line;
        try {
            if (text.equals("-")) {
                line = lines.readLine();
            } else {
                try (BufferedReader file =
                        Files.newBufferedReader(Path.of(text.substring(1)), StandardCharsets.US_ASCII)) {
                    line = file.readLine();
                }
            }
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read " + name, unreadable);
        }
        if (line == null || line.isBlank() || line.length() > LONGEST_LINE) {
            throw new BadInputException("there is no line for " + name);
        }
        return line.strip();
    }

    private ParameterException wrong(Calculation calculation, String message) {
        return new ParameterException(spec.commandLine(), message + "; it is " + usage(calculation));
    }

    private static String usage(Calculation calculation) {
        StringBuilder text = new StringBuilder("solvo crypto ").append(calculation.name());
        calculation.required().forEach(name -> text.append(' ').append(name).append('='));
        calculation
                .optional()
                .forEach(name -> text.append(" [")
                        .append(name)
                        .append(name.contains("=") ? "" : "=")
                        .append(']'));
        return text.toString();
    }

    private static boolean equal(String expected, String found) {
        return MessageDigest.isEqual(
                expected.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII),
                found.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
    }

    private static String words(CryptoException.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
