package dev.solvo.emv.violations.below;

import dev.solvo.emv.violations.EveryRuleBroken;

/** A name that says nothing, and a look back up. */
public class BaseHelper {
    /**
     * Uses the package above.
     *
     * @return one of its objects
     */
    public EveryRuleBroken lookUp() {
        return new EveryRuleBroken();
    }
}
