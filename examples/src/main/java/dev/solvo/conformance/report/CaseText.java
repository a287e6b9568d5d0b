package dev.solvo.conformance.report;

import dev.solvo.conformance.CaseEvent;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ExpectationCheck;
import java.util.ArrayList;
import java.util.List;

/** A result in lines of text, for the reports that have nothing but text. */
final class CaseText {
    private CaseText() {}

    /** Why the case came to its verdict, the reason first, then each expectation that was not met. */
    static List<String> causes(CaseResult result) {
        List<String> lines = new ArrayList<>();
        result.reason().ifPresent(reason -> lines.addAll(lines(reason)));
        for (ExpectationCheck check : result.checks()) {
            if (!check.met()) {
                String clause = check.clause().map(text -> " (" + text + ")").orElse("");
                lines.add(PrintableText.onOneLine(check.what() + clause));
                lines.add("    expected  " + PrintableText.onOneLine(check.expected()));
                lines.add("    got       " + PrintableText.onOneLine(check.actual()));
            }
        }
        return lines;
    }

    /** The first of the causes on one line. */
    static String cause(CaseResult result) {
        if (result.reason().isPresent()) {
            return lines(result.reason().get()).stream().findFirst().orElse("");
        }
        return result.checks().stream()
                .filter(check -> !check.met())
                .findFirst()
                .map(check -> PrintableText.onOneLine(
                        check.what() + ": expected " + check.expected() + ", got " + check.actual()))
                .orElse(SuiteCounts.words(result.verdict()));
    }

    /** What happened, in order. */
    static List<String> events(CaseResult result) {
        List<String> lines = new ArrayList<>();
        for (CaseEvent event : result.events()) {
            if (event instanceof CaseEvent.Exchange exchange) {
                command(lines, exchange.commandText(), exchange.command());
                lines.add("  <- " + PrintableText.onOneLine(exchange.response()));
                for (String line : exchange.responseText()) {
                    lines.add("     " + PrintableText.onOneLine(line));
                }
            } else if (event instanceof CaseEvent.NoAnswer unanswered) {
                command(lines, unanswered.commandText(), unanswered.command());
                lines.add("  no answer: " + PrintableText.onOneLine(unanswered.failure()));
            } else if (event instanceof CaseEvent.Decision decision) {
                lines.add(PrintableText.onOneLine(decision.rule() + ": " + decision.inputs() + " -> "
                        + decision.result() + " (" + decision.clause() + ")"));
            } else if (event instanceof CaseEvent.Step step) {
                lines.add(PrintableText.onOneLine(step.text()));
            }
        }
        return lines;
    }

    private static void command(List<String> lines, String text, String command) {
        lines.add(PrintableText.onOneLine(text));
        lines.add("  -> " + PrintableText.onOneLine(command));
    }

    private static List<String> lines(String text) {
        return PrintableText.of(text).lines().toList();
    }
}
