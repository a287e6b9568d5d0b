package dev.solvo.emv.contactless.relay;

import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;

/**
 * A card's answer to EXCHANGE RELAY RESISTANCE DATA: {@code 80 0A}, its entropy, and three times of its own.
 *
 * @param entropy 4 random bytes of the card
 * @param minimumTime the card's fastest processing, in units of 100 microseconds
 * @param maximumTime the card's slowest processing, in units of 100 microseconds
 * @param estimatedResponseTime what the card thinks its answer takes on its way, in units of 100 microseconds
 */
public record RelayResistanceAnswer(Bytes entropy, int minimumTime, int maximumTime, int estimatedResponseTime) {
    private static final int LENGTH = 10;
    private static final int TEMPLATE = 0x80;

    /**
     * Reads the answer's body, without status word.
     *
     * @param response 12 bytes
     * @return the answer
     * @throws EmvDataException if it is anything else than template 80 of 10 bytes
     */
    public static RelayResistanceAnswer parse(Bytes response) throws EmvDataException {
        if (response.length() != 2 + LENGTH || response.unsigned(0) != TEMPLATE || response.unsigned(1) != LENGTH) {
            throw new EmvDataException(
                    Reason.STRUCTURE, "EXCHANGE RELAY RESISTANCE DATA was not answered with template 80 of 10 bytes");
        }
        return new RelayResistanceAnswer(
                response.slice(2, 6), number(response, 6), number(response, 8), number(response, 10));
    }

    /**
     * The value of template 80.
     *
     * @return 10 bytes
     */
    public Bytes toBytes() {
        return Bytes.concat(entropy, bytes(minimumTime), bytes(maximumTime), bytes(estimatedResponseTime));
    }

    /**
     * A time as the data elements hold it.
     *
     * @param time 0 to FFFF, in units of 100 microseconds
     * @return 2 bytes
     */
    public static Bytes bytes(int time) {
        return Bytes.ofUnsigned(time >> 8 & 0xFF, time & 0xFF);
    }

    private static int number(Bytes bytes, int at) {
        return bytes.unsigned(at) << 8 | bytes.unsigned(at + 1);
    }
}
