package dev.solvo.apdu;

/**
 * Tells an observer of each exchange. Outside of other decorators it shows what the caller asked and got, inside of
 * them what went over the wire.
 *
 * <p>The observer sees commands and answers whole, card data and PIN included: what it shows or keeps, it must mask. It
 * is called on the thread that transmits; what it throws reaches the caller.
 */
public final class ObservedTransport implements CardTransport {
    private final CardTransport transport;
    private final Observer observer;

    /**
     * Decorates a transport.
     *
     * @param transport where commands go
     * @param observer who is told
     */
    public ObservedTransport(CardTransport transport, Observer observer) {
        this.transport = transport;
        this.observer = observer;
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        Exchange exchange;
        try {
            exchange = transport.transmit(command);
        } catch (CardTransportException e) {
            observer.failed(command, e.kind());
            throw e;
        }
        observer.exchanged(command, exchange);
        return exchange;
    }
}
