package dev.solvo.apdu;

/**
 * Repeats a command with the length that the card asks for: after 6Cxx, the same command once more with Le = xx.
 * ISO/IEC 7816-4, 5.6; EMV 4.4 Book 1, 9.3.1.1.2.
 *
 * <p>Only a command that has an Le is repeated, and only once: whatever comes back then is the answer. It holds no more
 * data than the caller's Le asked for.
 */
public final class CorrectedLe implements CardTransport {
    private static final int WRONG_LE = 0x6C;

    private final CardTransport transport;

    /**
     * Decorates a transport.
     *
     * @param transport where commands go
     */
    public CorrectedLe(CardTransport transport) {
        this.transport = transport;
    }

    /** {@inheritDoc} The time is that of both exchanges together. */
    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        Exchange first = transport.transmit(command);
        StatusWord status = first.response().statusWord();
        if (status.sw1() != WRONG_LE || command.le() == CommandApdu.NO_LE) {
            return first;
        }
        int le = status.sw2() == 0 ? CommandApdu.LE_ALL : status.sw2();
        Exchange second = transport.transmit(command.withLe(le));
        return new Exchange(second.response().truncatedTo(command.le()), first.elapsedNanos() + second.elapsedNanos());
    }
}
