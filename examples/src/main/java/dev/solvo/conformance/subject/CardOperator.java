package dev.solvo.conformance.subject;

/** The person at the reader, who changes the cards. */
public interface CardOperator {
    /**
     * Asks for a card in the reader.
     *
     * @param card name of the card that the case wants
     * @return whether there is such a card, and it is in the reader now
     * @throws InterruptedException if the run has given the case up
     */
    boolean insert(String card) throws InterruptedException;

    /**
     * Asks for a phone to be unlocked.
     *
     * @throws InterruptedException if the run has given the case up
     */
    void unlock() throws InterruptedException;
}
