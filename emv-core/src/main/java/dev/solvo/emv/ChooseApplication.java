package dev.solvo.emv;

import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Let the cardholder choose an application, or confirm the only one. EMV 4.4 Book 1, 12.4.
 *
 * <p>The candidates are in the order in which they are to be shown.
 */
public final class ChooseApplication implements KernelStep {
    /**
     * An application on the card that the terminal supports too.
     *
     * @param dfName the application's name on the card, 5 to 16 bytes
     * @param displayName what to show: the preferred name where its character set is supported, else the label, else the
     *     AID in hexadecimal
     * @param priority 1 (first) to 15, 0 for none
     * @param confirmationRequired whether the card asks that the cardholder confirms this application
     */
    public record Candidate(Bytes dfName, String displayName, int priority, boolean confirmationRequired) {}

    private final List<Candidate> candidates;
    private final boolean afterFailure;
    private final String language;
    private final IntFunction<KernelStep> chosen;
    private final Supplier<KernelStep> cancelled;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For kernels.
     *
     * @param candidates at least one
     * @param afterFailure whether an application chosen before could not be used ("try again")
     * @param language in which to ask: two-letter code of ISO 639-1, lower case
     * @param chosen goes on with the index of the chosen candidate
     * @param cancelled goes on without a choice
     */
    public ChooseApplication(
            List<Candidate> candidates,
            boolean afterFailure,
            String language,
            IntFunction<KernelStep> chosen,
            Supplier<KernelStep> cancelled) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("no candidates to choose from");
        }
        this.candidates = List.copyOf(candidates);
        this.afterFailure = afterFailure;
        this.language = language;
        this.chosen = chosen;
        this.cancelled = cancelled;
    }

    /**
     * What to show, in this order.
     *
     * @return at least one candidate; a single one is to be confirmed, or is what is left of a list
     */
    public List<Candidate> candidates() {
        return candidates;
    }

    /**
     * Tells whether an application that was chosen before could not be used.
     *
     * @return whether to show "try again"
     */
    public boolean afterFailure() {
        return afterFailure;
    }

    /**
     * In which language to ask.
     *
     * @return the first of the languages of the card's directory that the terminal speaks, else the terminal's own;
     *     two-letter code of ISO 639-1, lower case
     */
    public String language() {
        return language;
    }

    /**
     * The cardholder chose, or confirmed the only candidate.
     *
     * @param index 0 to the number of candidates − 1
     * @return the next step
     * @throws IllegalArgumentException if there is no such candidate; the step can still be answered
     */
    public KernelStep resume(int index) {
        if (index < 0 || index >= candidates.size()) {
            throw new IllegalArgumentException("choice " + index + " of " + candidates.size() + " candidates");
        }
        return answer.give(() -> chosen.apply(index));
    }

    /**
     * The cardholder chose one of the candidates.
     *
     * @param candidate one of {@link #candidates()}
     * @return the next step
     * @throws IllegalArgumentException if it is none of them; the step can still be answered
     */
    public KernelStep resume(Candidate candidate) {
        return resume(candidates.indexOf(candidate));
    }

    /**
     * The cardholder chose none.
     *
     * @return the next step
     */
    public KernelStep cancelled() {
        return answer.give(cancelled);
    }
}
