package dev.solvo.simulator.wallet;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One answer of a {@link WalletScript}.
 *
 * @param call which call it answers, such as {@code query}
 * @param words the codes and states of the answer, in order
 * @param values fields named in the script, such as {@code retry_flag}
 * @param times how often it is given; empty for as long as the till asks
 * @param isLost whether no answer comes at all
 * @param amountDiffers whether the answer names another amount than the order's
 * @param signing how it is signed
 */
public record ScriptStep(
        String call,
        List<String> words,
        Map<String, String> values,
        Optional<Integer> times,
        boolean isLost,
        boolean amountDiffers,
        SigningMode signing) {
    /** Copies words and values. */
    public ScriptStep {
        words = List.copyOf(words);
        values = Map.copyOf(values);
    }

    /** The word at that place, or an empty text. */
    public String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    /** The last word, which is the state or the error; an empty text if there is none. */
    public String lastWord() {
        return word(words.size() - 1 < 0 ? 0 : words.size() - 1);
    }

    /** A named field, or what stands for it if the script does not name it. */
    public String value(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }
}
