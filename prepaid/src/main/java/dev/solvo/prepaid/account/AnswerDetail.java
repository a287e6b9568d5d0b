package dev.solvo.prepaid.account;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** What an answer has beside its columns: words with values, as {@code cause=BLOCKED balance=hidden}. */
final class AnswerDetail {
    /** Why a card was not accepted; for operators. */
    static final String CAUSE = "cause";

    /** Whether a terminal is shown the balance, if not as usual. */
    static final String BALANCE = "balance";

    static final String HIDDEN = "hidden";
    static final String SHOWN = "shown";

    /** What a capture took out of its hold. */
    static final String FROM_HOLD = "hold";

    /** What it released of it. */
    static final String FREED = "freed";

    /** That it left nothing of it. */
    static final String CLOSED = "closed";

    /** That a transfer goes in steps, so that its answer is that of its end. */
    static final String STEPS = "steps";

    /** The currency of an amount that is not the card's. */
    static final String ASKED = "asked";

    private static final String YES = "1";

    private final Map<String, String> values = new LinkedHashMap<>();

    static AnswerDetail parse(String text) {
        AnswerDetail detail = new AnswerDetail();
        if (!text.isEmpty()) {
            for (String word : text.split(" ", -1)) {
                int equals = word.indexOf('=');
                if (equals > 0) {
                    detail.values.put(word.substring(0, equals), word.substring(equals + 1));
                }
            }
        }
        return detail;
    }

    AnswerDetail put(String name, String value) {
        values.put(name, value);
        return this;
    }

    AnswerDetail put(String name, long value) {
        return put(name, Long.toString(value));
    }

    AnswerDetail flag(String name) {
        return put(name, YES);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    long number(String name) {
        return has(name) ? Long.parseLong(get(name)) : 0;
    }

    String text() {
        StringJoiner words = new StringJoiner(" ");
        values.forEach((name, value) -> words.add(name + "=" + value));
        return words.toString();
    }
}
