package dev.solvo.apdu;

import dev.solvo.tlv.Bytes;

/**
 * A card's answer: data of any length, then the status word.
 *
 * @param data the body, without the status word; empty when there is none
 * @param statusWord SW1 SW2
 */
public record ResponseApdu(Bytes data, StatusWord statusWord) {
    /**
     * Splits the bytes that came from a reader.
     *
     * @param bytes body and status word, at least 2 bytes
     * @return the answer
     * @throws CardTransportException with {@link CardTransportException.Kind#PROTOCOL} if there are fewer than 2 bytes
     */
    public static ResponseApdu parse(Bytes bytes) throws CardTransportException {
        int body = bytes.length() - 2;
        if (body < 0) {
            throw new CardTransportException(
                    CardTransportException.Kind.PROTOCOL, "an answer of " + bytes + " has no status word");
        }
        return new ResponseApdu(
                bytes.slice(0, body), new StatusWord(bytes.unsigned(body) << 8 | bytes.unsigned(body + 1)));
    }

    /**
     * An answer without a body.
     *
     * @param statusWord SW1 SW2 as a number, 0x6A82
     * @return the answer
     */
    public static ResponseApdu of(int statusWord) {
        return new ResponseApdu(Bytes.EMPTY, new StatusWord(statusWord));
    }

    /**
     * An answer 9000 with a body.
     *
     * @param data the body
     * @return the answer
     */
    public static ResponseApdu success(Bytes data) {
        return new ResponseApdu(data, StatusWord.SUCCESS);
    }

    /**
     * Body and status word, as on the wire.
     *
     * @return at least 2 bytes
     */
    public Bytes toBytes() {
        return data.plus(Bytes.ofUnsigned(statusWord.sw1(), statusWord.sw2()));
    }

    /** The same answer with no more than so many bytes of data: a card may give more than was asked for. */
    ResponseApdu truncatedTo(int length) {
        return data.length() <= length ? this : new ResponseApdu(data.slice(0, length), statusWord);
    }

    /** The body's length and the status word, never the data. */
    @Override
    public String toString() {
        return data + " " + statusWord;
    }
}
