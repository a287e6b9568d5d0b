package dev.solvo.conformance.transaction;

import dev.solvo.conformance.CaseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Bytes in hexadecimal in which {@code ??} stands for any byte and {@code *} for any number of bytes. */
final class HexPattern {
    /** In a list of patterns: any number of commands. */
    static final String ANY_NUMBER = "...";

    private final String text;
    private final Pattern pattern;

    private HexPattern(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    static HexPattern parse(String text) throws CaseException {
        String digits = text.replace(" ", "").toUpperCase(Locale.ROOT);
        if (!digits.matches("([0-9A-F]{2}|\\?\\?|\\*)+")) {
            throw new CaseException(
                    "expected bytes in hexadecimal, with ?? for any byte and * for any number of bytes, not " + text);
        }
        return new HexPattern(
                digits, Pattern.compile(digits.replace("??", "[0-9A-F]{2}").replace("*", "([0-9A-F]{2})*")));
    }

    /** A pattern that begins as this text says, whatever follows. */
    static HexPattern prefix(String text) throws CaseException {
        return parse(text.endsWith("*") ? text : text + "*");
    }

    boolean matches(String hex) {
        return pattern.matcher(hex).matches();
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * Whether the values are what the patterns say, in order. Takes time of the product of both lengths at most.
     *
     * @param patterns empty patterns stand for any number of values
     */
    static <T> boolean sequence(List<Optional<Predicate<T>>> patterns, List<T> values) {
        List<Integer> open = new ArrayList<>(List.of(0));
        for (int i = 0; i <= values.size(); i++) {
            open = past(patterns, open);
            if (i == values.size()) {
                return open.contains(patterns.size());
            }
            List<Integer> next = new ArrayList<>();
            for (int place : open) {
                if (place < patterns.size()) {
                    if (patterns.get(place).isEmpty()) {
                        next.add(place);
                    } else if (patterns.get(place).get().test(values.get(i))) {
                        next.add(place + 1);
                    }
                }
            }
            open = next.stream().distinct().toList();
        }
        return false;
    }

    /** The places, and those behind patterns that may stand for nothing. */
    private static <T> List<Integer> past(List<Optional<Predicate<T>>> patterns, List<Integer> places) {
        List<Integer> all = new ArrayList<>(places);
        for (int i = 0; i < all.size(); i++) {
            int place = all.get(i);
            if (place < patterns.size() && patterns.get(place).isEmpty() && !all.contains(place + 1)) {
                all.add(place + 1);
            }
        }
        return all;
    }
}
