package dev.solvo.cli.prepaid;

import dev.solvo.prepaid.ledger.OperationFacts;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Why an operator does it. */
final class ReasonOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "not given",
            description = "why, for the books (default: not given)")
    private String reason = "not given";

    String reason() {
        if (!isKept(reason, OperationFacts.REASON_LENGTH)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--reason has 1 to " + OperationFacts.REASON_LENGTH
                            + " characters, none of them a control character");
        }
        return reason;
    }

    /** Whether every store can keep a text. */
    static boolean isKept(String text, int longest) {
        return !text.isBlank()
                && text.length() <= longest
                && text.codePoints()
                        .noneMatch(character -> Character.isISOControl(character)
                                || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }
}
