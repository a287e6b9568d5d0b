package dev.solvo.apdu;

/**
 * Turns commands into what a T=0 card is sent. EMV 4.4 Book 1, 9.3.1.1 and Annex A.
 *
 * <table>
 * <caption>Mapping</caption>
 * <tr><th>case</th><th>sent</th><th>taken of the answer</th></tr>
 * <tr><td>1</td><td>header 00</td><td>status</td></tr>
 * <tr><td>2</td><td>header Le</td><td>at most Le bytes and status</td></tr>
 * <tr><td>3</td><td>header Lc data</td><td>data, if any, and status</td></tr>
 * <tr><td>4</td><td>header Lc data, without Le</td><td>data, if any, and status</td></tr>
 * </table>
 *
 * <p>{@link #over} adds what a T=0 reader's caller needs around it: repeating after 6Cxx and fetching by GET RESPONSE.
 * For T=1, use {@link GetResponse#t1} over {@link CorrectedLe} over the reader.
 */
public final class T0Transport implements CardTransport {
    private final CardTransport reader;

    private T0Transport(CardTransport reader) {
        this.reader = reader;
    }

    /**
     * The whole of T=0 over a reader that sends what it is given and hands back 61xx and 6Cxx as they come.
     *
     * @param reader a reader that moves one command and one answer
     * @return a transport for commands of all four cases, short form
     */
    public static CardTransport over(CardTransport reader) {
        return GetResponse.t0(new CorrectedLe(new T0Transport(reader)));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the lengths of the command are coded in the extended form
     */
    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        if (command.extended()) {
            throw new IllegalArgumentException("T=0 carries no extended lengths");
        }
        if (!command.data().isEmpty()) {
            return reader.transmit(command.withLe(CommandApdu.NO_LE));
        }
        // A fifth byte 00 stands for no data and for 256 bytes alike: T=0 cannot tell case 1 from case 2.
        boolean asksNone = command.le() == CommandApdu.NO_LE;
        Exchange exchange = reader.transmit(asksNone ? command.withLe(CommandApdu.LE_ALL) : command);
        return new Exchange(exchange.response().truncatedTo(command.le()), exchange.elapsedNanos());
    }
}
