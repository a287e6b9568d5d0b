package dev.solvo.prepaid.purse;

/** How a selection ended. */
public sealed interface SelectOutcome permits SelectOutcome.Selected, NotDone {
    /**
     * A purse is selected. It may be blocked: its data can be read then, and no money moved.
     *
     * @param card the purse
     */
    record Selected(PurseCard card) implements SelectOutcome {}
}
