package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.emv.Explanation;
import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionResult;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is decided in one situation on any of the cards, each decision once and in alphabetical order, and how the transaction
 * ends on which cards: one file of {@code decisions/} for each situation. What data there are in the end, only the first tells.
 */
final class ReviewedDecisions {
    private static final String FIRST = "as configured";
    private static final String BETWEEN = " | ";
    private static final String TO_RESULT = " => ";

    private final String situation;
    private final Set<String> decisions = new TreeSet<>();
    private final List<String> endings = new ArrayList<>();

    ReviewedDecisions(String situation) {
        this.situation = situation;
    }

    void add(String card, List<Explanation> explanations, List<String> messages, Outcome outcome) {
        explanations.forEach(explanation -> decisions.add(line(explanation)));
        endings.add(card + ": " + ending(outcome, messages));
        if (situation.equals(FIRST)) {
            endings.add(card + ": " + data(outcome.result()));
        }
    }

    /**
     * Compares with the file.
     *
     * @throws AssertionError if anything differs
     */
    void check() {
        List<String> lines = new ArrayList<>(decisions);
        lines.addAll(endings);
        String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
        Path file = file(situation);
        try {
            if (Boolean.getBoolean("solvo.decisions.write")) {
                Files.writeString(file, text);
            }
            assertEquals(Files.readString(file), text, () -> file + " tells it otherwise");
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** The results of the decisions in a situation's file. */
    static Set<String> results(String situation) {
        try {
            return Files.readAllLines(file(situation)).stream()
                    .filter(line -> line.contains(TO_RESULT))
                    .map(line -> line.substring(line.indexOf(TO_RESULT) + TO_RESULT.length()))
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static Path file(String situation) {
        return Path.of(
                "src/test/resources/decisions", situation.replace(",", "").replace(' ', '-') + ".txt");
    }

    private static String line(Explanation explanation) {
        List<String> inputs = new ArrayList<>();
        explanation.inputs().forEach((name, value) -> inputs.add(name + " = " + value));
        // What a damaged certificate or signature decrypts to is of no interest.
        String line = explanation.rule()
                + BETWEEN
                + explanation.reference().replace("EMV 4.4 ", "")
                + BETWEEN
                + String.join("; ", inputs)
                + TO_RESULT
                + explanation.result();
        return line.replaceAll("found [0-9A-F]{2}, expected BC", "not BC").trim();
    }

    private static String ending(Outcome outcome, List<String> messages) {
        TransactionResult result = outcome.result();
        List<String> parts = new ArrayList<>();
        parts.add(outcome.getClass().getSimpleName() + reason(outcome) + ", " + host(outcome.hostState()));
        parts.add(String.join(", ", messages));
        parts.add(result.offlineDataAuthentication().method() + " "
                + result.offlineDataAuthentication().status());
        parts.add("TVR " + result.terminalVerificationResults().toBytes().toHex());
        parts.add("TSI " + result.transactionStatusInformation().toBytes().toHex());
        parts.add("CVM "
                + result.cvmResults().map(cvm -> cvm.toBytes().toHex()).orElse("none")
                + (result.signatureRequired() ? " signature" : ""));
        parts.add(cryptogram(result.firstCryptogram()) + ", then " + cryptogram(result.finalCryptogram()));
        parts.add("8A " + result.authorisationResponseCode().map(Bytes::toHex).orElse("none"));
        parts.add("issuer authentication " + result.issuerAuthentication());
        parts.add("scripts " + result.scriptResults().stream().map(Bytes::toHex).toList());
        return String.join(BETWEEN, parts);
    }

    private static String data(TransactionResult result) {
        return result.application()
                        .map(application -> application.dfName().toHex() + " " + application.displayName())
                        .orElse("no application")
                + BETWEEN
                + result.chipData().elements().keySet().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(" "));
    }

    private static String reason(Outcome outcome) {
        if (outcome instanceof Outcome.Terminated terminated) {
            return " " + terminated.reason() + " (" + terminated.explanation() + ")";
        }
        return outcome instanceof Outcome.TryAnotherInterface another ? " " + another.reason() : "";
    }

    private static String host(HostState state) {
        if (state instanceof HostState.ReversalOwed owed) {
            return "reversal owed: " + owed.reversal().reason();
        }
        return state instanceof HostState.Confirmed ? "issuer confirmed" : "issuer not asked";
    }

    private static String cryptogram(Optional<TransactionResult.Cryptogram> cryptogram) {
        return cryptogram
                .map(given ->
                        given.information() + given.value().map(value -> "").orElse(" without a cryptogram"))
                .orElse("none");
    }
}
