package dev.solvo.conformance;

import java.util.Set;
import java.util.function.Predicate;

/**
 * How a run goes.
 *
 * @param seed where randomness begins for cases that do not say so themselves
 * @param options what the conformance statement of what is tested answers by yes
 * @param sessionsWanted whether each case is to leave a session
 * @param lastWanted a result after which no further case is begun
 */
public record RunSettings(long seed, Set<String> options, boolean sessionsWanted, Predicate<CaseResult> lastWanted) {
    /**
     * Settings for a run over all cases without sessions.
     *
     * @param seed where randomness begins
     * @param options what the conformance statement answers by yes
     * @return the settings
     */
    public static RunSettings of(long seed, Set<String> options) {
        return new RunSettings(seed, options, false, result -> false);
    }
}
