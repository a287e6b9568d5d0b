package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;

/**
 * Where a card in mag-stripe mode wants its code, its counter and the terminal's number to stand in the discretionary data
 * of a track. Position 0 is the last digit, which tells the issuer how many digits of the terminal's number there are.
 *
 * @param codePositions PCVC3: one bit for each digit of CVC3
 * @param numberPositions PUNATC: the lower bits are for digits of the unpredictable number, the upper for those of the ATC
 * @param counterDigits NATC: how many bits of PUNATC are the counter's
 */
record MagStripeTrack(long codePositions, long numberPositions, int counterDigits) {
    private static final int MOST_NUMBER_DIGITS = 8;
    private static final int ON_DEVICE_CVM_MARK = 5;
    private static final char TRACK_1_SEPARATOR = '^';
    private static final int TRACK_2_SEPARATOR = 0xD;
    private static final int TRACK_2_FILLING = 0xF;
    private static final int EXPIRY_AND_SERVICE_CODE = 7;

    static MagStripeTrack of(Bytes pcvc3, Bytes punatc, Bytes natc) throws EmvDataException {
        if (natc.length() != 1) {
            throw new EmvDataException(Reason.LENGTH, Kernel2Tag.NATC_TRACK_2, "one byte expected");
        }
        requirePositions(Kernel2Tag.PCVC3_TRACK_2, pcvc3);
        requirePositions(Kernel2Tag.PUNATC_TRACK_2, punatc);
        MagStripeTrack track = new MagStripeTrack(pcvc3.toUnsignedLong(), punatc.toUnsignedLong(), natc.unsigned(0));
        if (track.numberDigits() < 0 || track.numberDigits() > MOST_NUMBER_DIGITS) {
            throw new EmvDataException(
                    Reason.FORMAT, Kernel2Tag.PUNATC_TRACK_2, "0 to 8 digits of the unpredictable number expected");
        }
        return track;
    }

    /** NOTE: the exact lengths are not established; no track has more digits than 8 bytes have bits. */
    private static void requirePositions(Tag tag, Bytes positions) throws EmvDataException {
        if (positions.length() > Long.BYTES) {
            throw new EmvDataException(Reason.LENGTH, tag, "more positions than a track has digits");
        }
    }

    /** nUN: how many digits of the unpredictable number the track takes. */
    int numberDigits() {
        return Long.bitCount(numberPositions) - counterDigits;
    }

    /**
     * Fills Track 2 Data.
     *
     * @param track tag 9F6B: digits, D, expiration date, service code, discretionary data, F where a digit is missing
     */
    Bytes fillTrack2(Bytes track, Bytes cvc3, Bytes counter, Bytes unpredictableNumber, boolean onDeviceCvm)
            throws EmvDataException {
        int digits = 2 * track.length();
        if (digits > 0 && nibble(track, digits - 1) == TRACK_2_FILLING) {
            digits--;
        }
        int separator = 0;
        while (separator < digits && nibble(track, separator) != TRACK_2_SEPARATOR) {
            separator++;
        }
        int room = digits - separator - 1 - EXPIRY_AND_SERVICE_CODE;
        byte[] filled = track.toByteArray();
        int last = digits - 1;
        fill(Kernel2Tag.TRACK_2_DATA, room, cvc3, counter, unpredictableNumber, onDeviceCvm, (position, digit) -> {
            int at = last - position;
            filled[at / 2] = (byte) (at % 2 == 0 ? digit << 4 | filled[at / 2] & 0x0F : filled[at / 2] & 0xF0 | digit);
        });
        return Bytes.of(filled);
    }

    /**
     * Fills Track 1 Data.
     *
     * @param track tag 56: characters; format, number, ^, name, ^, expiration date, service code, discretionary data
     */
    Bytes fillTrack1(Bytes track, Bytes cvc3, Bytes counter, Bytes unpredictableNumber, boolean onDeviceCvm)
            throws EmvDataException {
        int separators = 0;
        int at = 0;
        while (at < track.length() && separators < 2) {
            if (track.unsigned(at) == TRACK_1_SEPARATOR) {
                separators++;
            }
            at++;
        }
        int room = separators < 2 ? -1 : track.length() - at - EXPIRY_AND_SERVICE_CODE;
        byte[] filled = track.toByteArray();
        fill(
                Tag.of(0x56),
                room,
                cvc3,
                counter,
                unpredictableNumber,
                onDeviceCvm,
                (position, digit) -> filled[filled.length - 1 - position] = (byte) ('0' + digit));
        return Bytes.of(filled);
    }

    private void fill(
            Tag track,
            int room,
            Bytes cvc3,
            Bytes counter,
            Bytes unpredictableNumber,
            boolean onDeviceCvm,
            DigitSink sink)
            throws EmvDataException {
        long all = codePositions | numberPositions;
        int positions = Long.SIZE - Long.numberOfLeadingZeros(all);
        if (room < Math.max(1, positions)) {
            throw new EmvDataException(Reason.FORMAT, track, "the discretionary data have no room for the digits");
        }
        place(codePositions, Long.bitCount(codePositions), cvc3.toUnsignedLong(), sink);
        int digits = numberDigits();
        place(numberPositions, digits, decimal(unpredictableNumber), sink);
        long upper = numberPositions;
        for (int i = 0; i < digits; i++) {
            upper &= upper - 1;
        }
        place(upper, counterDigits, counter.toUnsignedLong(), sink);
        sink.put(0, onDeviceCvm ? (digits + ON_DEVICE_CVM_MARK) % 10 : digits);
    }

    /** The least significant digits of a number, from the lowest position up. */
    private static void place(long positions, int digits, long number, DigitSink sink) {
        long left = positions;
        long rest = number;
        for (int i = 0; i < digits; i++) {
            sink.put(Long.numberOfTrailingZeros(left), (int) (rest % 10));
            left &= left - 1;
            rest /= 10;
        }
    }

    private static long decimal(Bytes digits) {
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            number = number * 100 + (digits.unsigned(i) >> 4) * 10L + (digits.unsigned(i) & 0x0F);
        }
        return number;
    }

    private static int nibble(Bytes bytes, int index) {
        int octet = bytes.unsigned(index / 2);
        return index % 2 == 0 ? octet >> 4 : octet & 0x0F;
    }

    private interface DigitSink {
        void put(int position, int digit);
    }
}
