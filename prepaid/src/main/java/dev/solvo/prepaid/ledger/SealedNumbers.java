package dev.solvo.prepaid.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which entries a batch of the chain has, in its order, as a text: {@code 1-250,252,251} is 1 to 250, then 252, then 251. A
 * number that was given later than a greater one is committed, or never is, leaves nothing else to say about it.
 */
final class SealedNumbers {
    /** Entries of a batch. */
    static final int MOST = 500;

    private static final int LONGEST = 32_000;
    private static final Pattern RUN = Pattern.compile("([1-9][0-9]{0,18})(?:-([1-9][0-9]{0,18}))?");

    private SealedNumbers() {}

    static String text(List<Long> numbers) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (from < numbers.size()) {
            int to = from;
            while (to + 1 < numbers.size() && numbers.get(to + 1) == numbers.get(to) + 1) {
                to++;
            }
            text.append(from == 0 ? "" : ",").append(numbers.get(from));
            if (to > from) {
                text.append('-').append(numbers.get(to));
            }
            from = to + 1;
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException if it is not such a text, or more numbers than a batch has */
    static List<Long> parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("longer than a batch can be");
        }
        List<Long> numbers = new ArrayList<>();
        for (String run : text.split(",", -1)) {
            Matcher matcher = RUN.matcher(run);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a run of numbers");
            }
            long from = Long.parseLong(matcher.group(1));
            long to = matcher.group(2) == null ? from : Long.parseLong(matcher.group(2));
            if (to < from || to - from >= MOST - numbers.size()) {
                throw new IllegalArgumentException("more numbers than a batch has");
            }
            for (long number = from; number <= to; number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
