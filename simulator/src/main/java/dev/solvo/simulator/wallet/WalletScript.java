package dev.solvo.simulator.wallet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a wallet answers, in order, read from lines such as {@code query:TRADE_SUCCESS}, {@code pay:timeout},
 * {@code query:NOTPAY x max}, {@code cancel:10000 retry_flag=N (no action)} or {@code pay:10000 bad signature}.
 *
 * <p>A call that is not next in the script gets the last answer that the script had for it while the order is undecided,
 * and is answered from the books otherwise. Answers that say so change the books: after {@code TRADE_SUCCESS} the money
 * has come.
 *
 * @param steps the answers
 */
public record WalletScript(List<ScriptStep> steps) {
    private static final Pattern STEP = Pattern.compile("([a-z_]{3,20}):(.+)");
    private static final Pattern TIMES = Pattern.compile("(.*) x (max|[1-9][0-9]{0,3})");
    /** Notes for the reader: what stands in parentheses, and beside which of the till's acts an answer comes. */
    private static final Pattern NOTE = Pattern.compile(" \\([^)]*\\)| (before|after) [a-z]+$");

    private static final Pattern WORD = Pattern.compile("[0-9A-Za-z_.\\-]{1,64}");
    private static final Pattern FIELD = Pattern.compile("([A-Za-z_]{1,32})=([0-9A-Za-z_.\\-]{1,64})");

    /** Copies the steps. */
    public WalletScript {
        steps = List.copyOf(steps);
    }

    /**
     * Reads the steps of a scenario. What the cashier does ({@code cancel requested by …}) is not the wallet's, and skipped.
     *
     * @throws IllegalArgumentException if a step is not understood
     */
    public static WalletScript of(List<String> texts) {
        List<ScriptStep> steps = new ArrayList<>();
        for (String text : texts) {
            if (!text.matches("[a-z]+ requested by [a-z ]+")) {
                steps.add(step(text));
            }
        }
        return new WalletScript(steps);
    }

    private static ScriptStep step(String text) {
        Matcher step = STEP.matcher(text);
        if (!step.matches()) {
            throw notUnderstood(text);
        }
        String answer = NOTE.matcher(step.group(2)).replaceAll("");
        Optional<Integer> times = Optional.of(1);
        Matcher repeated = TIMES.matcher(answer);
        if (repeated.matches()) {
            answer = repeated.group(1);
            times = repeated.group(2).equals("max")
                    ? Optional.empty()
                    : Optional.of(Integer.parseInt(repeated.group(2)));
        }
        SigningMode signing = SigningMode.RIGHT;
        if (answer.endsWith(" bad signature")) {
            signing = SigningMode.WRONG;
        } else if (answer.endsWith(" no signature")) {
            signing = SigningMode.UNSIGNED;
        }
        boolean differs = answer.endsWith(" amount differs");
        answer = answer.replaceAll(" (bad signature|no signature|amount differs)$", "");
        List<String> words = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : answer.split(" ", -1)) {
            Matcher field = FIELD.matcher(word);
            if (field.matches()) {
                values.put(field.group(1), field.group(2));
            } else if (WORD.matcher(word).matches() && !word.equals("x")) {
                words.add(word);
            } else {
                throw notUnderstood(text);
            }
        }
        boolean lost = words.equals(List.of("timeout"));
        return new ScriptStep(step.group(1), words, values, times, lost, differs, signing);
    }

    private static IllegalArgumentException notUnderstood(String text) {
        return new IllegalArgumentException("no step of a script: " + text);
    }
}
