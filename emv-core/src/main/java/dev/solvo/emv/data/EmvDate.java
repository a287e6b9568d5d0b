package dev.solvo.emv.data;

import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.time.LocalDate;
import java.util.Locale;

/**
 * A date as EMV writes it, YYMMDD, ordered by time. Years 00 to 49 are 2000 to 2049, years 50 to 99 are 1950 to 1999. EMV
 * 4.4 Book 4, 6.7.3.
 *
 * <p>The day is kept as it is written: cards give a month of 30 days a 31st, and day 00. Such days are compared as numbers
 * and never refused.
 *
 * @param year 1950 to 2049
 * @param month 1 to 12
 * @param day 0 to 31
 */
public record EmvDate(int year, int month, int day) implements Comparable<EmvDate> {
    private static final int LENGTH = 3;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public EmvDate {
        if (year < 1950 || year > 2049 || month < 1 || month > 12 || day < 0 || day > 31) {
            throw new IllegalArgumentException("no date from 1950 to 2049");
        }
    }

    /**
     * Reads the value field of tag 5F24, 5F25 or 9A.
     *
     * @param tag the element, for the message
     * @param bytes 3 bytes, YYMMDD
     * @return the date
     * @throws EmvDataException if the length is another, a digit is not decimal, or the month is not 1 to 12 or the day
     *     above 31
     */
    public static EmvDate parse(Tag tag, Bytes bytes) throws EmvDataException {
        if (bytes.length() != LENGTH) {
            throw EmvDataException.length(tag, bytes.length(), "3");
        }
        int digits = (int) BcdNumber.parse(tag, bytes);
        int yy = digits / 10_000;
        int month = digits / 100 % 100;
        int day = digits % 100;
        if (month < 1 || month > 12) {
            throw new EmvDataException(Reason.VALUE, tag, 1, "no month");
        }
        if (day > 31) {
            throw new EmvDataException(Reason.VALUE, tag, 2, "no day");
        }
        return new EmvDate(yy < 50 ? 2000 + yy : 1900 + yy, month, day);
    }

    /**
     * A date from the calendar.
     *
     * @param date a date from 1950 to 2049
     * @return the date
     * @throws IllegalArgumentException if the year has no two digits in EMV
     */
    public static EmvDate of(LocalDate date) {
        return new EmvDate(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    /**
     * The value field.
     *
     * @return 3 bytes, YYMMDD
     */
    public Bytes toBytes() {
        return BcdNumber.toBytes(year % 100 * 10_000L + month * 100L + day, LENGTH);
    }

    /**
     * Tells whether this day lies before another.
     *
     * @param other the other day
     * @return whether it is earlier; false on the same day
     */
    public boolean isBefore(EmvDate other) {
        return compareTo(other) < 0;
    }

    /**
     * Tells whether this day lies after another.
     *
     * @param other the other day
     * @return whether it is later; false on the same day
     */
    public boolean isAfter(EmvDate other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(EmvDate other) {
        return Integer.compare(number(), other.number());
    }

    /** {@code 2031-12-31}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
    }

    private int number() {
        return year * 10_000 + month * 100 + day;
    }
}
