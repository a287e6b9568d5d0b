package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts the card verification results inside of tag 9F10 into words, from the resource card-verification-results.txt. */
final class CardVerificationResultsText {
    /** One meaning; {@code value} is −1 where the masked bits are a number. */
    private record Rule(String form, int byteNumber, int mask, int value, String meaning) {}

    private static final int NUMBER = -1;

    private final List<Rule> rules;

    private CardVerificationResultsText(List<Rule> rules) {
        this.rules = rules;
    }

    static CardVerificationResultsText load() {
        List<Rule> rules = new ArrayList<>();
        try (InputStream file =
                CardVerificationResultsText.class.getResourceAsStream("card-verification-results.txt")) {
            if (file == null) {
                throw new IllegalStateException("the resource card-verification-results.txt is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    String[] fields = line.split("\\|", -1);
                    rules.add(new Rule(
                            fields[0],
                            Integer.parseInt(fields[1]),
                            Integer.parseInt(fields[2], 16),
                            fields[3].equals("*") ? NUMBER : Integer.parseInt(fields[3], 16),
                            fields[4]));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new CardVerificationResultsText(List.copyOf(rules));
    }

    List<Decoded> lines(IssuerApplicationData data) {
        String form = switch (data.form()) {
            case VISA, UNIONPAY -> "visa";
            case VISA_LONG -> "visa-long";
            case M_CHIP -> "m-chip";
            case COMMON_CORE_DEFINITIONS -> "common-core";
            case OPAQUE -> "";
        };
        Bytes results = data.cardVerificationResults();
        List<Decoded> lines = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.form().equals(form)) {
                int bits = results.unsigned(rule.byteNumber() - 1) & rule.mask();
                if (rule.value() == NUMBER) {
                    int number = bits >> Integer.numberOfTrailingZeros(rule.mask());
                    lines.add(Decoded.line("CVR byte " + rule.byteNumber(), rule.meaning() + " " + number));
                } else if (bits == rule.value()) {
                    lines.add(Decoded.line("CVR byte " + rule.byteNumber(), rule.meaning()));
                }
            }
        }
        return lines;
    }
}
