package dev.solvo.prepaid.offline;

import dev.solvo.tlv.Bytes;

/**
 * What an upload came to.
 *
 * @param answer for the terminal
 * @param report for the issuer
 */
public record BookingResult(Bytes answer, BookingReport report) {}
