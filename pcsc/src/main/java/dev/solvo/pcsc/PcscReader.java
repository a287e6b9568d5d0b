package dev.solvo.pcsc;

import java.time.Duration;
import javax.smartcardio.CardTerminal;

/** A reader that the PC/SC service knows, or knew when it was asked. May be used by several threads. */
public final class PcscReader {
    /**
     * Presence is asked for at this pace. A blocking wait would be quicker to write, but it would hold up every other
     * call of this program into PC/SC, the transaction at another reader included: the JDK has one context for all.
     */
    private static final Duration PACE = Duration.ofMillis(100);

    private final CardTerminal terminal;
    private final Duration timeLimit;

    PcscReader(CardTerminal terminal, Duration timeLimit) {
        this.terminal = terminal;
        this.timeLimit = timeLimit;
    }

    /**
     * Name of the reader.
     *
     * @return the name that the PC/SC service gives it
     */
    public String name() {
        return terminal.getName();
    }

    /**
     * Tells whether there is a card.
     *
     * @return whether there is a card in the reader or in its field
     * @throws PcscException if the reader cannot say
     */
    public boolean isCardPresent() throws PcscException {
        return ReaderCalls.call(name(), terminal::isCardPresent, timeLimit);
    }

    /**
     * Waits for a card.
     *
     * @param limit longest wait; zero asks once
     * @return whether there is a card now
     * @throws PcscException if the reader cannot say
     * @throws InterruptedException if the waiting thread was interrupted
     */
    public boolean waitForCardPresent(Duration limit) throws PcscException, InterruptedException {
        return waitFor(true, limit);
    }

    /**
     * Waits until there is no card.
     *
     * <p>After {@link dev.solvo.apdu.CardTransportException.Kind#CARD_REMOVED}, wait here before asking for the next
     * card: a card that is inserted before the service noticed that the last one is gone may not be seen.
     *
     * @param limit longest wait; zero asks once
     * @return whether the reader is empty now
     * @throws PcscException if the reader cannot say
     * @throws InterruptedException if the waiting thread was interrupted
     */
    public boolean waitForCardAbsent(Duration limit) throws PcscException, InterruptedException {
        return waitFor(false, limit);
    }

    /**
     * Connects to a contact payment card, as {@link ConnectionSettings#emvContact()} says.
     *
     * @return the connection, to be closed by the caller
     * @throws PcscException if there is no card, or it is refused or in use, or the reader fails
     */
    public PcscTransport connect() throws PcscException {
        return connect(ConnectionSettings.emvContact());
    }

    /**
     * Connects to a card.
     *
     * @param settings which cards are taken, and how
     * @return the connection, to be closed by the caller
     * @throws PcscException if there is no card, or it is refused or in use, or the reader fails
     */
    public PcscTransport connect(ConnectionSettings settings) throws PcscException {
        return PcscTransport.connect(terminal, settings);
    }

    /** The reader's name. */
    @Override
    public String toString() {
        return name();
    }

    private boolean waitFor(boolean present, Duration limit) throws PcscException, InterruptedException {
        long start = System.nanoTime();
        long nanos = limit.toNanos();
        // Ends when the limit is over; one round takes at least the pace.
        while (true) {
            if (isCardPresent() == present) {
                return true;
            }
            long left = nanos - (System.nanoTime() - start);
            if (left <= 0) {
                return false;
            }
            Thread.sleep(Math.min(PACE.toMillis(), left / 1_000_000 + 1));
        }
    }
}
