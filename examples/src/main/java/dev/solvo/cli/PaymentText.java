package dev.solvo.cli;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.UserInterfaceRequest;
import java.io.PrintWriter;
import java.util.Locale;
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
                            "-> " + describe(exchanged.command()) + "  "
                                    + exchanged.exchange().response().statusWord()
                                    + answerLength(exchanged)));
        } else if (event instanceof PaymentLog.Event.NotAnswered lost) {
            line("  " + styled("fg(red)", "-> " + describe(lost.command()) + "  no answer: " + lost.kind()));
        } else if (event instanceof PaymentLog.Event.Shown shown) {
            line("  " + styled("fg(cyan)", "display: " + shown.message()));
        } else if (event instanceof PaymentLog.Event.Displayed displayed) {
            line("  " + styled("fg(cyan)", "reader: " + describe(displayed.request())));
        } else if (event instanceof PaymentLog.Event.Presented presented) {
            line("  " + styled("fg(cyan)", "card or phone held to the reader, time " + presented.time()));
        } else if (event instanceof PaymentLog.Event.AskedIssuer asked) {
            line("  " + styled("fg(cyan)", "issuer: " + asked.answer().orElse("no answer")));
        }
        out.flush();
    }

    void outcome(Outcome outcome, KernelReport kernel) {
        outcome(outcome);
        field("kernel", kernel.kernel().name() + " " + kernel.kernel().version());
        field("kernel checksum", kernel.kernel().checksum().toHex());
        kernel.deviations().forEach(deviation -> field("not as declared", deviation));
        lastLines(outcome);
    }

    /** The outcome of a tap: which kernel it was, and the parameters that the reader was told. */
    void outcome(Outcome outcome, TapReport tap) {
        outcome(outcome);
        tap.lines().forEach(this::field);
        lastLines(outcome);
    }

    private void outcome(Outcome outcome) {
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
                result.cvmResults()
                        .map(results -> PaymentReport.cvmName(results) + " (9F34 "
                                + results.toBytes().toHex() + ")"));
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

    private static String describe(CommandApdu command) {
        return switch (command.ins()) {
            case 0xA4 -> "SELECT " + (command.p2() == 2 ? "next " : "") + name(command);
            case 0xA8 -> "GET PROCESSING OPTIONS";
            case 0xB2 -> "READ RECORD " + command.p1() + " of file " + (command.p2() >> 3);
            case 0xCA -> String.format(Locale.ROOT, "GET DATA %02X%02X", command.p1(), command.p2());
            case 0x88 -> "INTERNAL AUTHENTICATE";
            case 0x84 -> "GET CHALLENGE";
            case 0x20 -> "VERIFY";
            case 0xAE -> String.format(Locale.ROOT, "GENERATE AC %02X", command.p1());
            case 0x82 -> "EXTERNAL AUTHENTICATE";
            case 0xEA -> "EXCHANGE RELAY RESISTANCE DATA";
            case 0xD0 -> "RECOVER AC";
            case 0x2A -> "COMPUTE CRYPTOGRAPHIC CHECKSUM";
            default -> command.toString();
        };
    }

    static String describe(UserInterfaceRequest request) {
        StringBuilder text = new StringBuilder();
        request.message().ifPresent(message -> text.append(message.name().replace('_', ' ')));
        if (request.status() != UserInterfaceRequest.Status.NOT_APPLICABLE) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append(request.status().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        request.value()
                .ifPresent(value -> text.append(", ")
                        .append(request.valueQualifier().name().toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(value));
        return text.toString();
    }

    private static String name(CommandApdu select) {
        byte[] name = select.data().toByteArray();
        boolean text = name.length > 0;
        for (byte b : name) {
            text &= b >= 0x20 && b < 0x7F;
        }
        return text
                ? new String(name, java.nio.charset.StandardCharsets.US_ASCII)
                : select.data().toHex();
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
