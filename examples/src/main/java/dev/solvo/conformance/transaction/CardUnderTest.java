package dev.solvo.conformance.transaction;

import dev.solvo.conformance.CaseException;

/** Where the cards of the cases come from: the simulator, a reader, or somebody else's card behind a socket. */
public interface CardUnderTest {
    /**
     * For reports.
     *
     * @return in a few words, such as "simulated cards"
     */
    String name();

    /**
     * A fresh card for one run of a case.
     *
     * @param card what the case wants
     * @param seed where its randomness begins, if it can be told
     * @return the card, powered
     * @throws CaseException if there cannot be such a card
     * @throws InterruptedException if the run has given the case up
     */
    InsertedCard insert(CardDescription card, long seed) throws CaseException, InterruptedException;
}
