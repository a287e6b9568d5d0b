package dev.solvo.apdu;

import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches the data that a card holds back: after 61xx, GET RESPONSE (00 C0 00 00 xx), as often as 61xx comes again.
 * ISO/IEC 7816-4, 7.6.1; EMV 4.4 Book 1, 9.3.1.1.4 and Annex A.
 *
 * <p>A T=0 card cannot answer a case 4 command with data. There {@link #t0} also fetches after 9000 (status of the
 * fetched answer) and after the warnings 62xx and 63xx (the warning stays the status).
 */
public final class GetResponse implements CardTransport {
    /** 256 answers of 256 bytes make the longest answer that ISO/IEC 7816 knows. */
    private static final int MAX_ROUNDS = 256;

    private static final int MORE_DATA = 0x61;

    private final CardTransport transport;
    private final boolean t0;

    private GetResponse(CardTransport transport, boolean t0) {
        this.transport = transport;
        this.t0 = t0;
    }

    /**
     * Fetches after 61xx only, as for T=1 and contactless cards.
     *
     * @param transport where commands go
     * @return the decorated transport
     */
    public static GetResponse t1(CardTransport transport) {
        return new GetResponse(transport, false);
    }

    /**
     * Fetches as for T=0 cards.
     *
     * @param transport where commands go; must answer 6Cxx itself, see {@link CorrectedLe}
     * @return the decorated transport
     */
    public static GetResponse t0(CardTransport transport) {
        return new GetResponse(transport, true);
    }

    /**
     * {@inheritDoc} The time is that of all exchanges together.
     *
     * @throws CardTransportException also, with {@link CardTransportException.Kind#PROTOCOL}, if 61xx comes 257 times
     */
    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        Exchange first = transport.transmit(command);
        StatusWord status = first.response().statusWord();
        if (status.sw1() == MORE_DATA) {
            return fetch(first, first.response().data(), status.sw2());
        }
        boolean fetchable = t0
                && !command.data().isEmpty()
                && command.le() != CommandApdu.NO_LE
                && first.response().data().isEmpty();
        if (fetchable && status.isSuccess()) {
            return fetch(first, Bytes.EMPTY, 0);
        }
        if (fetchable && status.isWarning()) {
            return keepingWarning(status, fetch(first, Bytes.EMPTY, 0));
        }
        return first;
    }

    // NOTE: EMV 4.4 Book 1, 9.3.1.1.4 does not say what holds where GET RESPONSE after a warning fails. We keep the
    // warning without data: 6283 to SELECT must reach application selection from a card that has no FCI to give, too.
    private static Exchange keepingWarning(StatusWord warning, Exchange fetched) {
        ResponseApdu response = fetched.response();
        boolean done =
                response.statusWord().isSuccess() || response.statusWord().isWarning();
        return new Exchange(new ResponseApdu(done ? response.data() : Bytes.EMPTY, warning), fetched.elapsedNanos());
    }

    private Exchange fetch(Exchange first, Bytes begin, int available) throws CardTransportException {
        List<Bytes> parts = new ArrayList<>();
        parts.add(begin);
        long nanos = first.elapsedNanos();
        int le = available;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            // NOTE: always class 00, as EMV has it, whatever the class of the command; logical channels are not served.
            Exchange next =
                    transport.transmit(CommandApdu.case2(0x00, 0xC0, 0x00, 0x00, le == 0 ? CommandApdu.LE_ALL : le));
            nanos += next.elapsedNanos();
            parts.add(next.response().data());
            StatusWord status = next.response().statusWord();
            if (status.sw1() != MORE_DATA) {
                Bytes data = Bytes.concat(parts.toArray(new Bytes[0]));
                return new Exchange(new ResponseApdu(data, status), nanos);
            }
            le = status.sw2();
        }
        throw new CardTransportException(
                CardTransportException.Kind.PROTOCOL, "61xx after " + MAX_ROUNDS + " GET RESPONSE commands");
    }
}
