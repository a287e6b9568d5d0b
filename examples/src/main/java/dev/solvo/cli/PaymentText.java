package dev.solvo.cli;

import dev.solvo.emv.Explanation;
import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionResult;
import dev.solvo.transcript.CommandText;
import dev.solvo.transcript.KernelReport;
import dev.solvo.transcript.PaymentLog;
import dev.solvo.transcript.PaymentReport;
import dev.solvo.transcript.TapReport;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** A payment as it happens, for people. Shows no card data but the masked number. */
final class PaymentText {
    private static final int REFERENCE_COLUMN = 58;

    private final PrintWriter out;
    private final Ansi ansi;

    PaymentText(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    void show(PaymentLog.Event event) {
        if (event instanceof PaymentLog.Event.Decided decided) {
            show(decided.explanation());
        } else if (event instanceof PaymentLog.Event.Exchanged exchanged) {
            line("  "
                    + styled(
                            "faint",
                            "-> " + CommandText.describe(exchanged.command()) + "  "
                                    + exchanged.exchange().response().statusWord()
                                    + answerLength(exchanged)));
        } else if (event instanceof PaymentLog.Event.NotAnswered lost) {
            line("  "
                    + styled("fg(red)", "-> " + CommandText.describe(lost.command()) + "  no answer: " + lost.kind()));
        } else if (event instanceof PaymentLog.Event.Shown shown) {
            line("  " + styled("fg(cyan)", "display: " + shown.message()));
        } else if (event instanceof PaymentLog.Event.Displayed displayed) {
            line("  " + styled("fg(cyan)", "reader: " + TapReport.describe(displayed.request())));
        } else if (event instanceof PaymentLog.Event.Presented presented) {
            line("  " + styled("fg(cyan)", "card or phone held to the reader, time " + presented.time()));
        } else if (event instanceof PaymentLog.Event.AskedIssuer asked) {
            line("  " + styled("fg(cyan)", "issuer: " + asked.answer().orElse("no answer")));
        }
        out.flush();
    }

    void outcome(Outcome outcome, KernelReport kernel) {
        outcome(outcome, outcome.result().cvmResults().map(PaymentReport::cvmName));
        field("kernel", kernel.kernel().name() + " " + kernel.kernel().version());
        field("kernel checksum", kernel.kernel().checksum().toHex());
        kernel.deviations().forEach(deviation -> field("not as declared", deviation));
        lastLines(outcome);
    }

    /** The outcome of a tap: which kernel it was, and the parameters that the reader was told. */
    void outcome(Outcome outcome, TapReport tap) {
        outcome(outcome, tap.cardholderVerification());
        tap.lines().forEach(this::field);
        lastLines(outcome);
    }

    private void outcome(Outcome outcome, Optional<String> cardholder) {
        TransactionResult result = outcome.result();
        line("");
        String colour = outcome instanceof Outcome.Approved || outcome instanceof Outcome.RefundAccepted
                ? "bold,fg(green)"
                : "bold,fg(red)";
        line(styled(colour, PaymentReport.outcomeName(outcome).replace('_', ' ')) + "  "
                + result.request().amount());
        if (outcome instanceof Outcome.Terminated end) {
            field("reason", end.reason() + ": " + end.explanation());
        }
        field(
                "application",
                result.application()
                        .map(application -> application.displayName() + "  "
                                + application.dfName().toHex()));
        field("card", result.pan().map(Object::toString));
        field(
                "card authentication",
                result.offlineDataAuthentication().method() + " "
                        + result.offlineDataAuthentication().status());
        field(
                "cardholder",
                cardholder.map(method -> method
                        + result.cvmResults()
                                .map(results -> " (9F34 " + results.toBytes().toHex() + ")")
                                .orElse("")));
        field("TVR", result.terminalVerificationResults().toBytes().toHex());
        field("TSI", result.transactionStatusInformation().toBytes().toHex());
        field("first cryptogram", result.firstCryptogram().map(PaymentText::cryptogram));
        field("final cryptogram", result.finalCryptogram().map(PaymentText::cryptogram));
        field("response code", result.authorisationResponseCode().map(PaymentReport::characters));
        field("issuer authentication", result.issuerAuthentication().toString());
        result.scriptResults().forEach(script -> field("script result", script.toHex()));
        field("host", PaymentReport.hostStateName(outcome.hostState()));
    }

    private void lastLines(Outcome outcome) {
        if (outcome.hostState() instanceof HostState.ReversalOwed) {
            line(styled("bold,fg(red)", "A reversal is owed: the issuer may have booked this amount."));
        }
        if (outcome.result().signatureRequired()) {
            line("Signature: ______________________");
        }
        out.flush();
    }

    private void show(Explanation explanation) {
        boolean title = explanation.result().isEmpty();
        if (title) {
            line("");
            line(styled("bold", pad(explanation.rule())) + styled("faint", explanation.reference()));
            return;
        }
        line("  " + explanation.rule() + ": " + styled("bold", explanation.result())
                + styled("faint", "  (" + explanation.reference() + ")"));
        for (Map.Entry<String, String> input : explanation.inputs().entrySet()) {
            line(styled("faint", "      " + input.getKey() + " = " + input.getValue()));
        }
    }

    private static String cryptogram(TransactionResult.Cryptogram cryptogram) {
        return cryptogram.information().type() + " "
                + cryptogram.value().map(value -> value.toHex()).orElse("(not readable)");
    }

    private static String answerLength(PaymentLog.Event.Exchanged exchanged) {
        int length = exchanged.exchange().response().data().length();
        return length == 0 ? "" : ", " + length + " bytes";
    }

    private void field(String name, Optional<String> value) {
        value.ifPresent(text -> field(name, text));
    }

    private void field(String name, String value) {
        line("  " + styled("faint", (name + "                        ").substring(0, 24)) + value);
    }

    private void line(String text) {
        out.println(text);
    }

    private String styled(String style, String text) {
        return ansi.enabled()
                ? Ansi.ON
                        .new Text(
                                "@|" + style + " " + text.replace("|@", "| @") + "|@",
                                picocli.CommandLine.Help.defaultColorScheme(Ansi.ON))
                        .toString()
                : text;
    }

    private static String pad(String text) {
        return text.length() >= REFERENCE_COLUMN ? text + "  " : text + " ".repeat(REFERENCE_COLUMN - text.length());
    }
}
