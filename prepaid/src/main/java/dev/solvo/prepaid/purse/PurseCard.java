package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A selected purse application.
 *
 * @param applicationName its name, as it was selected
 * @param serial its serial number
 * @param issuer the issuer's number, 8 bytes
 * @param validFrom first day, where the card says one
 * @param validUntil last day, where the card says one
 * @param blocked whether the issuer has blocked it
 */
public record PurseCard(
        Bytes applicationName,
        ApplicationSerial serial,
        Bytes issuer,
        Optional<LocalDate> validFrom,
        Optional<LocalDate> validUntil,
        boolean blocked) {
    /** Length of the card's public data (file 0015). */
    public static final int PUBLIC_DATA_BYTES = 30;

    /**
     * Reads the public data of a purse: issuer 8, kind and version 2, serial number 10, first and last day 4 each, the
     * issuer's own 2. A day that is none is left out.
     *
     * @param applicationName name of the application
     * @param data 30 bytes
     * @param blocked whether the answer to SELECT said so
     * @return the card
     * @throws PurseException if the length is another
     */
    public static PurseCard parse(Bytes applicationName, Bytes data, boolean blocked) throws PurseException {
        if (data.length() != PUBLIC_DATA_BYTES) {
            throw new PurseException(
                    PurseException.Reason.LENGTH,
                    "the public data have " + PUBLIC_DATA_BYTES + " bytes, not " + data.length());
        }
        return new PurseCard(
                applicationName,
                new ApplicationSerial(data.slice(10, 20)),
                data.slice(0, 8),
                day(data.slice(20, 24)),
                day(data.slice(24, 28)),
                blocked);
    }

    /**
     * Tells whether the card may be used on a day.
     *
     * @param day the day at the terminal
     * @return whether it lies between the card's days; a day that the card does not say is no limit
     */
    public boolean isValidOn(LocalDate day) {
        return validFrom.filter(day::isBefore).isEmpty()
                && validUntil.filter(day::isAfter).isEmpty();
    }

    private static Optional<LocalDate> day(Bytes digits) {
        try {
            return Optional.of(TransactionTime.parse(digits.plus(Bytes.repeat(0, 3)))
                    .dateTime()
                    .toLocalDate());
        } catch (PurseException e) {
            return Optional.empty();
        }
    }
}
