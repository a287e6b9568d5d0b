package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Date and time of a transaction, as the terminal's clock on the wall shows them: cards know no time zones.
 *
 * @param dateTime whole seconds, years 0 to 9999
 */
public record TransactionTime(LocalDateTime dateTime) {
    static final int LENGTH_BYTES = 7;

    /**
     * Drops what is below a second.
     *
     * @throws IllegalArgumentException if the year has not four digits
     */
    public TransactionTime {
        if (dateTime.getYear() < 0 || dateTime.getYear() > 9999) {
            throw new IllegalArgumentException("a year has four digits");
        }
        dateTime = dateTime.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Reads packed digits: {@code 20261130120000}.
     *
     * @param bytes YYYYMMDDhhmmss, 7 bytes
     * @return the time
     * @throws PurseException if there is no such time
     */
    public static TransactionTime parse(Bytes bytes) throws PurseException {
        if (bytes.length() != LENGTH_BYTES) {
            throw new PurseException(
                    PurseException.Reason.LENGTH, "a date and time have 7 bytes, not " + bytes.length());
        }
        int[] parts = new int[LENGTH_BYTES];
        for (int i = 0; i < LENGTH_BYTES; i++) {
            int high = bytes.unsigned(i) >> 4;
            int low = bytes.unsigned(i) & 0x0F;
            if (high > 9 || low > 9) {
                throw new PurseException(PurseException.Reason.FORMAT, "a date and time have decimal digits only");
            }
            parts[i] = 10 * high + low;
        }
        try {
            return new TransactionTime(
                    LocalDateTime.of(100 * parts[0] + parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]));
        } catch (DateTimeException e) {
            throw new PurseException(PurseException.Reason.FORMAT, "there is no such date and time");
        }
    }

    /**
     * Packed digits.
     *
     * @return YYYYMMDDhhmmss, 7 bytes
     */
    public Bytes toBytes() {
        return Bytes.ofUnsigned(
                packed(dateTime.getYear() / 100),
                packed(dateTime.getYear() % 100),
                packed(dateTime.getMonthValue()),
                packed(dateTime.getDayOfMonth()),
                packed(dateTime.getHour()),
                packed(dateTime.getMinute()),
                packed(dateTime.getSecond()));
    }

    private static int packed(int number) {
        return number / 10 << 4 | number % 10;
    }
}
