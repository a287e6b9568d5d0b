package dev.solvo.simulator.wallet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a wallet stands in its script. */
final class ScriptPlayer {
    private final List<ScriptStep> steps;
    private final Map<String, ScriptStep> lastOf = new HashMap<>();
    private int at;
    private int given;

    ScriptPlayer(WalletScript script) {
        steps = script.steps();
    }

    /**
     * The answer to one of these calls, if the script has one.
     *
     * @param decided whether the books know by now how the order ended
     */
    Optional<ScriptStep> next(List<String> calls, boolean decided) {
        int candidate = at;
        while (candidate < steps.size()) {
            ScriptStep step = steps.get(candidate);
            if (calls.contains(step.call())) {
                return Optional.of(give(candidate));
            }
            boolean mayBeOver = candidate == at && (step.times().isEmpty() || given > 0);
            if (!mayBeOver) {
                break;
            }
            candidate++;
        }
        return decided
                ? Optional.empty()
                : calls.stream().filter(lastOf::containsKey).findFirst().map(lastOf::get);
    }

    private ScriptStep give(int index) {
        if (index != at) {
            at = index;
            given = 0;
        }
        ScriptStep step = steps.get(at);
        given++;
        if (step.times().isPresent() && given >= step.times().get()) {
            at++;
            given = 0;
        }
        lastOf.put(step.call(), step);
        return step;
    }
}
